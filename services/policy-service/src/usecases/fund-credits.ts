import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { type PageRequest, pageBefore, pageById } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { ProblemError } from '@claims-askes/kernel/problems';
import { creditOf, type FundName } from '../domain/fund';
import { POLICY_PROBLEMS } from '../domain/problems';
import type { FundCredit } from '../repositories/policies.repository';
import type { Deps } from './deps';
import { read } from './policies';

export interface Credit {
	readonly fund: FundName;
	readonly amount: string;
	/** The transfer's own number: the same money is not put in twice. */
	readonly reference: string;
}

/** Puts money into a fund of a policy. What is used of it, adjudication knows, who hears of it by the event. */
export function creditFund(deps: Deps, policyId: string, credit: Credit, call: Call) {
	assertUnrestricted(call);
	const { platform, policies } = deps;
	return writeOnce(platform, call, async () => {
		const { facts } = await read(deps, policyId, call);
		const { fund, reference } = credit;
		const amount = creditOf(facts, fund, credit.amount);
		if (await policies.isCredited(policyId, fund, reference))
			throw new ProblemError(POLICY_PROBLEMS.CREDIT_REFERENCE_TAKEN);
		const credited: FundCredit = {
			id: platform.newId(),
			policy_id: policyId,
			fund,
			amount,
			currency: facts.currency,
			reference,
			credited_at: platform.now().toISOString(),
		};
		return commit(platform, call, {
			data: credited,
			effects: [policies.creditEffect(credited)],
			events: [
				{
					type: 'policy.fund.credited',
					key: policyId,
					data: { policy_id: policyId, fund, amount, currency: facts.currency },
				},
			],
			audit: [{ action: 'fund.credited', entity: 'policy', entityId: policyId, after: credited }],
		});
	});
}

export async function listCredits(deps: Deps, policyId: string, query: PageRequest, call: Call) {
	await read(deps, policyId, call);
	const found = await deps.policies.listCredits(policyId, pageBefore(query));
	return pageById(found, query.limit);
}
