import { expect, test } from 'bun:test';
import { aHistoryLine, type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'a service that is included in another of the day',
		{ lines: [{}, { code: 'B' }], facts: { codes: { included: [{ code: 'A', in: 'B' }] } } },
		'deny CO-97',
	],
	['alone it is paid', { facts: { codes: { included: [{ code: 'A', in: 'B' }] } } }, 'pay'],
	[
		'on another day too',
		{
			lines: [{}, { code: 'B', from: '2026-06-09' }],
			facts: { codes: { included: [{ code: 'A', in: 'B' }] } },
		},
		'pay',
	],
	['an add-on without its base', { facts: { codes: { add_on: { A: ['B', 'C'] } } } }, 'deny CO-107'],
	[
		'an add-on with one of its bases',
		{ lines: [{}, { code: 'C' }], facts: { codes: { add_on: { A: ['B', 'C'] } } } },
		'pay',
	],
	[
		'a base that was paid on an earlier claim',
		{ facts: { history: [aHistoryLine({ code: 'B' })], codes: { add_on: { A: ['B'] } } } },
		'pay',
	],
	[
		'a base that was denied there is none',
		{ facts: { history: [aHistoryLine({ code: 'B', outcome: 'deny' })], codes: { add_on: { A: ['B'] } } } },
		'deny CO-107',
	],
	[
		'excluded by a service that was paid before',
		{ facts: { history: [aHistoryLine({ code: 'B' })], codes: { exclusive: [['A', 'B']] } } },
		'deny CO-231',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R16')).toBe(expected);
});

test('of two services that exclude each other the first stays', () => {
	const changes: Changes = { lines: [{ code: 'B' }, {}], facts: { codes: { exclusive: [['A', 'B']] } } };
	expect([1, 2].map((n) => verdict(changes, 'R16', n))).toEqual(['pay', 'deny CO-231']);
});

test('a base that is itself denied is absent for the add-on after it', () => {
	const codes = { included: [{ code: 'A', in: 'C' }], add_on: { B: ['A'] } };
	const changes: Changes = { lines: [{}, { code: 'B' }, { code: 'C' }], facts: { codes } };
	expect([1, 2, 3].map((n) => verdict(changes, 'R16', n))).toEqual(['deny CO-97', 'deny CO-107', 'pay']);
});
