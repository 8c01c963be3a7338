import { decimalsOf } from './currency';
import { parseAmount } from './money';

/** Per currency, the amount up to which one person may speak alone. */
export type AloneUpTo = Readonly<Record<string, string>>;

/** Whether a second person has to agree. Nobody speaks alone in a currency for which no amount is named. */
export function needsSecondApprover(currency: string, amount: string, aloneUpTo: AloneUpTo): boolean {
	const limit = aloneUpTo[currency];
	const decimals = decimalsOf(currency);
	return limit === undefined || parseAmount(amount, decimals) > parseAmount(limit, decimals);
}
