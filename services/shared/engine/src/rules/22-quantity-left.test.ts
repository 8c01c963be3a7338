import { expect, test } from 'bun:test';
import { type Changes, decided, paid, verdict } from '../testing';

/** One line of 1,000 under these limits, with so much of them used before. */
const limited = (limits: object[], used: Record<string, number> = {}, line: object = {}): Changes => ({
	benefit: { limits },
	facts: { accumulators: used },
	lines: [line],
});

const YEAR = 'limit:most:amount|member:member-1|2026';
const UNITS = 'limit:units:count|member:member-1|2026';
const most = { id: 'most', per: 'year', amount: 1_500 };
const units = { id: 'units', per: 'year', count: 3, unit: 'unit' };

test.each<[string, Changes, string, number]>([
	['what fits is paid', limited([most], { [YEAR]: 500 }), 'pay', 1_000],
	['what is left is paid', limited([most], { [YEAR]: 1_499 }), 'pay', 1],
	['nothing left denies', limited([most], { [YEAR]: 1_500 }), 'deny PR-119', 0],
	[
		'the year before does not count',
		limited([most], { 'limit:most:amount|member:member-1|2025': 1_500 }),
		'pay',
		1_000,
	],
	[
		'another member’s does not count',
		limited([most], { 'limit:most:amount|member:other|2026': 1_500 }),
		'pay',
		1_000,
	],
	['the units that are left are paid', limited([units], { [UNITS]: 1 }, { units: 4 }), 'pay', 500],
	['no unit left denies', limited([units], { [UNITS]: 3 }, { units: 4 }), 'deny PR-119', 0],
	['the stricter of two cuts', limited([most, { id: 'line', per: 'line', amount: 300 }]), 'pay', 300],
	['a limit of nothing denies', limited([{ id: 'none', per: 'case', amount: 0 }]), 'deny PR-119', 0],
	[
		'a free service under a used-up amount is no denial',
		limited([most], { [YEAR]: 1_500 }, { billed: 0 }),
		'pay',
		0,
	],
])('%s', (_, changes, expected, amount) => {
	expect(verdict(changes, 'R22')).toBe(expected);
	expect(paid(decided(changes))).toEqual([amount]);
});

test('no plan can switch it', () => {
	const changes = { ...limited([most], { [YEAR]: 1_500 }), plan: { rules: { '21': 'off' } } };
	expect(verdict(changes, 'R22')).toBe('deny PR-119');
	expect(() => decided({ ...changes, plan: { rules: { '22': 'off' } } })).toThrow();
});
