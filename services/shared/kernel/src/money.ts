/**
 * Money is a whole number of a currency's minor units: exact, signed, and never a float (DESIGN 4.2).
 *
 * An amount enters through `minor` or `parseAmount`, which refuse what is not a whole number within the cap. Past
 * that door sums of amounts stay far below 2^53; only products can leave it, and those go through BigInt.
 */
export type Minor = number & { readonly __money: 'minor units' };

/** A percentage as people write it: an integer, or a decimal string such as `"12.5"`. */
export type Percent = number | string;

/** The largest amount that the platform carries, in minor units of any currency. */
export const LARGEST_AMOUNT = 10_000_000_000_000 as Minor;

export const ZERO = 0 as Minor;

export class MoneyError extends Error {
	override readonly name = 'MoneyError';
	constructor(
		readonly code: 'AMOUNT_NOT_WHOLE' | 'AMOUNT_TOO_LARGE' | 'AMOUNT_MALFORMED' | 'PERCENT_MALFORMED',
		message: string,
	) {
		super(message);
	}
}

/** Takes a number for money, or refuses it by name. */
export function minor(value: number): Minor {
	if (!Number.isInteger(value))
		throw new MoneyError('AMOUNT_NOT_WHOLE', 'an amount is a whole number of minor units');
	if (Math.abs(value) > LARGEST_AMOUNT)
		throw new MoneyError('AMOUNT_TOO_LARGE', 'an amount has at most 10^13 minor units');
	return (value + 0) as Minor;
}

export const isMinor = (value: unknown): value is Minor =>
	Number.isInteger(value) && Math.abs(value as number) <= LARGEST_AMOUNT;

export const add = (a: Minor, b: Minor): Minor => (a + b) as Minor;
export const subtract = (a: Minor, b: Minor): Minor => (a - b) as Minor;
export const negate = (a: Minor): Minor => (0 - a) as Minor;
export const smaller = (a: Minor, b: Minor): Minor => (a < b ? a : b);
export const larger = (a: Minor, b: Minor): Minor => (a > b ? a : b);

/** What is left of `a` after `b`, and nothing when `b` is more. */
export const lessAtMost = (a: Minor, b: Minor): Minor => (a > b ? ((a - b) as Minor) : ZERO);

export function sum(amounts: Iterable<Minor>): Minor {
	let total = 0;
	for (const amount of amounts) total += amount;
	return total as Minor;
}

/** `amount × count`, or `most` where the product is more: a price times units never leaves the safe integers. */
export function multiplyUpTo(amount: Minor, count: number, most: Minor): Minor {
	const product = amount * count;
	if (product <= most) return product as Minor;
	return most;
}

/** `amount × numerator ÷ denominator` without losing a digit, rounded half-up. Nothing here is negative. */
export function mulDiv(amount: Minor, numerator: number, denominator: number): Minor {
	const product = amount * numerator;
	if (product <= Number.MAX_SAFE_INTEGER) {
		const rest = product % denominator;
		const whole = (product - rest) / denominator;
		return (rest * 2 >= denominator ? whole + 1 : whole) as Minor;
	}
	const by = BigInt(denominator);
	const exact = BigInt(amount) * BigInt(numerator);
	const whole = exact / by;
	return Number((exact % by) * 2n >= by ? whole + 1n : whole) as Minor;
}

/** `amount × numerator ÷ denominator` without losing a digit, truncated: one part of a split. */
export function mulDivDown(amount: Minor, numerator: number, denominator: number): Minor {
	const product = amount * numerator;
	if (product <= Number.MAX_SAFE_INTEGER) return ((product - (product % denominator)) / denominator) as Minor;
	return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator)) as Minor;
}

/** A percentage of an amount, exact and then rounded half-up. */
export function percentOf(amount: Minor, percent: Percent): Minor {
	if (typeof percent === 'number' && Number.isInteger(percent)) return mulDiv(amount, percent, 100);
	const { numerator, denominator } = ratioOf(percent);
	return mulDiv(amount, numerator, denominator);
}

/** Whether this can be a percentage: not negative, and with at most six decimals. */
export function isPercent(value: unknown): value is Percent {
	if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 1_000;
	return typeof value === 'string' && PERCENT.test(value);
}

const PERCENT = /^\d{1,4}(\.\d{1,6})?$/;

interface Ratio {
	readonly numerator: number;
	readonly denominator: number;
}
const ratios = new Map<Percent, Ratio>();

function ratioOf(percent: Percent): Ratio {
	const known = ratios.get(percent);
	if (known) return known;
	const text = String(percent);
	if (!PERCENT.test(text)) {
		throw new MoneyError(
			'PERCENT_MALFORMED',
			'a percentage is an integer or a decimal with at most six decimals',
		);
	}
	const [whole = '', decimals = ''] = text.split('.');
	const ratio = { numerator: Number(whole + decimals), denominator: 100 * 10 ** decimals.length };
	if (ratios.size < 1_000) ratios.set(percent, ratio);
	return ratio;
}

/** Splits an amount into equal parts by truncation; the remainder goes to the last, so that the parts sum exactly. */
export function splitEvenly(total: Minor, parts: number): Minor[] {
	const each = mulDivDown(total, 1, parts);
	const split = new Array<Minor>(parts).fill(each);
	split[parts - 1] = (total - each * (parts - 1)) as Minor;
	return split;
}

/**
 * Splits an amount by weight: truncated parts, the remainder to the last. With `capacities`, what the last part cannot
 * hold goes to the part before it, and so on.
 */
export function splitByWeight(
	total: Minor,
	weights: readonly Minor[],
	capacities?: readonly Minor[],
): Minor[] {
	const whole = sum(weights);
	const parts: Minor[] = [];
	let given = 0;
	for (let at = 0; at < weights.length - 1; at++) {
		const part = whole === 0 ? ZERO : mulDivDown(total, weights[at] ?? 0, whole);
		parts.push(part);
		given += part;
	}
	if (weights.length > 0) parts.push((total - given) as Minor);
	return capacities ? pushBack(parts, capacities) : parts;
}

function pushBack(parts: Minor[], capacities: readonly Minor[]): Minor[] {
	let over = ZERO;
	for (let at = parts.length - 1; at >= 0; at--) {
		const wanted = add(parts[at] ?? ZERO, over);
		const held = smaller(wanted, capacities[at] ?? ZERO);
		parts[at] = held;
		over = subtract(wanted, held);
	}
	return parts;
}

/** Reads a decimal string such as `"150000.00"` in a currency with this many decimals. */
export function parseAmount(text: string, decimals: number): Minor {
	const isNegative = text.charCodeAt(0) === MINUS;
	const start = isNegative ? 1 : 0;
	const point = text.indexOf('.', start);
	const end = point < 0 ? text.length : point;
	const fraction = point < 0 ? 0 : text.length - point - 1;
	if (end === start || end - start > 14 || (point >= 0 && fraction === 0) || fraction > 8)
		throw malformed(decimals);
	// Digit by digit: expressions and the texts cut out by them cost five times as much, for every amount there is.
	let value = 0;
	for (let at = start; at < text.length; at++) {
		if (at === point) continue;
		const digit = text.charCodeAt(at) - ZERO_DIGIT;
		if (!(digit >= 0 && digit <= 9)) throw malformed(decimals);
		if (at <= end + decimals) value = value * 10 + digit;
		else if (digit !== 0) throw malformed(decimals);
	}
	for (let missing = decimals - fraction; missing > 0; missing--) value *= 10;
	return minor(isNegative ? 0 - value : value);
}

const MINUS = 0x2d;
const ZERO_DIGIT = 0x30;
const malformed = (decimals: number): MoneyError =>
	new MoneyError('AMOUNT_MALFORMED', `an amount is a decimal with at most ${decimals} decimals`);

/** Whether two decimal strings are one amount, as `"150"` and `"150.00"` are; neither needs to be one of the currency's. */
export const isSameAmount = (a: string, b: string): boolean => withoutEnd(a) === withoutEnd(b);

const withoutEnd = (text: string): string => (text.includes('.') ? text.replace(/\.?0*$/, '') : text);

/** Writes an amount as a decimal string in its currency's precision. */
export function formatAmount(amount: Minor, decimals: number): string {
	if (decimals === 2) return inHundredths(amount);
	const sign = amount < 0 ? '-' : '';
	const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** As most currencies have it, without cutting texts; and most amounts of a decision are zero. */
function inHundredths(amount: Minor): string {
	if (amount === 0) return '0.00';
	const positive = Math.abs(amount);
	const cents = positive % 100;
	const text = `${(positive - cents) / 100}${cents < 10 ? '.0' : '.'}${cents}`;
	return amount < 0 ? `-${text}` : text;
}
