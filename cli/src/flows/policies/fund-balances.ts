import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount, subtract, ZERO } from '@claims-askes/kernel/money';
import type { AskesClients } from '@claims-askes/sdk';
import { pageOf } from '../../list-command';
import { answered } from '../answered';
import { type FundName, fundsOf } from './funds';

export interface FundBalance {
	readonly fund: FundName;
	readonly credited: string;
	readonly used: string;
	readonly left: string;
}

interface FundedPolicy {
	readonly id: string;
	readonly currency: string;
	readonly aso: { readonly amount: string } | null;
	readonly excess: { readonly fund: 'buffer' | 'non_benefit' | null; readonly amount: string } | null;
}

/** What is left in the funds of a policy: what was put in, less what adjudication says that claims have drawn. */
export async function fundBalances(askes: AskesClients, policy: FundedPolicy): Promise<FundBalance[]> {
	const { items } = pageOf(
		await askes.adjudication.GET('/api/v1/accumulators', {
			params: { query: { policy_id: policy.id, limit: 500 } },
		}),
	);
	const decimals = decimalsOf(policy.currency);
	return fundsOf(policy).map(({ fund, credited }) => {
		const drawn = items.find(({ key }) => key === `fund:${fund}|policy:${policy.id}`);
		const used = drawn ? parseAmount(drawn.used, decimals) : ZERO;
		return {
			fund,
			credited,
			used: formatAmount(used, decimals),
			left: formatAmount(subtract(parseAmount(credited, decimals), used), decimals),
		};
	});
}

/** How many claims wait because the group's own balance is short. */
export async function claimsWaitingForFunds(askes: AskesClients, policyId: string): Promise<number> {
	const { data } = await askes.adjudication.GET('/api/v1/review-items/counts', {
		params: { query: { status: 'open', rule: 'R28', policy_id: policyId } },
	});
	return answered(data).items;
}
