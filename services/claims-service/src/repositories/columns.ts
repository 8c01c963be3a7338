import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount } from '@claims-askes/kernel/money';

/** PostgreSQL's text of a timestamptz as RFC 3339 in UTC. */
export const instantOf = (text: string): string => new Date(text).toISOString();

/** A numeric(20,4) as an amount in its currency's precision: `150.0000` → `150.00`. */
export function amountOf(text: string, currency: string): string {
	const decimals = decimalsOf(currency);
	return formatAmount(parseAmount(text, decimals), decimals);
}
