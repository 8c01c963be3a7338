import type { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { decimalsOf } from '@claims-askes/kernel/currency';
import {
	add,
	formatAmount,
	LARGEST_AMOUNT,
	type Minor,
	MoneyError,
	parseAmount,
	ZERO,
} from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Policy } from './policy';
import { POLICY_PROBLEMS } from './problems';

export type FundName = 'aso' | 'buffer' | 'non_benefit';

/** What was ever put into a fund, or null where the policy has no such fund. */
export function creditedTo({ aso, excess }: PolicyFacts, fund: FundName): string | null {
	if (fund === 'aso') return aso?.amount ?? null;
	return excess?.fund === fund ? excess.amount : null;
}

/** The amount as it is put in, in the currency's own precision; throws where the fund cannot take it. */
export function creditOf(policy: PolicyFacts, fund: FundName, amount: string): string {
	const decimals = decimalsOf(policy.currency);
	const credited = creditedTo(policy, fund);
	if (credited === null) throw new ProblemError(POLICY_PROBLEMS.FUND_NOT_OF_POLICY);
	const put = read(amount, decimals);
	if (put <= ZERO) throw new ProblemError(POLICY_PROBLEMS.AMOUNT_TOO_PRECISE, [AT_AMOUNT]);
	if (add(parseAmount(credited, decimals), put) > LARGEST_AMOUNT)
		throw new ProblemError(POLICY_PROBLEMS.FUND_TOO_LARGE, [AT_AMOUNT]);
	return formatAmount(put, decimals);
}

const AT_AMOUNT = { field: 'amount', message: 'is not an amount that the fund can take', code: 'INVALID' };

function read(amount: string, decimals: number): Minor {
	try {
		return parseAmount(amount, decimals);
	} catch (error) {
		if (!(error instanceof MoneyError)) throw error;
		const problem =
			error.code === 'AMOUNT_TOO_LARGE' ? POLICY_PROBLEMS.FUND_TOO_LARGE : POLICY_PROBLEMS.AMOUNT_TOO_PRECISE;
		throw new ProblemError(problem, [AT_AMOUNT]);
	}
}

/** A policy of which nothing was put into any fund yet, as others know it. */
export function emptyFunds({ has_aso, excess, classes: _, ...policy }: Policy): PolicyFacts {
	const nothing = formatAmount(ZERO, decimalsOf(policy.currency));
	return {
		...policy,
		aso: has_aso ? { amount: nothing } : null,
		excess: excess && { ...excess, amount: nothing },
	};
}
