import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import { openAppeals } from '../repositories/appeals.repository';

/** Appeals wait in the queue under their own ids. Why they were asked for stays where it may be read: beside the claim. */
export const queueAppeals = (
	{ now }: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'claim.appealed'>[],
): Promise<void> =>
	openAppeals(
		tx,
		events.map(({ data: { appeal_id, claim_id } }) => ({ id: appeal_id, claim_id })),
		now().toISOString(),
	);
