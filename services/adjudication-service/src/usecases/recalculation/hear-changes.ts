import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import { addCauses } from '../../repositories/recalculations.repository';
import { type ChangeName, causeOf } from './touched-by';

/** Writes down what has changed; the claims that it touches are looked for in the background. */
export const hearChanges =
	<N extends ChangeName>({ newId }: Platform, name: N) =>
	(tx: Transaction, events: readonly FeedEventOf<N>[]): Promise<void> =>
		addCauses(
			tx,
			events.map((event) => causeOf(name, event, newId())),
		);

/** A cancelled claim, with whom it was and since when. */
export interface Gap {
	readonly claimId: string;
	readonly familyId: string | null;
	readonly firstDate: string | null;
	readonly correlationId: string;
}

/** What a cancelled claim had used, others of the family may have now: they are decided again from its day on. */
export const hearGaps = ({ newId, name }: Platform, tx: Transaction, gaps: readonly Gap[]): Promise<void> =>
	addCauses(
		tx,
		gaps.flatMap(({ claimId, familyId, firstDate, correlationId }) =>
			familyId && firstDate
				? {
						id: newId(),
						cause: 'claim.voided' as const,
						subject: claimId,
						touches: { family_id: familyId, from: firstDate },
						is_forced: true,
						requested_by: name,
						correlation_id: correlationId,
					}
				: [],
		),
	);
