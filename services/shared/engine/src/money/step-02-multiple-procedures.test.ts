import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, decided, fee, paid } from '../testing';

const PRICES = { A: fee(1_000), B: fee(600), C: fee(400), D: fee(400) };
const ranked = (percents: readonly (number | string)[], changes: Changes = {}) =>
	decided({
		lines: [
			{ code: 'C', billed: 400 },
			{ code: 'A', billed: 1_000 },
			{ code: 'B', billed: 600 },
			{ code: 'D', billed: 400 },
		],
		contract: { prices: PRICES, multiple: { percents, codes: ['A', 'B', 'C', 'D'] } },
		...changes,
	});

test('procedures of a day are ranked by what is allowed, ties by line number', () => {
	expect(paid(ranked([100, 50, 25, 10]))).toEqual([100, 1_000, 300, 40]);
});

test('past the list its last percentage goes on', () => {
	expect(paid(ranked([100, 50]))).toEqual([200, 1_000, 300, 200]);
});

test('a percentage with decimals rounds half-up', () => {
	expect(paid(ranked([100, '33.3']))).toEqual([133, 1_000, 200, 133]);
});

test('a day has a ranking of its own', () => {
	const lines = [
		{ code: 'B', billed: 600 },
		{ code: 'A', billed: 1_000, from: '2026-06-09' },
	];
	expect(paid(ranked([100, 50], { lines }))).toEqual([600, 1_000]);
});

test('paid procedures of earlier claims keep the first places; denied ones take none', () => {
	const lines = [{ code: 'A', billed: 1_000 }];
	const earlier = (outcome: string, change: object = {}) => ({
		lines,
		facts: { history: [aHistoryLine({ code: 'B', outcome, ...change })] },
	});
	expect(paid(ranked([100, 50], earlier('pay')))).toEqual([500]);
	expect(paid(ranked([100, 50], earlier('deny')))).toEqual([1_000]);
	expect(paid(ranked([100, 50], earlier('pend')))).toEqual([1_000]);
	expect(paid(ranked([100, 50], earlier('pay', { provider_id: 'provider-2' })))).toEqual([1_000]);
	expect(paid(ranked([100, 50], earlier('pay', { from: '2026-06-09' })))).toEqual([1_000]);
});

test('a procedure that a rule denied does not take part', () => {
	expect(paid(ranked([100, 50], { plan: { exclusions: { codes: ['A'] } } }))).toEqual([200, 0, 600, 200]);
});

const endoscopy = (changes: Changes = {}) =>
	decided({
		lines: [
			{ code: 'B', billed: 600 },
			{ code: 'A', billed: 1_000 },
			{ code: 'C', billed: 400 },
		],
		contract: {
			prices: { ...PRICES, BASE: fee(450) },
			endoscopy: { colon: { base: 'BASE', codes: ['A', 'B', 'C'] } },
			multiple: { percents: [100, 50], codes: ['A', 'B', 'C', 'D'] },
		},
		...changes,
	});

test('of an endoscopy family the highest is paid in full, each other less the base, never below 0', () => {
	expect(paid(endoscopy())).toEqual([150, 1_000, 0]);
});

test('a family stands outside the list', () => {
	const lines = [
		{ code: 'A', billed: 1_000 },
		{ code: 'D', billed: 400 },
	];
	expect(paid(endoscopy({ lines }))).toEqual([1_000, 400]);
});

test('a family member that was paid on an earlier claim keeps the first place', () => {
	const lines = [{ code: 'A', billed: 1_000 }];
	expect(paid(endoscopy({ lines, facts: { history: [aHistoryLine({ code: 'B' })] } }))).toEqual([550]);
});
