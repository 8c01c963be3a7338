import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, type Minor, MoneyError, parseAmount } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Authorization } from '../domain/authorization';
import type { Consumption } from '../domain/consumption';
import { type Letter, numberOf, standingOf } from '../domain/letter';
import { AUTHORIZATION_PROBLEMS } from '../domain/problems';

export const viewOf = (authorization: Authorization) => ({
	...authorization,
	amount: shown(authorization.amount, authorization.currency),
});

/** What adjudication decides by: neither what is planned nor why it was decided so. */
export const factsOf = (authorization: Authorization) => {
	const { id, number, member_id, provider_id, status, from, to, benefits, amount, currency } = authorization;
	return {
		id,
		number,
		member_id,
		provider_id,
		status,
		from,
		to,
		benefits,
		amount: shown(amount, currency),
		currency,
	};
};

export function letterViewOf(
	letter: Letter,
	{ number, member_id, provider_id, currency, status }: Authorization,
	latest: number,
) {
	const { revision, issued_at, from, to, benefits, amount } = letter;
	return {
		number: numberOf(number, revision),
		authorization_number: number,
		revision,
		standing: standingOf(revision, latest, status),
		issued_at,
		member_id,
		provider_id,
		from,
		to,
		benefits,
		currency,
		amount: shown(amount, currency),
	};
}

export const consumptionViewOf = ({ amount, version: _, ...consumption }: Consumption, currency: string) => ({
	...consumption,
	currency,
	amount: formatAmount(amount, decimalsOf(currency)),
});

/** An amount as it was sent, in the currency that it must fit. */
export function amountIn(text: string, currency: string): Minor {
	try {
		return parseAmount(text, decimalsOf(currency));
	} catch (error) {
		if (!(error instanceof MoneyError)) throw error;
		throw new ProblemError(AUTHORIZATION_PROBLEMS.AMOUNT_MALFORMED, [
			{ field: 'amount', message: error.message, code: error.code },
		]);
	}
}

const shown = (amount: Minor | null, currency: string): string | null =>
	amount === null ? null : formatAmount(amount, decimalsOf(currency));
