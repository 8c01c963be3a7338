import { decimalsOf } from '@claims-askes/kernel/currency';

/**
 * A sum as the database adds it up, with four decimals, in its currency's precision. It is cut as text and not read as an
 * amount: sums of many amounts may be more than any one of them.
 */
export function inPrecision(sum: string, currency: string): string {
	const decimals = decimalsOf(currency);
	const [whole = '', fraction = ''] = sum.split('.');
	return decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
}

/** Whether sums of one currency, each in its precision, come to nothing together. */
export function isZeroInAll(sums: readonly string[]): boolean {
	return sums.reduce((total, sum) => total + BigInt(sum.replace('.', '')), 0n) === 0n;
}
