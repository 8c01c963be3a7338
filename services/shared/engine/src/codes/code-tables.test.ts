import { expect, test } from 'bun:test';
import { dayOf } from '@claims-askes/kernel/calendar-date';
import { decide } from '../decide';
import { aCase, aHistoryLine, type Changes } from '../testing';
import { CodeLookup, NO_TABLES } from './code-lookup';
import { DatedLists, DatedTable } from './dated-table';
import { joinTables } from './join-tables';
import { PairTable } from './pair-table';

const DAY = dayOf('2026-06-10');

test.each<[string, readonly [indicator: number, from?: string, to?: string][], number | undefined]>([
	['an edit without an end is active', [[1, '2020-01-01']], 1],
	['on its first day too', [[1, '2026-06-10']], 1],
	['on its last day too', [[0, '2020-01-01', '2026-06-10']], 0],
	['not on the day before', [[0, '2026-06-11']], undefined],
	['not on the day after', [[0, '2020-01-01', '2026-06-09']], undefined],
	[
		'of two spans the one that holds counts',
		[
			[0, '2020-01-01', '2026-05-31'],
			[1, '2026-06-01'],
		],
		1,
	],
	[
		'of two that hold the strictest',
		[
			[1, '2020-01-01'],
			[0, '2021-01-01'],
		],
		0,
	],
	['9 is no edit', [[9, '2020-01-01']], undefined],
])('%s', (_, rows, expected) => {
	const table = new PairTable();
	table.add('OTHER', 'A', 0);
	table.add('A', 'B', 0);
	for (const [indicator, from, to] of rows)
		table.add('B', 'A', indicator, from ? dayOf(from) : undefined, to ? dayOf(to) : undefined);
	expect(table.indicatorOf('B', 'A', DAY)).toBe(expected);
	expect(table.indicatorOf('A', 'UNKNOWN', DAY)).toBeUndefined();
});

test('a table that grew says what a plain map says, of every pair and of none', () => {
	const table = new PairTable(1);
	const plain = new Map<string, number>();
	let seed = 7;
	const next = (below: number) => {
		seed = (seed * 48_271) % 2_147_483_647;
		return seed % below;
	};
	for (let row = 0; row < 20_000; row++) {
		const [a, b, indicator] = [`C${next(300)}`, `C${next(300)}`, next(2)];
		table.add(a, b, indicator);
		plain.set(`${a} ${b}`, Math.min(indicator, plain.get(`${a} ${b}`) ?? indicator));
	}
	for (let a = 0; a < 300; a++)
		for (let b = 0; b < 300; b++)
			expect(table.indicatorOf(`C${a}`, `C${b}`, DAY)).toBe(plain.get(`C${a} C${b}`));
});

test('values hold between their days, and several of one code in the order of the table', () => {
	const units = new DatedTable<number>();
	units.add('A', 3, dayOf('2020-01-01'), dayOf('2026-06-09'));
	units.add('A', 4, DAY);
	expect([units.at('A', DAY - 1), units.at('A', DAY), units.at('B', DAY)]).toEqual([3, 4, undefined]);
	const bases = new DatedLists();
	bases.add('A', 'X');
	bases.add('A', 'Y', DAY);
	expect([bases.at('A', DAY - 1), bases.at('A', DAY), bases.at('B', DAY)]).toEqual([
		['X'],
		['X', 'Y'],
		undefined,
	]);
});

test('rule 14 takes a kept table as it takes the pairs of a case: active on the day of service, and not before', () => {
	const pairs = new PairTable();
	pairs.add('B', 'A', 0, DAY);
	const codes = new CodeLookup('ncci@2026Q3', { ...NO_TABLES, pairs });
	const denialOf = (changes: Changes) => {
		const { claim, facts } = aCase(changes);
		const { lines, trace } = decide(claim, { ...facts, codes }, { trace: true });
		return { denial: lines[0]?.denial, codes: trace?.versions.codes };
	};
	const denied = { denial: { rule: 'R14', carc: '236' }, codes: 'ncci@2026Q3' } as const;
	expect(denialOf({ lines: [{}, { code: 'B' }] })).toEqual(denied);
	expect(denialOf({ facts: { history: [aHistoryLine({ code: 'B' })] } })).toEqual(denied);
	const before = { from: '2026-06-09' };
	expect(denialOf({ lines: [before, { code: 'B', ...before }] })).toEqual({
		denial: undefined,
		codes: 'ncci@2026Q3',
	});
});

test('of several code sets the first that knows a code speaks, and the strictest pair', () => {
	const [a, b] = [new PairTable(), new PairTable()];
	a.add('X', 'Y', 1);
	b.add('X', 'Y', 0);
	b.add('Y', 'X', 1);
	const cpt = new DatedTable<true>();
	cpt.add('99213', true);
	const hcpcs = new DatedTable<true>();
	hcpcs.add('J1885', true);
	const { pairs, procedures, units } = joinTables([
		{ pairs: a, procedures: cpt },
		{ pairs: b, procedures: hcpcs },
	]);
	expect([pairs?.indicatorOf('X', 'Y', DAY), pairs?.indicatorOf('Y', 'X', DAY)]).toEqual([0, 1]);
	expect([procedures?.at('99213', DAY), procedures?.at('J1885', DAY), procedures?.at('?', DAY)]).toEqual([
		true,
		true,
		undefined,
	]);
	expect(units).toBeNull();
});
