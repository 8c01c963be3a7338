import { expect, test } from 'bun:test';
import type { Minor, TraceEntry } from '@claims-askes/engine';
import fc from 'fast-check';
import type { Adjudicated } from '../domain/adjudicate';
import { packRecord, unpackRecord } from './decision-record';

const coverage = [{ from: '2026-01-01', to: null }];

/** Few values each, so that entries that are alike come one after the other. */
const sights = fc.constantFrom<object | null>(
	null,
	[],
	{ date: '2026-03-01', known: true },
	{ known: true, date: '2026-03-01' },
	{ known: true },
	{ known: undefined },
	{ coverage },
	{ coverage: [] },
);
const amounts = fc.constantFrom(null, null, null, 0, 100);
const entries = fc.array(
	fc.record({
		rule: fc.constantFrom('R1', 'S1'),
		line: fc.constantFrom(null, 1, 2),
		did: fc.constantFrom('passed', 'passed', 'idle'),
		saw: sights,
		carcs: fc.constantFrom([], [], ['45']),
		before: amounts,
		after: amounts,
	}),
	{ maxLength: 30 },
);

const decided = (trace: readonly TraceEntry[], accumulators: readonly (readonly [string, Minor])[] = []) =>
	({
		prepared: { claim: { id: 'c' }, parties: { contractId: null }, facts: {}, refusals: [] },
		seen: { today: '2026-03-01', accumulators: new Map(accumulators) },
		trace: { versions: {}, entries: trace },
	}) as unknown as Adjudicated;

test('a trace comes back from its record as it was, to the byte', () => {
	fc.assert(
		fc.property(entries, (trace) => {
			const { trace: read } = unpackRecord(packRecord(decided(trace as TraceEntry[])));
			expect(JSON.stringify(read.entries)).toBe(JSON.stringify(trace));
		}),
		{ numRuns: 1_000 },
	);
});

test('the balances that were seen come back as they were', () => {
	const seen: [string, Minor][] = [
		['deductible.in|member:m|2026', 10_000 as Minor],
		['__proto__', 1 as Minor],
	];
	expect([...unpackRecord(packRecord(decided([], seen))).seen.accumulators]).toEqual(seen);
});

test('a record of before traces and balances were written shorter is read as it was meant', () => {
	const record = {
		seen: { today: '2026-03-01', accumulators: { 'auth:a': 5 } },
		trace: {
			versions: {},
			entries: [
				['R1', null, 'passed', null],
				['R3', 1, 'passed', { known: true }],
				['S1', 1, 'cut', null, ['45'], 100, 80],
			],
		},
	};
	const { seen, trace } = unpackRecord(JSON.stringify(record));
	expect([...seen.accumulators]).toEqual([['auth:a', 5 as Minor]]);
	expect(trace.entries as unknown).toEqual([
		{ rule: 'R1', line: null, did: 'passed', saw: null, carcs: [], before: null, after: null },
		{ rule: 'R3', line: 1, did: 'passed', saw: { known: true }, carcs: [], before: null, after: null },
		{ rule: 'S1', line: 1, did: 'cut', saw: null, carcs: ['45'], before: 100, after: 80 },
	]);
});
