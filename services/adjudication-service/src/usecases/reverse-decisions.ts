import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Platform } from '@claims-askes/chassis/platform';
import { type Reversal, undoing, type Why } from '../domain/reversal';
import { returnAuthorizations } from '../repositories/authorization-uses.repository';
import { moveBalances } from '../repositories/balances.repository';
import { holdOwners } from '../repositories/locks.repository';
import {
	insertReversals,
	type LiveDecision,
	liveDecisions,
	rememberVoided,
} from '../repositories/reversals.repository';
import { closeReviewItems } from '../repositories/review-items.repository';
import { askForFreed } from './ask-again';
import { countersOf } from './counters';
import { hearGaps } from './recalculation/hear-changes';

export interface VoidedClaim {
	readonly claimId: string;
	readonly replacedBy: string | null;
	/** The story in the course of which it was cancelled. */
	readonly correlationId: string;
	readonly requestedBy: string | null;
}

/**
 * Undoes the decisions of cancelled claims, with every balance that they moved, and remembers the cancellation: a claim
 * that has not been decided yet never will be. What it had used the family's later claims may have: they are looked at.
 */
export async function reverseDecisions(
	platform: Platform,
	tx: Transaction,
	voids: readonly VoidedClaim[],
): Promise<Reversal[]> {
	const claimIds = voids.map(({ claimId }) => claimId);
	await rememberVoided(tx, voids);
	await holdOwners(tx, (await liveDecisions(tx, claimIds)).flatMap(sharedOwners));
	// Read again: what stood before the locks were held may have been decided again meanwhile.
	const live = await liveDecisions(tx, claimIds);
	if (live.length === 0) return [];
	const reversals = live.map((decision) => ({
		id: platform.newId(),
		decisionId: decision.id,
		claimId: decision.claim_id,
		familyKey: decision.family_key,
		why: voids.filter(({ claimId }) => claimId === decision.claim_id).map(whyOf),
	}));
	const storyOf = (claimId: string) =>
		voids.find((voided) => voided.claimId === claimId)?.correlationId ?? '';
	const now = platform.now().toISOString();
	const moved = await insertReversals(tx, reversals, now, platform.name);
	const changes = undoing(moved);
	await moveBalances(tx, changes);
	await returnAuthorizations(tx, claimIds);
	await closeReviewItems(tx, claimIds, now, platform.name, ['pend', 'override', 'appeal']);
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name },
		reversals.map(({ id, decisionId, claimId }) => ({
			action: 'decision.reversed',
			entity: 'decision',
			entityId: decisionId,
			after: { claim_id: claimId, reversed_by: id },
			correlationId: storyOf(claimId),
		})),
	);
	await hearGaps(
		platform,
		tx,
		live.map(({ claim_id, family_id, first_date }) => ({
			claimId: claim_id,
			familyId: family_id,
			firstDate: first_date,
			correlationId: storyOf(claim_id),
		})),
	);
	await askForFreed(platform, tx, changes, voids[0]?.correlationId ?? '');
	countersOf(platform).reversed(reversals.length);
	return reversals;
}

const whyOf = ({ claimId, replacedBy, requestedBy }: VoidedClaim): Why => ({
	...{ cause: 'claim.voided', subject: replacedBy ?? claimId, from: null, requested_by: requestedBy },
});

const sharedOwners = ({ family_id, group_id, policy_id }: LiveDecision): string[] => [
	...(family_id ? [`family:${family_id}`] : []),
	...(group_id ? [`group:${group_id}`] : []),
	...(policy_id ? [`policy:${policy_id}`] : []),
];

export const reversalAnnouncementOf = ({
	id,
	decisionId,
	claimId,
	familyKey,
}: Reversal): NewEvent<'claim.reversed'> => ({
	type: 'claim.reversed',
	key: familyKey,
	data: { claim_id: claimId, decision_id: id, reverses: decisionId },
});
