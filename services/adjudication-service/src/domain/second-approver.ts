import { decimalsOf } from '@claims-askes/kernel/currency';
import { parseAmount } from '@claims-askes/kernel/money';

/** Per currency, the amount up to which one person may speak alone. */
export type AloneUpTo = Readonly<Record<string, string>>;

/**
 * Whether a second person has to agree. Measured is what was billed: what will be paid is not known before it is decided.
 * Nobody speaks alone in a currency for which no amount is named.
 */
export function needsSecondApprover(
	{ currency, billed }: { readonly currency: string; readonly billed: string },
	aloneUpTo: AloneUpTo,
): boolean {
	const limit = aloneUpTo[currency];
	const decimals = decimalsOf(currency);
	return limit === undefined || parseAmount(billed, decimals) > parseAmount(limit, decimals);
}
