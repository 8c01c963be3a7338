import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, decided, paid, verdict } from '../testing';

/** Lines under a count of a year, with so many of it used before. */
const counted = (unit: string, count: number, used: number, changes: Changes = {}): Changes => ({
	...changes,
	benefit: { limits: [{ id: 'count', per: 'year', count, unit }], ...changes.benefit },
	facts: { accumulators: { 'limit:count:count|member:member-1|2026': used }, ...changes.facts },
});

const stay = { benefit: { per_day: true }, lines: [{ units: 5, billed: 5_000, code: 'D' }] };
const priced = {
	contract: { prices: { D: { basis: 'per_diem', amount: 1_000 }, A: { basis: 'fee', amount: 1_000 } } },
};
const visited = (from: string) => aHistoryLine({ from, claim_id: from, code: 'B' });

test.each<[string, Changes, string, number]>([
	['a visit that is left is paid', counted('visit', 3, 2), 'pay', 1_000],
	['no visit left denies', counted('visit', 3, 3), 'deny PR-119', 0],
	[
		'days run out in the middle of a stay: those left are paid',
		{ ...priced, ...counted('day', 10, 7, stay) },
		'pay',
		3_000,
	],
	['no day left denies', { ...priced, ...counted('day', 10, 10, stay) }, 'deny PR-119', 0],
	[
		'a service is the line, however many units',
		counted('service', 2, 1, { lines: [{ units: 4 }] }),
		'pay',
		1_000,
	],
	['no service left denies', counted('service', 2, 2), 'deny PR-119', 0],
	[
		'a visit that was counted before is not counted again',
		counted('visit', 1, 1, {
			facts: {
				accumulators: { 'limit:count:count|member:member-1|2026': 1 },
				history: [visited('2026-06-10')],
			},
		}),
		'pay',
		1_000,
	],
	[
		'one of another day is',
		counted('visit', 1, 1, {
			facts: {
				accumulators: { 'limit:count:count|member:member-1|2026': 1 },
				history: [visited('2026-06-09')],
			},
		}),
		'deny PR-119',
		0,
	],
])('%s', (_, changes, expected, amount) => {
	expect(verdict(changes, 'R23')).toBe(expected);
	expect(paid(decided(changes))).toEqual([amount]);
});

test('lines of one visit count once, in order of date and number', () => {
	const lines = [{ from: '2026-06-11' }, { from: '2026-06-10' }, { from: '2026-06-10', code: 'B' }];
	const changes = counted('visit', 1, 0, { lines });
	expect([1, 2, 3].map((n) => verdict(changes, 'R23', n))).toEqual(['deny PR-119', 'pay', 'pay']);
});
