import { expect, test } from 'bun:test';
import { isNew, revisionsOf } from './revision';

test('what is listed twice is revised once, to how it stands last; what stays the same is not', () => {
	const stored = [
		{ value: { id: 'a', name: 'old' }, version: 3 },
		{ value: { id: 'b', name: 'same' }, version: 1 },
	];
	const wanted = [
		{ id: 'a', name: 'once' },
		{ name: 'same', id: 'b' },
		{ id: 'c', name: 'new' },
		{ id: 'a', name: 'twice' },
	];
	const revisions = revisionsOf(wanted, stored);
	expect(revisions).toEqual([
		{ before: { id: 'a', name: 'old' }, version: 3, after: { id: 'a', name: 'twice' } },
		{ before: null, version: 0, after: { id: 'c', name: 'new' } },
	]);
	expect(revisions.map(isNew)).toEqual([false, true]);
});
