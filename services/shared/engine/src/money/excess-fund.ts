/** The one fund of a policy that pays excess; under `standard` the member owes it. */
import type { Minor } from '@claims-askes/kernel/money';
import type { ExcessHandling, Policy } from '../types';

export interface ExcessFund {
	readonly key: string;
	readonly name: 'buffer' | 'non_benefit';
	/** What was ever put in. */
	readonly amount: Minor;
	readonly terms: ExcessHandling;
}

export function excessFundOf(policy: Policy | null | undefined): ExcessFund | undefined {
	const terms = policy?.excess;
	if (!policy || !terms || terms.mode === 'standard' || !terms.fund || terms.amount == null) return undefined;
	return { key: `fund:${terms.fund}|policy:${policy.id}`, name: terms.fund, amount: terms.amount, terms };
}
