/** What is told, and to whom: the member, the provider, or (by webhook) the payer's own systems. */
export const TOPICS = ['eob.ready', 'remittance.ready', 'run.completed'] as const;
export type Topic = (typeof TOPICS)[number];

export type RecipientKind = 'member' | 'provider' | 'payer';
export type Channel = 'log' | 'email' | 'webhook';

/** One message by one channel. It says that something is ready, and of what kind; what it is, is read after signing in. */
export interface Notification {
	readonly id: string;
	readonly topic: Topic;
	readonly run_id: string;
	readonly recipient_kind: RecipientKind;
	readonly recipient_id: string | null;
	readonly claims: number;
	readonly channel: Channel;
	readonly webhook_id: string | null;
	readonly status: 'queued' | 'delivered' | 'failed';
	readonly attempts: number;
	readonly error_code: string | null;
	readonly created_at: string;
	readonly delivered_at: string | null;
}

/** How an attempt ended: without an error, or with one that a program can tell from others. */
export interface Outcome {
	readonly error_code: string | null;
	/** That trying again would change nothing. */
	readonly isFinal?: boolean;
}
