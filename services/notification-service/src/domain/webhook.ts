import { ProblemError } from '@claims-askes/kernel/problems';
import type { RecipientKind, Topic } from './notification';
import { NOTIFICATION_PROBLEMS } from './problems';

/** Where an integrator wants to be told. */
export interface Webhook {
	readonly id: string;
	readonly url: string;
	readonly topics: readonly Topic[];
	readonly recipient_kind: RecipientKind | null;
	readonly recipient_id: string | null;
	readonly created_at: string;
}

/** How it is noted that an address answered 410 Gone: it wants to hear no more (RFC 9110 15.5.11). */
export const RECEIVER_GONE = 'HTTP_410';
/** How it is noted that an address did not answer in time. */
export const RECEIVER_SILENT = 'WEBHOOK_TIMEOUT';

const TOPICS_OF: Readonly<Record<RecipientKind | 'payer', readonly Topic[]>> = {
	member: ['eob.ready', 'documents.requested', 'documents.awaited', 'payment.voided'],
	provider: ['remittance.ready', 'documents.requested', 'documents.awaited', 'payment.voided'],
	group: ['fund.alerted', 'fund.short'],
	payer: ['run.completed'],
};

export function assertTopics({ topics, recipient_kind }: Pick<Webhook, 'topics' | 'recipient_kind'>): void {
	const possible = TOPICS_OF[recipient_kind ?? 'payer'];
	if (topics.every((topic) => possible.includes(topic))) return;
	throw new ProblemError(NOTIFICATION_PROBLEMS.TOPIC_NOT_FOR_RECIPIENT);
}
