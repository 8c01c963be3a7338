import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['nobody else pays', {}, 'pay'],
	[
		'as employee we are primary',
		{ member: { other_coverage: { relationship: 'spouse', since: '2020-01-01' } } },
		'pay',
	],
	[
		'as dependant we are secondary, and the decision is missing',
		{ member: { relationship: 'spouse', other_coverage: { relationship: 'employee', since: '2020-01-01' } } },
		'pend 22',
	],
	[
		'with its figures we go on',
		{
			member: { relationship: 'spouse', other_coverage: { relationship: 'employee', since: '2020-01-01' } },
			claim: { primary: { claim: { paid: 500, allowed: 1000, left: 500 } } },
		},
		'pay',
	],
	[
		'figures of another line are not those of this one',
		{
			member: { relationship: 'spouse', other_coverage: { relationship: 'employee', since: '2020-01-01' } },
			lines: [{}, { code: 'B' }],
			claim: { primary: { lines: { '2': { paid: 500, allowed: 1000, left: 500 } } } },
		},
		'pend 22',
	],
	[
		'another coverage that has ended',
		{
			member: {
				relationship: 'spouse',
				other_coverage: { relationship: 'employee', since: '2020-01-01', to: '2026-06-09' },
			},
		},
		'pay',
	],
	[
		'a plan may deny it',
		{
			member: { relationship: 'spouse', other_coverage: { relationship: 'employee', since: '2020-01-01' } },
			plan: { rules: { '27': 'deny' } },
		},
		'deny OA-22',
	],
	[
		'daily cash is not coordinated',
		{
			member: { relationship: 'spouse', other_coverage: { relationship: 'employee', since: '2020-01-01' } },
			benefit: { daily_cash: 500 },
			claim: { stay: { admitted: '2026-06-10', discharged: '2026-06-11' } },
		},
		'pay',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R27')).toBe(expected);
});
