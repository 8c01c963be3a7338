/** The funds of a policy: the group's ASO balance, and the one fund that pays excess. */
import type { Minor } from '@claims-askes/kernel/money';
import { oncePer } from '../once-per';
import type { ExcessHandling, FundName, Policy } from '../types';

export interface Fund {
	readonly name: FundName;
	readonly key: string;
	/** What was ever put in. */
	readonly amount: Minor;
}

export interface Funds {
	readonly aso: Fund | null;
	/** Under `standard` there is none: the member owes the excess. */
	readonly excess: (Fund & { readonly terms: ExcessHandling }) | null;
}

const NO_FUNDS: Funds = { aso: null, excess: null };
const openFundsOnce = oncePer(openFunds);

export const fundsOf = (policy: Policy | null | undefined): Funds =>
	policy ? openFundsOnce(policy) : NO_FUNDS;

/** The accumulator of what was drawn on a fund of a policy. */
export const fundKey = (name: FundName, policyId: string): string => `fund:${name}|policy:${policyId}`;

function openFunds({ id, aso, excess }: Policy): Funds {
	const key = (name: FundName) => fundKey(name, id);
	return {
		aso: aso ? { name: 'aso', key: key('aso'), amount: aso.amount } : null,
		excess:
			excess && excess.mode !== 'standard' && excess.fund && excess.amount != null
				? { name: excess.fund, key: key(excess.fund), amount: excess.amount, terms: excess }
				: null,
	};
}
