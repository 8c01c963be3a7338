import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import { type FundMessage, queueForGroups } from '../repositories/fund-messages.repository';

type FundEvent = FeedEventOf<'fund.alerted'> | FeedEventOf<'fund.short'>;

/** Has groups told how far their funds are used, and that they are short. Who says so says it once until a top-up. */
export async function tellGroups(
	platform: Platform,
	tx: Transaction,
	events: readonly FundEvent[],
	hasEmail: boolean,
): Promise<void> {
	const queued = await queueForGroups(tx, events.map(messageOf), hasEmail);
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name },
		events.flatMap(({ event_id, data, metadata }) => {
			const count = queued.find((message) => message.event_id === event_id)?.count;
			if (count === undefined) return [];
			const entity = { entity: 'policy', entityId: data.policy_id };
			return {
				action: 'notifications.queued',
				...entity,
				after: { count },
				correlationId: metadata.correlation_id,
			};
		}),
	);
}

function messageOf({ event_id, event_type: topic, data: { group_id, ...facts } }: FundEvent): FundMessage {
	return { event_id, topic, group_id, facts };
}
