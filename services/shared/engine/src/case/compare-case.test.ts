import { expect, test } from 'bun:test';
import { aCase, type Changes } from '../testing';
import { decideCase } from './decide-case';

const CHANGES: Changes = {
	lines: [{ billed: 1_200 }, { code: 'X' }],
	plan: { cost_share: { in: { deductible: { member: 300, family: 900 } } } },
	contract: { claim_discount: 50 },
};

const differences = (expected: object) =>
	decideCase({ ...aCase(CHANGES), expected: { ...expected } }).differences.map(({ path }) => path);

test.each<[string, object]>([
	['the outcome', { outcome: 'partially_approved' }],
	['lines by number', { lines: [{ n: 2, outcome: 'deny', denial: { carc: '204' } }] }],
	['sums of a line', { lines: [{ n: 1, adjustments: { 'CO-45': 200, 'PR-1': 300 } }] }],
	['sums of all lines', { adjustments: { 'PR-204': 1_000, 'CO-45': 200 } }],
	['sums of the claim', { claim_adjustments: { 'CO-45': 50 } }],
	[
		'balances',
		{ accumulators: { 'deductible.in|member:member-1|2026': 300, 'pool:none|member:member-1|2026': 0 } },
	],
	['totals', { totals: { paid: 650 } }],
	[
		'movements, in any order',
		{
			movements: [
				{ key: 'deductible.in|family:family-1|2026', line: 1, amount: 300 },
				{ key: 'deductible.in|member:member-1|2026', line: 1, amount: 300 },
			],
		},
	],
])('%s can be expected', (_, expected) => {
	expect(differences(expected)).toEqual([]);
});

test.each<[object, string[]]>([
	[{ outcome: 'approved' }, ['outcome']],
	[{ lines: [{ n: 1, paid: 701 }] }, ['lines.1.paid']],
	[{ lines: [{ n: 9, outcome: 'pay' }] }, ['lines.9.n', 'lines.9.outcome']],
	[{ lines: [{ n: 1, adjustments: { 'CO-45': 199 } }] }, ['lines.1.adjustments.CO-45']],
	[{ lines: [{ n: 1, adjustments: {} }] }, ['lines.1.adjustments.CO-45', 'lines.1.adjustments.PR-1']],
	[{ claim_adjustments: { 'CO-45': 51 } }, ['claim_adjustments.CO-45']],
	[
		{ accumulators: { 'deductible.in|member:member-1|2026': 0 } },
		['accumulators.deductible.in|member:member-1|2026'],
	],
	[{ totals: { paid: 651 } }, ['totals.paid']],
	[
		{
			movements: [
				{ key: 'deductible.in|member:member-1|2026', amount: 300 },
				{ key: 'deductible.in|member:member-1|2026', amount: 300 },
			],
		},
		['movements.1.key'],
	],
	[{ alerts: [{ fund: 'aso' }] }, ['alerts.length', 'alerts.0.fund']],
	[{ surprise: true }, ['surprise']],
])('what is otherwise than %j expects is named by path', (expected, paths) => {
	expect(differences(expected)).toEqual(paths);
});
