import { expect, test } from 'bun:test';
import { inPrecision, isZeroInAll } from './sums';

test('a sum of the database goes out in its currency’s precision, however much it is', () => {
	expect(inPrecision('120.5000', 'USD')).toBe('120.50');
	expect(inPrecision('-0.0010', 'KWD')).toBe('-0.001');
	expect(inPrecision('0', 'USD')).toBe('0.00');
	expect(inPrecision('123456789012345.0000', 'IDR')).toBe('123456789012345');
});

test('sums balance to the last digit, also past what a float tells apart', () => {
	expect(isZeroInAll(['90071992547409.93', '-90071992547409.93'])).toBe(true);
	expect(isZeroInAll(['90071992547409.93', '-90071992547409.92'])).toBe(false);
	expect(isZeroInAll(['9007199254740993', '-9007199254740992'])).toBe(false);
	expect(isZeroInAll([])).toBe(true);
});
