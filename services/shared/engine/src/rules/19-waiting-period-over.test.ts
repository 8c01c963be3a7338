import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'the first free day is the start of coverage + N',
		{ member: { coverage: [{ from: '2026-05-11' }] }, plan: { waiting: { general_days: 30 } } },
		'pay',
	],
	[
		'the day before waits',
		{ member: { coverage: [{ from: '2026-05-12' }] }, plan: { waiting: { general_days: 30 } } },
		'deny PR-179',
	],
	[
		'a benefit may wait longer',
		{
			member: { coverage: [{ from: '2026-05-11' }] },
			plan: { waiting: { general_days: 30 }, benefits: { care: { waiting_days: 280 } } },
		},
		'deny PR-179',
	],
	[
		'spans that follow each other are unbroken coverage',
		{
			member: { coverage: [{ from: '2026-06-01' }, { from: '2026-05-01', to: '2026-05-31' }] },
			plan: { waiting: { general_days: 30 } },
		},
		'pay',
	],
	[
		'a day between breaks it',
		{
			member: { coverage: [{ from: '2026-06-01' }, { from: '2026-05-01', to: '2026-05-30' }] },
			plan: { waiting: { general_days: 30 } },
		},
		'deny PR-179',
	],
	[
		'coverage without a beginning waits for nothing',
		{ member: { coverage: [{ to: '2026-12-31' }] }, plan: { waiting: { general_days: 30 } } },
		'pay',
	],
	[
		'a pre-existing condition waits longer',
		{
			member: { coverage: [{ from: '2026-01-01' }], pre_existing: ['J18'] },
			plan: { waiting: { pre_existing_days: 365 } },
		},
		'deny PR-179',
	],
	[
		'another condition does not',
		{
			member: { coverage: [{ from: '2026-01-01' }], pre_existing: ['E11'] },
			plan: { waiting: { pre_existing_days: 365 } },
		},
		'pay',
	],
	[
		'a stay that began before the coverage waits from its first covered day',
		{
			member: { coverage: [{ from: '2026-06-12' }] },
			benefit: { per_day: true },
			lines: [{ units: 5 }],
			plan: { waiting: { general_days: 30 }, benefits: { care: { per_day: true } } },
		},
		'deny PR-179',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R19')).toBe(expected);
});
