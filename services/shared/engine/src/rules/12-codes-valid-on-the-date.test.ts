import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a claim without a diagnosis is denied', { claim: { diagnoses: [] } }, 'deny CO-146'],
	['without code sets every code is valid', {}, 'pay'],
	['a diagnosis that does not exist', { facts: { codes: { diagnoses: {} } } }, 'deny CO-146'],
	[
		'a diagnosis on its last day',
		{ facts: { codes: { diagnoses: { 'J18.9': ['2020-01-01', '2026-06-10'] } } } },
		'pay',
	],
	[
		'a diagnosis the day after',
		{ facts: { codes: { diagnoses: { 'J18.9': ['2020-01-01', '2026-06-09'] } } } },
		'deny CO-146',
	],
	[
		'a second diagnosis is looked at too',
		{ claim: { diagnoses: ['J18.9', 'X'] }, facts: { codes: { diagnoses: { 'J18.9': [null, null] } } } },
		'deny CO-146',
	],
	[
		'a procedure before its first day',
		{ facts: { codes: { procedures: { A: ['2026-06-11', null] } } } },
		'deny CO-181',
	],
	['a procedure on its first day', { facts: { codes: { procedures: { A: ['2026-06-10', null] } } } }, 'pay'],
	[
		'a name of the language is no code',
		{ lines: [{ code: 'constructor' }], facts: { codes: { procedures: { A: [null, null] } } } },
		'deny CO-181',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R12')).toBe(expected);
});
