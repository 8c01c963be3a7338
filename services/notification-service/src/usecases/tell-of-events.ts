import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Recipient } from '../domain/notification';
import { type EventMessage, queueOfEvents } from '../repositories/event-messages.repository';

type FundEvent = FeedEventOf<'fund.alerted'> | FeedEventOf<'fund.short'>;
type RequestEvent = FeedEventOf<'documents.requested'> | FeedEventOf<'documents.awaited'>;
type VoidEvent = FeedEventOf<'payment.voided'>;

type ToldEvent = FundEvent | RequestEvent | VoidEvent;

interface ToTell {
	readonly messages: readonly EventMessage[];
	/** What the audit trail says that it was about. */
	readonly about: { readonly entity: string; readonly entityId: string };
}

/** Tells what follows from events; how many messages each came to is in the audit trail. */
const telling =
	<E extends ToldEvent>(toTellOf: (event: E) => ToTell) =>
	(platform: Platform, tx: Transaction, events: readonly E[], hasEmail: boolean): Promise<void> =>
		tellOf(
			platform,
			tx,
			events.map((event) => ({ event, ...toTellOf(event) })),
			hasEmail,
		);

/** Has groups told how far their funds are used, and that they are short. Who says so says it once until a top-up. */
export const tellGroups = telling((event: FundEvent) => ({
	messages: [fundMessage(event)],
	about: { entity: 'policy', entityId: event.data.policy_id },
}));

/** Has those told who may have the documents that a claim waits for: its provider, and the member who has paid the bill. */
export const tellOfRequests = telling((event: RequestEvent) => ({
	messages: requestMessages(event),
	about: { entity: 'claim', entityId: event.data.claim_id },
}));

/** Has payees told that a payment of theirs is void. Whoever voids it says so once. */
export const tellOfVoids = telling((event: VoidEvent) => ({
	messages: voidMessages(event),
	about: { entity: 'payment', entityId: event.data.payment_id },
}));

async function tellOf(
	platform: Platform,
	tx: Transaction,
	toTell: readonly (ToTell & { readonly event: ToldEvent })[],
	hasEmail: boolean,
): Promise<void> {
	const queued = await queueOfEvents(
		tx,
		toTell.flatMap(({ messages }) => messages),
		hasEmail,
	);
	const counts = new Map(queued.map(({ event_id, count }) => [event_id, count]));
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name },
		toTell.flatMap(({ event: { event_id, metadata }, about }) => {
			const count = counts.get(event_id);
			if (count === undefined) return [];
			const { correlation_id: correlationId } = metadata;
			return { action: 'notifications.queued', ...about, after: { count }, correlationId };
		}),
	);
}

function fundMessage({ event_id, event_type: topic, data: { group_id, ...facts } }: FundEvent): EventMessage {
	return { event_id, topic, recipient_kind: 'group', recipient_id: group_id, facts };
}

function voidMessages({ event_id, event_type: topic, data }: VoidEvent): EventMessage[] {
	const { payment_id, payment_number, currency, amount, cause, provider_id, member_id = null } = data;
	const facts = { payment_id, payment_number, currency, amount, cause };
	return recipients(provider_id, member_id).map((recipient) => ({ event_id, topic, ...recipient, facts }));
}

/** Which documents may tell of an illness, and is read after signing in. */
function requestMessages({ event_id, event_type: topic, data }: RequestEvent): EventMessage[] {
	const { claim_id, claim_number, documents, due, member_id, provider_id, channel } = data;
	const facts = { claim_id, claim_number, documents, due };
	const payer = channel === 'reimbursement' ? member_id : null;
	return recipients(provider_id, payer).map((recipient) => ({ event_id, topic, ...recipient, facts }));
}

const recipients = (providerId: string | null, memberId: string | null): Recipient[] => [
	...(providerId !== null ? [{ recipient_kind: 'provider' as const, recipient_id: providerId }] : []),
	...(memberId !== null ? [{ recipient_kind: 'member' as const, recipient_id: memberId }] : []),
];
