import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import type { PredeterminationView } from '@claims-askes/contracts/decision';
import { ENGINE_VERSION } from '@claims-askes/engine';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { type Adjudicated, adjudicate } from '../../domain/adjudicate';
import type { Parties } from '../../domain/prepared-claim';
import { PROBLEMS } from '../../domain/problems';
import type { DecidedOutcome } from '../../domain/stored-decision';
import { insertPredetermination } from '../../repositories/predeterminations.repository';
import { loadOwnFacts } from '../adjudicate-claims';
import { bodyOf, totalsIn } from '../decision-body';
import { packRecord } from '../decision-record';
import { hasReadableAmounts } from '../facts/claim-of-canonical';
import { asIfGiven } from './as-if-given';
import type { GatherFactsOf } from './gather-facts-of';

/**
 * Tells what a claim for care to come would be decided to, by the facts, balances and history of now. Nothing is locked and
 * nothing moves: no balance, no line that a later claim would look back on, no event. The answer is kept, to be found again.
 */
export const predetermine = (
	platform: Platform,
	gatherFacts: GatherFactsOf,
	content: CanonicalClaim,
	call: Call,
) =>
	writeOnce(platform, call, async () => {
		const { sql, now, config } = platform;
		if (!hasReadableAmounts(content)) throw new ProblemError(PROBLEMS.AMOUNT_UNREADABLE);
		const { claim, asOf } = asIfGiven(content, dayIn(config.PAYER_TIME_ZONE, now()));
		const id = platform.newId();
		const asked = { id, claim_number: claim.claim_id, received_on: asOf, replaces: null, claim };
		const prepared = await gatherFacts(asked, call);
		assertOwn(prepared.parties, call.caller.only);
		const own = await sql.begin('isolation level repeatable read read only', (tx) =>
			loadOwnFacts(tx, [prepared]),
		);
		const made = adjudicate(prepared, { ...own, today: asOf, review: {} });
		const answer = answerOf(made, {
			submitterClaimId: content.claim_id,
			asOf,
			decidedAt: now().toISOString(),
		});
		const { member_id, provider_id, currency, outcome, totals, decided_at } = answer;
		return commit(platform, call, {
			data: answer,
			effects: [
				insertPredetermination(sql, {
					...{ id, submitterClaimId: content.claim_id, currency, decidedAt: decided_at },
					...{ memberId: member_id, groupId: prepared.parties.groupId, providerId: provider_id },
					askedBy: call.caller.subject,
					content: JSON.stringify(content),
					answer: JSON.stringify(answer),
					movements: made.decision.movements,
					record: packRecord(made),
				}),
			],
			audit: [
				{
					action: 'claim.predetermined',
					entity: 'predetermination',
					entityId: id,
					after: { outcome, currency, paid: totals.paid },
				},
			],
		});
	});

/** An answer tells of a member's balances and a provider's prices: nobody asks for those of others, no employer for a member's. */
function assertOwn({ memberId, providerId }: Parties, only: RowRule | null): void {
	if (only === null) return;
	const isOwn =
		('member_id' in only && only.member_id === memberId) ||
		('provider_id' in only && only.provider_id === providerId);
	if (!isOwn) throw new ProblemError(PROBLEMS.PREDETERMINATION_OF_OTHERS);
}

interface Asked {
	readonly submitterClaimId: string;
	readonly asOf: string;
	readonly decidedAt: string;
}

function answerOf(
	{ prepared, decision }: Adjudicated,
	{ submitterClaimId, asOf, decidedAt }: Asked,
): PredeterminationView {
	const { claim, parties, facts } = prepared;
	return {
		id: claim.id,
		submitter_claim_id: submitterClaimId,
		as_of: asOf,
		decided_at: decidedAt,
		outcome: decision.outcome as DecidedOutcome,
		currency: facts.currency.code,
		member_id: parties.memberId,
		family_id: parties.familyId,
		provider_id: parties.providerId,
		policy_id: parties.policyId,
		plan_version_id: parties.planVersionId,
		contract_id: parties.contractId,
		engine_version: ENGINE_VERSION,
		totals: totalsIn(decision.totals, facts.currency),
		...bodyOf(claim, decision, facts.currency),
	};
}
