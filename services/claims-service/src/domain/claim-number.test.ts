import { expect, test } from 'bun:test';
import { CLAIM_NUMBER, claimNumberOf } from './claim-number';

test('a claim is numbered by the year of its receipt', () => {
	expect(claimNumberOf('2026-11-23', 123)).toBe('CLM-2026-00000123');
});

test('numbers go on past eight digits and are still claim numbers', () => {
	expect(claimNumberOf('2031-01-01', 123_456_789)).toBe('CLM-2031-123456789');
	for (const number of [1, 99_999_999, 100_000_000])
		expect(claimNumberOf('2026-01-01', number)).toMatch(CLAIM_NUMBER);
	for (const text of ['CLM-26-00000123', 'clm-2026-00000123', 'CLM-2026-123', '0190b5c6']) {
		expect(text).not.toMatch(CLAIM_NUMBER);
	}
});
