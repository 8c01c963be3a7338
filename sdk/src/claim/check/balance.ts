import type { Adjustment } from '../adjustment';
import type { CanonicalClaim } from '../canonical-claim';
import { currencyDecimals } from '../currency';
import type { OtherPayer } from '../other-payer';
import type { Report } from './finding';

/** SNIP 3: parts make their whole, to the minor unit. */
export function checkBalance(claim: CanonicalClaim, report: Report): void {
	const minor = minorOf(currencyDecimals(claim.currency));
	const charges = claim.lines.reduce((sum, line) => sum + minor(line.charge), 0n);
	if (charges !== minor(claim.total_charge)) {
		report({
			level: 3,
			code: 'LINE_CHARGES',
			message: 'the charges of the lines do not add up to the total charge',
			path: ['total_charge'],
			severity: 'error',
		});
	}
	claim.other_payers.forEach((other, at) => {
		checkOtherPayer(claim, { other, at, minor, report });
	});
}

interface Coordination {
	readonly other: OtherPayer;
	readonly at: number;
	readonly minor: (amount: string) => bigint;
	readonly report: Report;
}

/** What another payer paid is the charge less what it adjusted, on the claim and on each line it decided. */
function checkOtherPayer(claim: CanonicalClaim, { other, at, minor, report }: Coordination): void {
	const sum = (adjustments: readonly Adjustment[]) =>
		adjustments.reduce((total, { amount }) => total + minor(amount), 0n);
	let adjusted = sum(other.adjustments);
	other.lines.forEach((decided, index) => {
		const lineAdjusted = sum(decided.adjustments);
		adjusted += lineAdjusted;
		const line = claim.lines.find(({ number }) => number === decided.number);
		if (!line || minor(line.charge) - lineAdjusted === minor(decided.paid)) return;
		report({
			level: 3,
			code: 'OTHER_PAYER_LINE',
			message: 'charge less adjustments is not what the other payer paid on the line',
			path: ['other_payers', at, 'lines', index, 'paid'],
			severity: 'warning',
		});
	});
	if (other.paid === undefined || minor(claim.total_charge) - adjusted === minor(other.paid)) return;
	report({
		level: 3,
		code: 'OTHER_PAYER_CLAIM',
		message: 'the total charge less adjustments is not what the other payer paid',
		path: ['other_payers', at, 'paid'],
		severity: 'warning',
	});
}

function minorOf(decimals: number) {
	return (amount: string): bigint => {
		const [units = '', fraction = ''] = amount.split('.');
		return BigInt(units + fraction.padEnd(decimals, '0').slice(0, decimals));
	};
}
