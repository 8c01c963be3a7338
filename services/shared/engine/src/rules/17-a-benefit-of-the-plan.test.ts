import { expect, test } from 'bun:test';
import { type Changes, decided, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a code without a benefit', { lines: [{ code: 'X' }] }, 'deny PR-204'],
	['a benefit that the plan does not have', { lines: [{ benefit: 'nothing' }] }, 'deny PR-204'],
	['a benefit that is not covered', { benefit: { covered: false } }, 'deny PR-204'],
	['an excluded diagnosis', { plan: { exclusions: { diagnoses: ['J18.9'] } } }, 'deny PR-167'],
	['and all that begin with it', { plan: { exclusions: { diagnoses: ['J18'] } } }, 'deny PR-167'],
	[
		'an excluded diagnosis that is not the principal one',
		{ claim: { diagnoses: ['A01', 'J18.9'] }, plan: { exclusions: { diagnoses: ['J18.9'] } } },
		'pay',
	],
	['an excluded service', { plan: { exclusions: { codes: ['A'] } } }, 'deny PR-96'],
	['an excluded cause', { claim: { cause: 'war' }, plan: { exclusions: { causes: ['war'] } } }, 'deny PR-96'],
	['another cause', { claim: { cause: 'accident' }, plan: { exclusions: { causes: ['war'] } } }, 'pay'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R17')).toBe(expected);
});

test('an exclusion under code 96 comes with its remark', () => {
	const { decision } = decided({ plan: { exclusions: { codes: ['A'] } } });
	expect(decision.lines[0]?.adjustments[0]?.remarks).toEqual(['N130']);
});

test('a service of no benefit that is let pass is paid by the terms of the plan as a whole', () => {
	const { decision } = decided({
		lines: [{ benefit: 'nothing' }],
		plan: {
			rules: { '17': 'warn' },
			settlement: 90,
			cost_share: { in: { deductible: { member: 100 }, coinsurance: 10 } },
			pools: [
				{ id: 'all', scope: 'member', per: 'year', amount: 500 },
				{ id: 'of-care', scope: 'member', per: 'year', amount: 1, benefits: ['care'] },
			],
		},
	});
	expect(
		decision.lines[0]?.adjustments.map(({ group, carc, amount }) => `${group}-${carc} ${amount}`),
	).toEqual(['PR-2 100', 'PR-1 100', 'PR-2 80', 'PR-119 220']);
	expect(decision.movements.map(({ key, amount }) => `${key} ${amount}`)).toEqual([
		'deductible.in|member:member-1|2026 100',
		'pool:all|member:member-1|2026 500',
	]);
});
