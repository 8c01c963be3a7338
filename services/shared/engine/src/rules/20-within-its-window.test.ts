import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'the first day of the window before the stay',
		{
			lines: [{ from: '2026-06-07' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'pay',
	],
	[
		'a day too early',
		{
			lines: [{ from: '2026-06-06' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'deny PR-96',
	],
	[
		'the day before admission',
		{
			lines: [{ from: '2026-06-09' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'pay',
	],
	[
		'a day inside the stay is in neither window',
		{
			lines: [{ from: '2026-06-10' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'deny PR-96',
	],
	[
		'the day of discharge is day 0 after',
		{
			lines: [{ from: '2026-06-12' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'pay',
	],
	[
		'the last day after',
		{
			lines: [{ from: '2026-06-17' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'pay',
	],
	[
		'a day too late',
		{
			lines: [{ from: '2026-06-18' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'deny PR-96',
	],
	[
		'a service before needs a window before',
		{
			lines: [{ from: '2026-06-09' }],
			benefit: { window: { post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'deny PR-96',
	],
	[
		'a service after needs a window after',
		{
			lines: [{ from: '2026-06-13' }],
			benefit: { window: { pre: 30 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
					}),
				],
			},
		},
		'deny PR-96',
	],
	[
		'a stay that was denied is none',
		{
			lines: [{ from: '2026-06-09' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
						outcome: 'deny',
					}),
				],
			},
		},
		'deny PR-96',
	],
	[
		'a stay that was voided is none',
		{
			lines: [{ from: '2026-06-09' }],
			benefit: { window: { pre: 3, post: 5 } },
			facts: {
				history: [
					aHistoryLine({
						code: 'S',
						benefit: 'room',
						stay: { admitted: '2026-06-10', discharged: '2026-06-12' },
						from: '2026-06-10',
						voided: true,
					}),
				],
			},
		},
		'deny PR-96',
	],
	['without a stay there is no window', { benefit: { window: { pre: 3, post: 5 } } }, 'deny PR-96'],
	[
		'the claim’s own stay needs a line of its own',
		{
			lines: [{ from: '2026-06-09' }],
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
			benefit: { window: { pre: 3 } },
		},
		'deny PR-96',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R20')).toBe(expected);
});

test.each<[string, boolean, string]>([
	['a line of the stay that is not denied covers it', true, 'pay'],
	['a stay of which every line is denied covers nothing', false, 'deny PR-96'],
])('%s', (_, covered, expected) => {
	const changes: Changes = {
		claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } },
		lines: [{ from: '2026-06-09' }, { code: 'B' }],
		plan: {
			benefits: { before: { window: { pre: 3 } }, room: { covered } },
			benefit_of: { A: 'before', B: 'room' },
		},
	};
	expect(verdict(changes, 'R20', 1)).toBe(expected);
});
