import { expect, test } from 'bun:test';
import { own } from './own';

test('only what a document holds is found, whatever a key is called', () => {
	const table: Record<string, number> = JSON.parse('{"A": 0}');
	expect(own(table, 'A')).toBe(0);
	for (const key of ['B', ...Object.getOwnPropertyNames(Object.prototype)])
		expect(own(table, key)).toBeUndefined();
	expect(own(undefined, 'A')).toBeUndefined();
	expect(own(table, null)).toBeUndefined();
});
