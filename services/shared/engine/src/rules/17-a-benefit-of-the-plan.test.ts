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
