import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'a day before the anniversary is too soon',
		{ benefit: { frequency: { months: 12 } }, facts: { history: [aHistoryLine({ from: '2025-06-11' })] } },
		'deny PR-151',
	],
	[
		'the anniversary is in time',
		{ benefit: { frequency: { months: 12 } }, facts: { history: [aHistoryLine({ from: '2025-06-10' })] } },
		'pay',
	],
	[
		'days count from the last date',
		{ benefit: { frequency: { days: 30 } }, facts: { history: [aHistoryLine({ from: '2026-05-12' })] } },
		'deny PR-151',
	],
	[
		'day N is in time',
		{ benefit: { frequency: { days: 30 } }, facts: { history: [aHistoryLine({ from: '2026-05-11' })] } },
		'pay',
	],
	[
		'a service of the same day is not an earlier one',
		{
			benefit: { frequency: { days: 30 } },
			facts: { history: [aHistoryLine({ from: '2026-06-10', code: 'B' })] },
		},
		'pay',
	],
	[
		'one that was denied does not count',
		{
			benefit: { frequency: { days: 30 } },
			facts: { history: [aHistoryLine({ from: '2026-06-01', outcome: 'deny' })] },
		},
		'pay',
	],
	[
		'one of another benefit does not count',
		{
			benefit: { frequency: { days: 30 } },
			facts: { history: [aHistoryLine({ from: '2026-06-01', benefit: 'other' })] },
		},
		'pay',
	],
	[
		'the last date of an earlier line of days is that of its last day',
		{
			benefit: { frequency: { days: 3 }, per_day: true },
			facts: { history: [aHistoryLine({ from: '2026-06-05', units: 4 })] },
		},
		'deny PR-151',
	],
	[
		'three days after its last day is in time',
		{
			benefit: { frequency: { days: 3 }, per_day: true },
			facts: { history: [aHistoryLine({ from: '2026-06-04', units: 4 })] },
		},
		'pay',
	],
	[
		'of daily cash the days beyond the stay do not count',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			benefit: { frequency: { days: 3 }, daily_cash: 100 },
			facts: {
				history: [
					aHistoryLine({
						...{ from: '2026-06-05', units: 30 },
						stay: { admitted: '2026-06-05', discharged: '2026-06-08' },
					}),
				],
			},
		},
		'pay',
	],
	[
		'a plan may deny a readmission within the recovery period',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			plan: { recovery_days: 14, recovery_deny: true },
			facts: {
				history: [
					aHistoryLine({ from: '2026-05-20', stay: { admitted: '2026-05-20', discharged: '2026-05-28' } }),
				],
			},
		},
		'deny PR-151',
	],
	[
		'day N is a new case',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			plan: { recovery_days: 14, recovery_deny: true },
			facts: {
				history: [
					aHistoryLine({ from: '2026-05-20', stay: { admitted: '2026-05-20', discharged: '2026-05-27' } }),
				],
			},
		},
		'pay',
	],
	[
		'another condition is another case',
		{
			claim: { diagnoses: ['A01'], stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			plan: { recovery_days: 14, recovery_deny: true },
			facts: {
				history: [
					aHistoryLine({ from: '2026-05-20', stay: { admitted: '2026-05-20', discharged: '2026-05-28' } }),
				],
			},
		},
		'pay',
	],
	[
		'any provider’s stay counts',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			plan: { recovery_days: 14, recovery_deny: true },
			facts: {
				history: [
					aHistoryLine({
						from: '2026-05-20',
						stay: { admitted: '2026-05-20', discharged: '2026-05-28' },
						provider_id: 'provider-2',
					}),
				],
			},
		},
		'deny PR-151',
	],
	[
		'a stay that was denied does not count',
		{
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			plan: { recovery_days: 14, recovery_deny: true },
			facts: {
				history: [
					aHistoryLine({
						from: '2026-05-20',
						stay: { admitted: '2026-05-20', discharged: '2026-05-28' },
						outcome: 'deny',
					}),
				],
			},
		},
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R21')).toBe(expected);
});

test('two services of one claim on different dates are too close as well', () => {
	const changes: Changes = { lines: [{ from: '2026-05-20' }, {}], benefit: { frequency: { days: 30 } } };
	expect([1, 2].map((n) => verdict(changes, 'R21', n))).toEqual(['pay', 'deny PR-151']);
});
