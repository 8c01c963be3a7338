/** What is told, and to whom: the member, the provider, the group, or (by webhook) the payer's own systems. */
const RUN_TOPICS = ['eob.ready', 'remittance.ready', 'run.completed'] as const;
/** Events of the catalogue that are told as they are. */
export const EVENT_TOPICS = [
	'documents.requested',
	'documents.awaited',
	'fund.alerted',
	'fund.short',
	'payment.voided',
] as const;
export type EventTopic = (typeof EVENT_TOPICS)[number];
export const TOPICS = [...RUN_TOPICS, ...EVENT_TOPICS] as const;
export type Topic = (typeof TOPICS)[number];

/** Who states how to be told; the payer's own systems have webhooks alone. */
export const RECIPIENT_KINDS = ['member', 'provider', 'group'] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

export interface Recipient {
	readonly recipient_kind: RecipientKind;
	readonly recipient_id: string;
}

/** What is told of an event: of a fund money of the group, of a claim or payment its number and a day or amount; nothing of anybody's health. */
export type EventFacts = Readonly<Record<string, string | number>>;
export type Channel = 'log' | 'email' | 'webhook';

/**
 * One message by one channel. To members and providers it says that something is ready or asked for, and of what kind; what it
 * is, is read after signing in.
 */
export interface Notification {
	readonly id: string;
	readonly topic: Topic;
	/** Null where an event is told of. */
	readonly run_id: string | null;
	readonly event_id: string | null;
	readonly recipient_kind: RecipientKind | 'payer';
	readonly recipient_id: string | null;
	/** Of the run. */
	readonly claims: number | null;
	/** Of the event. */
	readonly facts: EventFacts | null;
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
