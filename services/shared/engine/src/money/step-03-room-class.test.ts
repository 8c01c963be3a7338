import { expect, test } from 'bun:test';
import { type Changes, decided, fee, paid, sums } from '../testing';

const room = (changes: { room?: object; lines?: object[]; plan?: object } = {}): Changes => ({
	lines: changes.lines ?? [
		{ code: 'A', units: 2, billed: 8_000 },
		{ code: 'B', billed: 801 },
		{ code: 'C', billed: 7_000 },
	],
	contract: { prices: { A: { basis: 'per_diem', amount: 4_000 }, B: fee(801), C: fee(7_000) } },
	plan: {
		benefits: { room: { category: 'room', per_day: true }, visit: {}, medicine: { category: 'pharmacy' } },
		benefit_of: { A: 'room', B: 'visit', C: 'medicine' },
		room: { entitled_rate: 2_000, method: 'proration', fixed: ['pharmacy'], ...changes.room },
		...changes.plan,
	},
});

test('the room is paid to the entitled rate, and what varies with it in proportion, half-up', () => {
	const result = decided(room());
	expect(paid(result)).toEqual([4_000, 401, 7_000]);
	expect(sums(result, 2)).toEqual({ 'PR-78': 400 });
});

test('the plan may leave the other charges alone', () => {
	expect(paid(decided(room({ room: { method: 'none' } })))).toEqual([4_000, 801, 7_000]);
	expect(paid(decided(room({ room: { method: undefined } })))).toEqual([4_000, 801, 7_000]);
});

test('a room within the entitlement reduces nothing', () => {
	expect(paid(decided(room({ room: { entitled_rate: 4_000 } })))).toEqual([8_000, 801, 7_000]);
});

test('the proportion is that of all room lines of the claim together', () => {
	const lines = [
		{ code: 'A', units: 1, billed: 4_000 },
		{ code: 'A', from: '2026-06-11', units: 1, billed: 2_000 },
		{ code: 'B', billed: 801 },
	];
	expect(paid(decided(room({ lines })))).toEqual([2_000, 2_000, 534]);
});

test('an entitlement of nothing leaves the room to the member', () => {
	expect(paid(decided(room({ room: { entitled_rate: 0 } })))).toEqual([0, 0, 7_000]);
});

test('the settlement percent multiplies what step 3 leaves, the benefit’s in place of the plan’s', () => {
	const plan = (ofBenefit?: number | string) => ({
		benefits: { care: { ...(ofBenefit !== undefined && { settlement: ofBenefit }) } },
		settlement: 80,
	});
	expect(sums(decided({ plan: plan() }))).toEqual({ 'PR-2': 200 });
	expect(sums(decided({ plan: plan('90.5') }))).toEqual({ 'PR-2': 95 });
	expect(sums(decided({ plan: plan(0) }))).toEqual({ 'PR-2': 1_000 });
});

test('the member’s part of a settlement percent is never out of pocket', () => {
	const result = decided({
		plan: { settlement: 80, cost_share: { in: { coinsurance: 10 } }, oop: { in: { member: 50 } } },
	});
	expect(sums(result)).toEqual({ 'PR-2': 250 });
	expect(result.accumulators).toEqual({ 'oop.in|member:member-1|2026': 50 });
});

test('authorization and limits measure what the settlement percent leaves', () => {
	const result = decided({
		claim: { authorization: 'auth-1' },
		plan: {
			benefits: { care: { authorization: true, limits: [{ id: 'year', per: 'year', amount: 800 }] } },
			settlement: 80,
		},
		facts: { authorizations: [{ id: 'auth-1', member_id: 'member-1', amount: 800 }] },
	});
	expect(paid(result)).toEqual([800]);
	expect(result.accumulators).toEqual({
		'auth:auth-1': 800,
		'limit:year:amount|member:member-1|2026': 800,
	});
});
