import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a medical item', { plan: { non_medical: ['B'] } }, 'pay'],
	['one that is not', { plan: { non_medical: ['A'] } }, 'deny PR-202'],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R26')).toBe(expected);
});
