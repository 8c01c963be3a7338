import { expect, test } from 'bun:test';
import { withLimitRules } from './limits-of-trace';
import { RULES } from './rules/registry';
import { decided } from './testing';
import type { TraceEntry } from './types';

type Sample = Parameters<typeof decided>[0];

/** A trace as it is stored. */
const traceOf = (sample: Sample): TraceEntry[] =>
	JSON.parse(JSON.stringify(decided(sample, { trace: true }).decision.trace?.entries));

/** What rules 22, 23 and 30 did, a line each; the line number is missing where a rule had nothing to look at. */
function limitRulesOf(sample: Sample): string[] {
	return withLimitRules(traceOf(sample))
		.filter(({ rule }) => ['R22', 'R23', 'R30'].includes(rule))
		.map(({ rule, line, did, carcs }) =>
			[rule, line, did, ...carcs].filter((part) => part !== null).join(' '),
		);
}

const limitedTo = (...limits: object[]): Sample => ({ benefit: { limits } }) as Sample;

test.each([
	['no limit at all', {}, ['R22 idle', 'R23 idle', 'R30 idle']],
	[
		'an amount that holds',
		limitedTo({ id: 'a', per: 'year', amount: 9_000 }),
		['R22 1 passed', 'R23 idle', 'R30 idle'],
	],
	[
		'an amount that cuts',
		limitedTo({ id: 'a', per: 'year', amount: 900 }),
		['R22 1 cut 119', 'R23 idle', 'R30 idle'],
	],
	[
		'a count of visits',
		limitedTo({ id: 'a', per: 'year', count: 3, unit: 'visit' }),
		['R23 1 passed', 'R22 idle', 'R30 idle'],
	],
	[
		'an amount of a lifetime that cuts',
		limitedTo({ id: 'a', per: 'lifetime', amount: 900 }),
		['R30 1 cut 35', 'R22 idle', 'R23 idle'],
	],
	[
		'a count with nothing left',
		limitedTo({ id: 'a', per: 'year', count: 0, unit: 'visit' }),
		['R23 1 denied 119', 'R22 idle', 'R30 idle'],
	],
] as [string, Sample, string[]][])('%s is told as a rule', (_, sample, told) => {
	expect(limitRulesOf(sample)).toEqual(told);
});

test('every rule of the registry is told of a claim that got past the door', () => {
	const told = new Set(withLimitRules(traceOf({})).map(({ rule }) => rule));
	expect(RULES.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
});

test('a claim that was rejected at the door has been through no other rule', () => {
	const trace = traceOf({ claim: { provider_id: 'nobody' } });
	expect(withLimitRules(trace)).toEqual(trace);
});
