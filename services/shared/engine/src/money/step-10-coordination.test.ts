import { expect, test } from 'bun:test';
import { type Changes, decided, paid, sums } from '../testing';

const figures = (paidBefore: number, allowed: number, left: number, obliged?: number) => ({
	paid: paidBefore,
	allowed,
	left,
	...(obliged !== undefined && { obliged }),
});
const secondary = (cob: string, primary: object, changes: Changes = {}) =>
	decided({ ...changes, claim: { primary: { lines: { '1': primary } } }, plan: { cob, ...changes.plan } });
const SHARE = { cost_share: { in: { coinsurance: 20 } } };

test.each<[string, string, object, number, number]>([
	['standard pays what the primary left', 'standard', figures(600, 900, 300), 300, 0],
	['and never more than as primary', 'standard', figures(0, 900, 900), 800, 100],
	[
		'non-duplication pays our benefit less what the primary paid',
		'non_duplication',
		figures(600, 900, 300),
		200,
		100,
	],
	['and nothing where the primary paid more', 'non_duplication', figures(850, 900, 50), 0, 50],
	['and never more than what was left', 'non_duplication', figures(100, 200, 100), 100, 0],
	['lowest of three: what is left of the charge', 'lowest_of_three', figures(600, 900, 300, 900), 300, 0],
	['lowest of three: our benefit', 'lowest_of_three', figures(100, 900, 800, 900), 800, 0],
	[
		'lowest of three: what is left of the larger allowed',
		'lowest_of_three',
		figures(600, 900, 300, 1_000),
		400,
		0,
	],
	[
		'lowest of three: the charge is what was billed, where the primary obliges nobody',
		'lowest_of_three',
		figures(0, 0, 0),
		800,
		0,
	],
])('%s', (_, method, primary, pays, owes) => {
	const result = secondary(method, primary, { plan: SHARE });
	expect(result.decision.lines[0]).toMatchObject({ paid: pays, member_owes: owes });
});

test('the impact of the primary is OA-23, and our write-off keeps the rest', () => {
	const result = secondary('standard', figures(500, 800, 300), { lines: [{ billed: 1_200 }] });
	// Billed 1,200, contract 1,000: we pay the 300 that were left, the primary's impact is 900.
	expect(sums(result)).toEqual({ 'OA-23': 900 });
	const ours = secondary('standard', figures(0, 1_150, 1_150), { lines: [{ billed: 1_200 }] });
	expect(sums(ours)).toEqual({ 'CO-45': 150, 'OA-23': 50 });
});

test('the member’s part is kept in the order of the steps', () => {
	const result = secondary('non_duplication', figures(700, 1_000, 250), {
		benefit: { limits: [{ id: 'x', per: 'line', amount: 900 }] },
		plan: { cost_share: { in: { deductible: { member: 200 }, coinsurance: 50 } } },
	});
	// Our benefit as primary is 350, less than was paid: of 100 + 200 + 350 the member owes the first 250.
	expect(sums(result)).toEqual({ 'PR-119': 100, 'PR-1': 150, 'OA-23': 750 });
});

test('pools move by what is paid, out-of-pocket by what the member owes, the deductible and limits in full or less what was saved', () => {
	const result = secondary('non_duplication', figures(400, 1_000, 500), {
		plan: {
			benefits: { care: { limits: [{ id: 'x', per: 'year', amount: 2_000 }] } },
			cost_share: { in: { deductible: { member: 200 }, copay: { amount: 50, per: 'visit' } } },
			oop: { in: { member: 5_000 } },
			pools: [{ id: 'year', scope: 'member', per: 'year', amount: 9_000 }],
		},
	});
	// As primary 750; less 400 is 350. The patient had 500 left, so 150 remain of deductible and copay.
	expect(sums(result)).toEqual({ 'PR-1': 150, 'OA-23': 500 });
	expect(result.accumulators).toEqual({
		'deductible.in|member:member-1|2026': 200,
		'copay.visit|member:member-1|2026-06-10@provider-1': 50,
		'oop.in|member:member-1|2026': 150,
		'limit:x:amount|member:member-1|2026': 600,
		'pool:year|member:member-1|2026': 350,
	});
});

test('figures of the claim are split over its lines by number: allowed by billed, paid by allowed, left by the rest', () => {
	const result = decided({
		claim: { primary: { claim: figures(100, 1_001, 901) } },
		lines: [
			{ n: 2, from: '2026-06-09' },
			{ n: 1, code: 'B' },
		],
		plan: { cob: 'standard' },
	});
	// Line 1: allowed 500, paid 49, left 450; line 2: allowed 501, paid 51, left 450 + 1.
	expect(result.decision.lines.map(({ n, paid: pays }) => [n, pays])).toEqual([
		[2, 450],
		[1, 451],
	]);
});

test('they are coordinated even where our own order makes us primary', () => {
	const member = { other_coverage: { relationship: 'spouse', since: '2020-01-01' } };
	expect(paid(secondary('standard', figures(600, 900, 300), { member }))).toEqual([300]);
});

test('a surplus over what was billed is dropped', () => {
	const result = decided({
		claim: {
			primary: { claim: figures(300, 1_000, 700) },
			stay: { admitted: '2026-06-10', discharged: '2026-06-11' },
		},
		contract: { case_rate: { amount: 1_500, in_full: true } },
	});
	expect(sums(result)).toEqual({ 'OA-23': 300 });
	expect(result.decision.lines[0]).toMatchObject({ allowed: 1_000, paid: 700 });
});
