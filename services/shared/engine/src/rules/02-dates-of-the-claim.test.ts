import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'service today, received today',
		{ lines: [{ from: '2026-06-30' }], claim: { received: '2026-06-30' } },
		'pay',
	],
	['a line without a date is rejected', { lines: [{ from: undefined }] }, 'reject 110'],
	['a claim without a date of receipt is rejected', { claim: { received: undefined } }, 'reject 110'],
	['a line that ends before it begins is rejected', { lines: [{ to: '2026-06-09' }] }, 'reject 110'],
	[
		'a service in the future is rejected',
		{ lines: [{ from: '2026-07-01' }], claim: { received: '2026-07-01' } },
		'reject 110',
	],
	['a claim received tomorrow is rejected', { claim: { received: '2026-07-01' } }, 'reject 110'],
	['a claim received before the service is rejected', { claim: { received: '2026-06-09' } }, 'reject 110'],
	['a claim received before the service ended is rejected', { lines: [{ to: '2026-06-21' }] }, 'reject 110'],
	[
		'a stay that ends before it begins is rejected',
		{ claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-09' } } },
		'reject 110',
	],
	['a stay without a discharge is rejected', { claim: { stay: { admitted: '2026-06-10' } } }, 'reject 110'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R2')).toBe(expected);
});
