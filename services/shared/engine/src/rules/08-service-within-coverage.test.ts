import { expect, test } from 'bun:test';
import { type Changes, decided, sums, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'the first day of coverage is covered',
		{
			member: {
				coverage: [
					{ from: '2026-01-01', to: '2026-03-31' },
					{ from: '2026-05-01', to: '2026-05-31' },
				],
			},
			lines: [{ from: '2026-01-01' }],
		},
		'pay',
	],
	[
		'the last day of coverage is covered',
		{
			member: {
				coverage: [
					{ from: '2026-01-01', to: '2026-03-31' },
					{ from: '2026-05-01', to: '2026-05-31' },
				],
			},
			lines: [{ from: '2026-05-31' }],
		},
		'pay',
	],
	[
		'before the coverage',
		{
			member: {
				coverage: [
					{ from: '2026-01-01', to: '2026-03-31' },
					{ from: '2026-05-01', to: '2026-05-31' },
				],
			},
			lines: [{ from: '2025-12-31' }],
		},
		'deny PR-26',
	],
	[
		'after the coverage',
		{
			member: {
				coverage: [
					{ from: '2026-01-01', to: '2026-03-31' },
					{ from: '2026-05-01', to: '2026-05-31' },
				],
			},
			lines: [{ from: '2026-06-01' }],
		},
		'deny PR-27',
	],
	[
		'in a lapse of coverage',
		{
			member: {
				coverage: [
					{ from: '2026-01-01', to: '2026-03-31' },
					{ from: '2026-05-01', to: '2026-05-31' },
				],
			},
			lines: [{ from: '2026-04-15' }],
		},
		'deny PR-200',
	],
	['a member who was never covered', { member: { coverage: [] } }, 'deny PR-26'],
	[
		'a line of days outside the coverage altogether',
		{
			member: { coverage: [{ from: '2026-01-01', to: '2026-05-31' }] },
			benefit: { per_day: true },
			lines: [{ units: 3, billed: 3000 }],
		},
		'deny PR-27',
	],
	[
		'a line that is not of days belongs to its first date',
		{
			member: { coverage: [{ from: '2026-01-01', to: '2026-06-10' }] },
			lines: [{ to: '2026-06-15', units: 3, billed: 1000 }],
		},
		'pay',
	],
	[
		'a stay that straddles stays paid',
		{
			member: { coverage: [{ from: '2026-01-01', to: '2026-06-11' }] },
			benefit: { per_day: true },
			lines: [{ units: 3, billed: 3000 }],
		},
		'pay',
	],
	[
		'switched to pend, a straddling stay is not split',
		{
			member: { coverage: [{ to: '2026-06-11' }] },
			benefit: { per_day: true },
			lines: [{ units: 3, billed: 3000 }],
			plan: { benefits: { care: { per_day: true } }, rules: { '8': 'pend' } },
		},
		'pend 27',
	],
	[
		'a newborn without coverage is left to rule 9',
		{ member: { coverage: [], newborn: true, birth_date: '2026-06-01' }, plan: { newborn_days: 30 } },
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R8')).toBe(expected);
});

test.each<[string, object[], Record<string, number>]>([
	['before', [{ from: '2026-06-12' }], { 'PR-26': 2_000 }],
	['after', [{ to: '2026-06-11' }], { 'PR-27': 1_001 }],
	['between', [{ to: '2026-06-10' }, { from: '2026-06-12' }], { 'PR-200': 1_000 }],
	['both', [{ from: '2026-06-11', to: '2026-06-11' }], { 'PR-26': 1_000, 'PR-27': 1_001 }],
])('the uncovered days of a stay are the member’s: %s', (_, coverage, expected) => {
	const result = decided({
		member: { coverage },
		benefit: { per_day: true },
		lines: [{ units: 3, billed: 3_001 }],
	});
	expect(result.decision.lines[0]?.outcome).toBe('pay');
	expect(sums(result)).toMatchObject(expected);
});

test('the covered days of a split stay are priced by themselves', () => {
	const result = decided({
		member: { coverage: [{ to: '2026-06-11' }] },
		benefit: { per_day: true },
		lines: [{ units: 3, billed: 3_600 }],
	});
	expect(sums(result)).toEqual({ 'PR-27': 1_200, 'CO-45': 400 });
	expect(result.decision.lines[0]).toMatchObject({ allowed: 2_000, paid: 2_000, member_owes: 1_200 });
});

test('switched off, a straddling stay is paid whole', () => {
	const result = decided({
		member: { coverage: [{ to: '2026-06-11' }] },
		plan: { benefits: { care: { per_day: true } }, rules: { '8': 'off' } },
		lines: [{ units: 3, billed: 3_000 }],
	});
	expect(result.decision.totals.paid).toBe(3_000);
});
