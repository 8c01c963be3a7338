import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import { endAppeals } from '../repositories/appeals.repository';

/** Keeps with each appeal what became of it. */
export const answerAppeals = (
	{ now }: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'claim.appeal.decided'>[],
): Promise<void> =>
	endAppeals(
		tx,
		events.map(({ data: { appeal_id, verdict } }) => ({ id: appeal_id, status: verdict })),
		now().toISOString(),
	);
