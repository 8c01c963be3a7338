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
import type { FamilyPart } from '../repositories/recalculations.repository';
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

/** Has the claims decided again that wait for, or were cut for want of, what has come back into a shared balance. */
export async function askForFreed(
	platform: Platform,
	tx: Transaction,
	changes: readonly BalanceChange[],
	correlationId: string,
	parts: readonly FamilyPart[] = [],
): Promise<void> {
	await offerFreed(platform, tx, changes, correlationId, parts);
	await askForUnfunded(
		platform,
		tx,
		changes.flatMap(({ owner, amount }) =>
			amount < 0 && owner.startsWith(POLICY) ? { policyId: owner.slice(POLICY.length), correlationId } : [],
		),
	);
}

const POLICY = 'policy:';

/** Has the claims of these policies decided again that wait because a group's balance was short. */
export async function askForUnfunded(
	platform: Platform,
	tx: Transaction,
	credits: readonly { readonly policyId: string; readonly correlationId: string }[],
): Promise<void> {
	if (credits.length === 0) return;
	const waiting = await claimsWaitingForFunds(
		tx,
		credits.map(({ policyId }) => policyId),
	);
	const requests = waiting.map(({ claim_id, policy_id }) => ({
		id: platform.newId(),
		claim_id,
		requested_by: platform.name,
		correlation_id: credits.find(({ policyId }) => policyId === policy_id)?.correlationId ?? '',
	}));
	await askAllAgain(tx, requests);
}
