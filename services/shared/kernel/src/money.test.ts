import { expect, test } from 'bun:test';
import fc from 'fast-check';
import {
	formatAmount,
	isMinor,
	isPercent,
	isSameAmount,
	LARGEST_AMOUNT,
	MoneyError,
	minor,
	mulDiv,
	mulDivDown,
	multiplyUpTo,
	parseAmount,
	percentOf,
	splitByWeight,
	splitEvenly,
	sum,
} from './money';

const amount = fc.integer({ min: 0, max: LARGEST_AMOUNT }).map(minor);

function codeOf(action: () => unknown): string {
	try {
		action();
	} catch (error) {
		if (error instanceof MoneyError) return error.code;
		throw error;
	}
	return 'accepted';
}

test('an amount is a whole number of minor units of at most 10^13', () => {
	expect(codeOf(() => minor(0.1))).toBe('AMOUNT_NOT_WHOLE');
	expect(codeOf(() => minor(Number.NaN))).toBe('AMOUNT_NOT_WHOLE');
	expect(codeOf(() => minor(LARGEST_AMOUNT + 1))).toBe('AMOUNT_TOO_LARGE');
	expect(codeOf(() => minor(-LARGEST_AMOUNT - 1))).toBe('AMOUNT_TOO_LARGE');
	expect(minor(LARGEST_AMOUNT)).toBe(LARGEST_AMOUNT);
	expect(Object.is(minor(-0), 0)).toBe(true);
	expect(isMinor('100')).toBe(false);
});

test('a percentage is exact and rounds half-up', () => {
	expect(percentOf(minor(5), 10)).toBe(minor(1));
	expect(percentOf(minor(4), 10)).toBe(minor(0));
	expect(percentOf(minor(166), '12.5')).toBe(minor(21));
	expect(percentOf(minor(1_000), '33.333333')).toBe(minor(333));
	expect(percentOf(LARGEST_AMOUNT, '99.999999')).toBe(minor(9_999_999_900_000));
	expect(percentOf(minor(9_999_999_999_999), 75)).toBe(minor(7_499_999_999_999));
});

test('what is not a percentage is refused', () => {
	for (const text of ['', '12,5', '-1', '1e2', '1.1234567', '.5']) {
		expect(isPercent(text)).toBe(false);
		expect(codeOf(() => percentOf(minor(100), text))).toBe('PERCENT_MALFORMED');
	}
	expect(isPercent(12.5)).toBe(false);
});

test('products of two amounts are as exact as BigInt makes them', () => {
	fc.assert(
		fc.property(amount, amount, amount, (a, b, c) => {
			const denominator = c + 1;
			const numerator = Math.min(b, denominator);
			const exact = BigInt(a) * BigInt(numerator);
			expect(BigInt(mulDivDown(a, numerator, denominator))).toBe(exact / BigInt(denominator));
			expect(BigInt(mulDiv(a, numerator, denominator))).toBe(
				(exact * 2n + BigInt(denominator)) / (2n * BigInt(denominator)),
			);
		}),
	);
});

test('a price times a million units stops at what was billed', () => {
	expect(multiplyUpTo(LARGEST_AMOUNT, 1_000_000, minor(500))).toBe(minor(500));
	expect(multiplyUpTo(minor(3), 4, minor(500))).toBe(minor(12));
});

test('a split truncates and gives the remainder to the last part', () => {
	expect(splitEvenly(minor(100), 3)).toEqual([33, 33, 34].map(minor));
	expect(splitByWeight(minor(100), [1, 1, 1].map(minor))).toEqual([33, 33, 34].map(minor));
	expect(splitByWeight(minor(7), [0, 0].map(minor))).toEqual([0, 7].map(minor));
});

test('what the last part of a split cannot hold goes to the part before it', () => {
	const weights = [50, 49, 1].map(minor);
	expect(splitByWeight(minor(99), weights, weights)).toEqual([49, 49, 1].map(minor));
});

test('parts sum to the whole and none is negative, whatever the weights', () => {
	fc.assert(
		fc.property(
			fc.array(amount, { minLength: 1, maxLength: 20 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(weights, share) => {
				const whole = sum(weights);
				const total = minor(Math.min(LARGEST_AMOUNT, Math.floor(whole * share)));
				const parts = splitByWeight(total, weights, weights);
				expect(sum(parts)).toBe(total);
				for (const [at, part] of parts.entries()) {
					expect(part).toBeGreaterThanOrEqual(0);
					expect(part).toBeLessThanOrEqual(weights[at] ?? -1);
				}
			},
		),
	);
});

test('decimal text goes in and out in the currency’s precision', () => {
	expect(parseAmount('150000.00', 2)).toBe(minor(15_000_000));
	expect(parseAmount('150000', 0)).toBe(minor(150_000));
	expect(parseAmount('150000.00', 0)).toBe(minor(150_000));
	expect(parseAmount('-0.05', 2)).toBe(minor(-5));
	expect(formatAmount(minor(15_000_000), 2)).toBe('150000.00');
	expect(formatAmount(minor(-5), 2)).toBe('-0.05');
	expect(formatAmount(minor(7), 0)).toBe('7');
	for (const text of ['', '1.', '1.005', '1,000', '1e3', ' 1', '0x1', '123456789012345']) {
		expect(codeOf(() => parseAmount(text, 2))).toBe('AMOUNT_MALFORMED');
	}
	expect(codeOf(() => parseAmount('99999999999999', 2))).toBe('AMOUNT_TOO_LARGE');
});

test('formatting and parsing an amount give it back', () => {
	fc.assert(
		fc.property(amount, fc.constantFrom(0, 2, 3), fc.boolean(), (value, decimals, isNegative) => {
			const signed = minor(isNegative ? 0 - value : value);
			expect(parseAmount(formatAmount(signed, decimals), decimals)).toBe(signed);
		}),
	);
});

test('two texts are one amount however many decimals they are written with', () => {
	for (const same of ['150', '150.0', '150.00']) expect(isSameAmount(same, '150')).toBe(true);
	expect(isSameAmount('0.50', '0.5')).toBe(true);
	expect(isSameAmount('150', '15')).toBe(false);
	expect(isSameAmount('150.50', '150')).toBe(false);
	expect(isSameAmount('-1.00', '1.00')).toBe(false);
});
