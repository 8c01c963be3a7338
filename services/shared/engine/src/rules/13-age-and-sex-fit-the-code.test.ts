import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'the youngest age is inside',
		{ member: { birth_date: '2008-06-10' }, facts: { codes: { bounds: { A: { age: [18, 65] } } } } },
		'pay',
	],
	[
		'a day younger is not',
		{ member: { birth_date: '2008-06-11' }, facts: { codes: { bounds: { A: { age: [18, 65] } } } } },
		'deny CO-6',
	],
	[
		'the oldest age lasts until the next birthday',
		{ member: { birth_date: '1960-06-11' }, facts: { codes: { bounds: { A: { age: [18, 65] } } } } },
		'pay',
	],
	[
		'and no longer',
		{ member: { birth_date: '1960-06-10' }, facts: { codes: { bounds: { A: { age: [18, 65] } } } } },
		'deny CO-6',
	],
	['an open bound does not bind', { facts: { codes: { bounds: { A: { age: [18, null] } } } } }, 'pay'],
	['a code for the other sex', { facts: { codes: { bounds: { A: { sex: 'M' } } } } }, 'deny CO-7'],
	['a benefit for another age', { benefit: { age: [0, 17] } }, 'deny CO-6'],
	['a benefit for the other sex', { benefit: { sex: 'M' } }, 'deny CO-7'],
	['a benefit for this age and sex', { benefit: { age: [18, 65], sex: 'F' } }, 'pay'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R13')).toBe(expected);
});
