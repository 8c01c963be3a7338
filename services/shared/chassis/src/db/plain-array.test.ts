import { expect, test } from 'bun:test';
import { plainArray } from './plain-array';

test('ids, dates, numbers and what is missing become the text of an array', () => {
	expect(plainArray([])).toBe('{}');
	expect(plainArray(['01a21961-89bd-77a2-aec1-4027b8e16c30', null])).toBe(
		'{01a21961-89bd-77a2-aec1-4027b8e16c30,null}',
	);
	expect(plainArray([0, -12, 1e15, '-150.2500'])).toBe('{0,-12,1000000000000000,-150.2500}');
});
