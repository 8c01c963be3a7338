import { expect, test } from 'bun:test';
import { ZERO } from '@claims-askes/kernel/money';
import { type Changes, decided, fee, paid, sums } from '../testing';

const STAY = { stay: { admitted: '2026-06-10', discharged: '2026-06-12' } };

test.each<[string, object, object, Record<string, number>]>([
	['a fee for each unit', { units: 3, billed: 5_000 }, fee(1_000), { 'CO-45': 2_000 }],
	['never more than was billed', { units: 3, billed: 2_500 }, fee(1_000), {}],
	[
		'a rate for each day',
		{ units: 2, billed: 5_000 },
		{ basis: 'per_diem', amount: 1_000 },
		{ 'CO-45': 3_000 },
	],
	[
		'one amount for the case',
		{ units: 3, billed: 5_000 },
		{ basis: 'case', amount: 1_000 },
		{ 'CO-45': 4_000 },
	],
	['a percentage of billed, half-up', { billed: 1_005 }, { basis: 'percent', percent: 50 }, { 'CO-45': 502 }],
	['a percentage with decimals', { billed: 1_000 }, { basis: 'percent', percent: '87.5' }, { 'CO-45': 125 }],
	['capitation has paid before', { billed: 1_000 }, { basis: 'capitation' }, { 'CO-24': 1_000 }],
	['a fee of nothing', { billed: 1_000 }, fee(0), { 'CO-45': 1_000 }],
])('the contract pays %s', (_, line, price, expected) => {
	const result = decided({ lines: [line], contract: { prices: { A: price } } });
	expect(sums(result)).toEqual(expected);
	expect(result.decision.outcome).toBe('approved');
});

test('the contract of the date of service prices it', () => {
	const contracts = [
		{ provider_id: 'provider-1', from: '2026-01-01', to: '2026-06-09', prices: { A: fee(500) } },
		{ provider_id: 'provider-1', from: '2026-06-10', prices: { A: fee(700) } },
	];
	expect(paid(decided({ facts: { contracts }, lines: [{ from: '2026-06-09' }, {}] }))).toEqual([500, 700]);
});

test.each<[string, object, number]>([
	['a percentage of billed', { basis: 'percent', percent: 80 }, 800],
	['a reference price for each unit', { basis: 'reference', prices: { A: fee(300) } }, 600],
])('without a contract the plan pays %s, and the member owes the difference', (_, basis, allowed) => {
	const result = decided({
		claim: { provider_id: 'provider-2' },
		lines: [{ units: 2 }],
		plan: { out_of_network: basis },
	});
	expect(sums(result)).toEqual({ 'PR-45': 1_000 - allowed });
	expect(result.decision.totals).toMatchObject({ paid: allowed, member_owes: 1_000 - allowed });
});

test('a price that a reviewer gave stands, whatever the contract says', () => {
	const changes: Changes = { contract: { prices: {}, multiple: { percents: [100, 50], codes: ['A'] } } };
	const result = decided(changes, { review: { prices: { 1: ZERO } } });
	expect(result.decision.outcome).toBe('approved');
	expect(sums(result)).toEqual({ 'CO-45': 1_000 });
});

const bundle = (rate: object, bills: readonly number[], claim: object = STAY, plan: object = {}) =>
	decided({
		claim,
		lines: bills.map((billed, at) => ({ code: 'ABCD'[at], billed })),
		contract: { case_rate: rate },
		plan,
	});

test('a case rate is split over its lines by what was billed, the remainder to the last', () => {
	const result = bundle({ amount: 1_000 }, [700, 700, 700]);
	expect(result.decision.lines.map((line) => line.allowed)).toEqual([333, 333, 334]);
	expect(sums(result, 3)).toEqual({ 'CO-45': 366 });
});

test('what the last line cannot hold goes to the line before it', () => {
	expect(bundle({ amount: 99 }, [50, 49, 1]).decision.lines.map((line) => line.allowed)).toEqual([49, 49, 1]);
	expect(bundle({ amount: 98 }, [50, 50, 0]).decision.lines.map((line) => line.allowed)).toEqual([49, 49, 0]);
});

test('a case rate above the bill allows the bill, unless it is paid in full: then the surplus is CO-94, negative', () => {
	expect(sums(bundle({ amount: 3_000 }, [1_000, 1_000]))).toEqual({});
	const inFull = bundle({ amount: 3_000, in_full: true }, [1_000, 1_000]);
	expect(sums(inFull)).toEqual({ 'CO-94': -500 });
	expect(inFull.decision.totals).toMatchObject({
		billed: 2_000,
		allowed: 3_000,
		paid: 3_000,
		provider_writes_off: -1_000,
	});
	expect(sums(bundle({ amount: 1_000, in_full: true }, [1_000, 1_000]))).toEqual({ 'CO-45': 500 });
});

test('a line that a rule denied takes no part of a case rate', () => {
	const result = bundle({ amount: 1_000 }, [600, 600, 600], STAY, { exclusions: { codes: ['C'] } });
	expect(result.decision.lines.map((line) => line.allowed)).toEqual([500, 500, 0]);
});

test('without a stay there is no case rate', () => {
	expect(paid(bundle({ amount: 500 }, [1_000], {}))).toEqual([1_000]);
});

const CLASSES = { by_class: { '1': 5_000, '2': 4_000, '3': 3_000 }, top_class: '1', above_top_percent: 75 };
const inClass = (chosen: string | undefined, billed: number, rate: object = {}) =>
	bundle(
		{ ...CLASSES, ...rate },
		[billed],
		{ stay: { admitted: '2026-06-10', discharged: '2026-06-12', class: chosen } },
		{ room: { entitled_class: '2', entitled_rate: 1, method: 'proration' } },
	);

test.each<[string, string | undefined, number, Record<string, number>, number]>([
	['the entitled class has nothing to add', '2', 9_000, { 'CO-45': 5_000 }, 4_000],
	['no class is the entitled one', undefined, 9_000, { 'CO-45': 5_000 }, 4_000],
	['an upgrade costs the difference', '1', 9_000, { 'CO-45': 4_000, 'PR-78': 1_000 }, 4_000],
	['in a class below the entitled tariff is paid', '3', 9_000, { 'CO-45': 5_000 }, 4_000],
	[
		'above the top class at most its percentage is added',
		'VIP',
		9_000,
		{ 'CO-45': 250, 'PR-78': 4_750 },
		4_000,
	],
	['and no more than was billed', 'VIP', 6_000, { 'PR-78': 2_000 }, 4_000],
])('of a case rate by class: %s', (_, chosen, billed, expected, pays) => {
	const result = inClass(chosen, billed);
	expect(sums(result)).toEqual(expected);
	expect(paid(result)).toEqual([pays]);
});

test('a case rate skips the ranking, the room and the proration', () => {
	const result = decided({
		claim: STAY,
		lines: [{ units: 2, billed: 2_000 }, { code: 'B' }],
		contract: { case_rate: { amount: 3_000 }, multiple: { percents: [100, 50], codes: ['A', 'B'] } },
		plan: {
			benefits: { care: { category: 'room', per_day: true } },
			room: { entitled_rate: 10, method: 'proration' },
		},
	});
	expect(paid(result)).toEqual([2_000, 1_000]);
});

test('a split of amounts whose product exceeds 2^53 is exact', () => {
	const most = 3_000_000_000_001;
	const result = bundle({ amount: 8_999_999_999_999 }, [most, most, most]);
	const allowed = result.decision.lines.map((line) => line.allowed);
	expect(allowed.reduce((total, part) => total + part, 0)).toBe(8_999_999_999_999);
	expect(allowed[0]).toBe(Number((8_999_999_999_999n * BigInt(most)) / (3n * BigInt(most))));
});

test('the claim’s discount is that of the contract of the first priced line', () => {
	const contract = (from: string, to: string, claim_discount: number) => ({
		provider_id: 'provider-1',
		from,
		to,
		prices: { A: fee(1_000), B: fee(1_000) },
		claim_discount,
	});
	const contracts = [contract('2026-01-01', '2026-06-09', 70), contract('2026-06-10', '2026-12-31', 90)];
	const discount = (lines: object[], plan: object = {}) =>
		decided({ lines, plan, facts: { contracts } }).decision.adjustments[0]?.amount;
	expect(discount([{}, { code: 'B', from: '2026-06-09' }])).toBe(70);
	expect(discount([{}, { code: 'B', from: '2026-06-09' }], { exclusions: { codes: ['B'] } })).toBe(90);
});
