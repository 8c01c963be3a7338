import { commit } from '@claims-askes/chassis/db/commit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { BalanceChange } from '../domain/balances';
import { PROBLEMS } from '../domain/problems';
import { askAgain, askAllAgain } from '../repositories/readjudications.repository';
import { addCauses, type FamilyPart } from '../repositories/recalculations.repository';
import { liveDecisions } from '../repositories/reversals.repository';
import { claimsWaitingForFunds } from '../repositories/review-items.repository';
import { readjudicationBell } from './readjudication-bell';
import { offerFreed } from './recalculation/offer-what-is-left';

/** Has a pended claim decided again, as after a top-up or when what was missing has come. */
export const askForAdjudication = (platform: Platform, claimId: string, call: Call) =>
	writeOnce(platform, call, async () => {
		assertUnrestricted(call);
		const [live] = await liveDecisions(platform.sql, [claimId]);
		if (!live) throw new ProblemError(PROBLEMS.CLAIM_NOT_DECIDED);
		if (live.outcome !== 'pended') throw new ProblemError(PROBLEMS.CLAIM_NOT_PENDED);
		const request = {
			id: platform.newId(),
			claim_id: claimId,
			...{ cause: 'requested', subject: null },
			requested_by: call.caller.subject,
			correlation_id: call.correlationId,
		};
		const answer = await commit(platform, call, {
			status: 202,
			message: 'The claim will be decided again in a moment',
			data: { id: request.id, claim_id: claimId },
			effects: [askAgain(platform.sql, [request])],
			audit: [
				{
					action: 'adjudication.requested',
					entity: 'claim',
					entityId: claimId,
					before: { decision_id: live.id },
				},
			],
		});
		readjudicationBell(platform).ring();
		return answer;
	});

/**
 * Has the claims decided again that wait for, or were cut for want of, what has come back into a shared balance. What a
 * void gave back is known late to all of the family of a claim that waits. What a family gives back that is itself decided
 * again lets those claims alone in: or two families could hand a fund to and fro for ever.
 */
export async function askForFreed(
	platform: Platform,
	tx: Transaction,
	changes: readonly BalanceChange[],
	correlationId: string,
	parts: readonly FamilyPart[] = [],
): Promise<void> {
	await offerFreed(platform, tx, changes, correlationId, parts);
	const freed = changes.flatMap(({ owner, amount }) =>
		amount < 0 && owner.startsWith(POLICY) ? { policyId: owner.slice(POLICY.length), correlationId } : [],
	);
	if (parts.length === 0) await askForUnfunded(platform, tx, freed);
	else await letUnfundedIn(platform, tx, freed, new Set(parts.map(({ family_id }) => family_id)));
}

const POLICY = 'policy:';

interface Credit {
	readonly policyId: string;
	readonly correlationId: string;
}

/**
 * Has the families decided again in date order of whose claims one waits because a group's balance was short: had the money
 * been there in time, what came after that claim would have found less of everything.
 */
async function askForUnfunded(
	{ newId, name }: Platform,
	tx: Transaction,
	credits: readonly Credit[],
): Promise<void> {
	const waiting = Map.groupBy(await waitingFor(tx, credits), ({ policy_id }) => policy_id);
	await addCauses(
		tx,
		[...waiting].map(([policyId, claims]) => ({
			id: newId(),
			...{ cause: 'balance.freed' as const, subject: policyId },
			touches: { claim_ids: claims.map(({ claim_id }) => claim_id) },
			is_forced: true,
			requested_by: name,
			correlation_id: storyOf(credits, policyId),
		})),
	);
}

/**
 * Has the claims of these policies decided again, each alone, that wait because a group's balance was short; but for those
 * of the families that have just been decided in date order, which had what there was.
 */
async function letUnfundedIn(
	{ newId, name }: Platform,
	tx: Transaction,
	credits: readonly Credit[],
	butFor: ReadonlySet<string | null>,
): Promise<void> {
	const waiting = (await waitingFor(tx, credits)).filter(({ family_id }) => !butFor.has(family_id));
	const requests = waiting.map(({ claim_id, policy_id }) => ({
		...{ id: newId(), claim_id, cause: 'balance.freed', subject: policy_id },
		...{ requested_by: name, correlation_id: storyOf(credits, policy_id) },
	}));
	await askAllAgain(tx, requests);
}

const waitingFor = async (tx: Transaction, credits: readonly Credit[]) =>
	credits.length === 0
		? []
		: claimsWaitingForFunds(
				tx,
				credits.map(({ policyId }) => policyId),
			);

const storyOf = (credits: readonly Credit[], policyId: string | null): string =>
	credits.find((credit) => credit.policyId === policyId)?.correlationId ?? '';
