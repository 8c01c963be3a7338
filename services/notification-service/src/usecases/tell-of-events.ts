import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Recipient } from '../domain/notification';
import { type EventMessage, queueOfEvents } from '../repositories/event-messages.repository';

type FundEvent = FeedEventOf<'fund.alerted'> | FeedEventOf<'fund.short'>;
type RequestEvent = FeedEventOf<'documents.requested'> | FeedEventOf<'documents.awaited'>;
type VoidEvent = FeedEventOf<'payment.voided'>;

/** Has groups told how far their funds are used, and that they are short. Who says so says it once until a top-up. */
export const tellGroups = (
	platform: Platform,
	tx: Transaction,
	events: readonly FundEvent[],
	hasEmail: boolean,
): Promise<void> =>
	tellOf(
		platform,
		tx,
		events.map((event) => ({ event, messages: [fundMessage(event)], about: fundOf(event) })),
		hasEmail,
	);

/** Has those told who may have the documents that a claim waits for: its provider, and the member who has paid the bill. */
export const tellOfRequests = (
	platform: Platform,
	tx: Transaction,
	events: readonly RequestEvent[],
	hasEmail: boolean,
): Promise<void> =>
	tellOf(
		platform,
		tx,
		events.map((event) => ({
			event,
			messages: requestMessages(event),
			about: { entity: 'claim', entityId: event.data.claim_id },
		})),
		hasEmail,
	);

/** Has payees told that a payment of theirs is void. Whoever voids it says so once. */
export const tellOfVoids = (
	platform: Platform,
	tx: Transaction,
	events: readonly VoidEvent[],
	hasEmail: boolean,
): Promise<void> =>
	tellOf(
		platform,
		tx,
		events.map((event) => ({
			event,
			messages: voidMessages(event),
			about: { entity: 'payment', entityId: event.data.payment_id },
		})),
		hasEmail,
	);

interface ToTell {
	readonly event: FundEvent | RequestEvent | VoidEvent;
	readonly messages: readonly EventMessage[];
	readonly about: { readonly entity: string; readonly entityId: string };
}

async function tellOf(
	platform: Platform,
	tx: Transaction,
	toTell: readonly ToTell[],
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

const fundOf = ({ data }: FundEvent) => ({ entity: 'policy', entityId: data.policy_id });

function fundMessage({ event_id, event_type: topic, data: { group_id, ...facts } }: FundEvent): EventMessage {
	return { event_id, topic, recipient_kind: 'group', recipient_id: group_id, facts };
}

function voidMessages({ event_id, event_type: topic, data }: VoidEvent): EventMessage[] {
	const { payment_id, payment_number, currency, amount, cause, provider_id, member_id } = data;
	const facts = { payment_id, payment_number, currency, amount, cause };
	const recipients: Recipient[] = [
		...(provider_id ? [{ recipient_kind: 'provider' as const, recipient_id: provider_id }] : []),
		...(member_id ? [{ recipient_kind: 'member' as const, recipient_id: member_id }] : []),
	];
	return recipients.map((recipient) => ({ event_id, topic, ...recipient, facts }));
}

/** Which documents may tell of an illness, and is read after signing in. */
function requestMessages({ event_id, event_type: topic, data }: RequestEvent): EventMessage[] {
	const { claim_id, claim_number, documents, due, member_id, provider_id, channel } = data;
	const facts = { claim_id, claim_number, documents, due };
	const recipients: (Recipient | null)[] = [
		provider_id === null ? null : { recipient_kind: 'provider', recipient_id: provider_id },
		member_id === null || channel !== 'reimbursement'
			? null
			: { recipient_kind: 'member', recipient_id: member_id },
	];
	return recipients.flatMap((recipient) => (recipient ? { event_id, topic, ...recipient, facts } : []));
}
