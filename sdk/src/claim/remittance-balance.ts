import { currencyDecimals } from './currency';
import type { Remittance, RemittanceClaim } from './remittance';

/** A place where a remittance does not add up, in decimal text of its currency. */
export interface Imbalance {
	readonly level: 'line' | 'claim' | 'payment';
	/** From 1; absent for the payment. */
	readonly claim?: number;
	readonly line?: number;
	readonly expected: string;
	readonly actual: string;
}

/**
 * The three sums of the 835 guide (1.10.2.1): a line's and a claim's charge less its adjustments is what was paid,
 * and what was paid less the provider's adjustments is what is transferred.
 */
export function remittanceImbalances(remittance: Remittance): Imbalance[] {
	const decimals = currencyDecimals(remittance.currency);
	const found: Imbalance[] = [];
	let paid = 0n;
	remittance.claims.forEach((claim, at) => {
		found.push(...claimImbalances(claim, { claim: at + 1, decimals }));
		paid += minor(claim.paid, decimals);
	});
	const expected = paid - sum(remittance.provider_adjustments, decimals);
	const actual = minor(remittance.payment.amount, decimals);
	if (expected !== actual)
		found.push({ level: 'payment', expected: write(expected, decimals), actual: write(actual, decimals) });
	return found;
}

function claimImbalances(claim: RemittanceClaim, place: { claim: number; decimals: number }): Imbalance[] {
	const { decimals } = place;
	const found: Imbalance[] = [];
	let adjusted = sum(claim.adjustments, decimals);
	claim.lines.forEach((line, at) => {
		const adjustments = sum(line.adjustments, decimals);
		adjusted += adjustments;
		const expected = minor(line.charge, decimals) - adjustments;
		const actual = minor(line.paid, decimals);
		if (expected === actual) return;
		found.push({
			level: 'line',
			claim: place.claim,
			line: at + 1,
			expected: write(expected, decimals),
			actual: write(actual, decimals),
		});
	});
	const expected = minor(claim.charge, decimals) - adjusted;
	const actual = minor(claim.paid, decimals);
	if (expected !== actual) {
		found.push({
			level: 'claim',
			claim: place.claim,
			expected: write(expected, decimals),
			actual: write(actual, decimals),
		});
	}
	return found;
}

const sum = (items: readonly { readonly amount: string }[], decimals: number) =>
	items.reduce((total, { amount }) => total + minor(amount, decimals), 0n);

function minor(amount: string, decimals: number): bigint {
	const [units = '', fraction = ''] = amount.split('.');
	return BigInt(units + fraction.padEnd(decimals, '0').slice(0, decimals));
}

function write(minorUnits: bigint, decimals: number): string {
	const sign = minorUnits < 0n ? '-' : '';
	const digits = String(minorUnits < 0n ? -minorUnits : minorUnits).padStart(decimals + 1, '0');
	return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
