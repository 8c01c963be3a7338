import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a procedure that any diagnosis justifies', { facts: { codes: { necessity: { B: ['X'] } } } }, 'pay'],
	['a diagnosis that justifies it', { facts: { codes: { necessity: { A: ['E11', 'J18'] } } } }, 'pay'],
	[
		'a second diagnosis that justifies it',
		{ claim: { diagnoses: ['Z00', 'J18.9'] }, facts: { codes: { necessity: { A: ['J18'] } } } },
		'pay',
	],
	['none that does', { facts: { codes: { necessity: { A: ['E11'] } } } }, 'deny CO-50'],
	['an experimental procedure', { facts: { codes: { experimental: ['A'] } } }, 'deny CO-55'],
	[
		'an experimental procedure that no diagnosis justifies',
		{ facts: { codes: { necessity: { A: ['E11'] }, experimental: ['A'] } } },
		'deny CO-50',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R25')).toBe(expected);
});
