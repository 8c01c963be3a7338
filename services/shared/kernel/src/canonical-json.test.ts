import { expect, test } from 'bun:test';
import { canonicalJson } from './canonical-json';

test('equal content is equal text, in whatever order its keys were written', () => {
	const one = { a: 1, b: { d: [1, { y: 1, x: 2 }], c: null } };
	const other = { b: { c: null, d: [1, { x: 2, y: 1 }] }, a: 1, gone: undefined };
	expect(canonicalJson(one)).toBe(canonicalJson(other));
	expect(canonicalJson(one)).toBe('{"a":1,"b":{"c":null,"d":[1,{"x":2,"y":1}]}}');
});

test('the order of a list is content', () => {
	expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});
