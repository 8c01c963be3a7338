import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'without a limit any time will do',
		{ claim: { received: '2026-06-30' }, lines: [{ from: '2024-01-01' }] },
		'pay',
	],
	['day N after the service is in time', { plan: { filing_days: 10 } }, 'pay'],
	['day N + 1 is not', { plan: { filing_days: 9 } }, 'deny CO-29'],
	['the last date of the line counts', { plan: { filing_days: 8 }, lines: [{ to: '2026-06-12' }] }, 'pay'],
	[
		'of a stay the discharge counts',
		{ plan: { filing_days: 5 }, claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-15' } } },
		'pay',
	],
	[
		'days of daily cash that were asked for beyond the stay are no service, and put nothing off',
		{
			plan: { filing_days: 5 },
			benefit: { daily_cash: 100 },
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			lines: [{ units: 30 }],
		},
		'deny OA-29',
	],
	['a limit of no days means the same day', { plan: { filing_days: 0 } }, 'deny CO-29'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R6')).toBe(expected);
});
