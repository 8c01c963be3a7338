import { expect, test } from 'bun:test';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { pageOf, parseCursor, parseIdCursor } from './paging';

const ID = '0190d5a0-0000-7000-8000-000000000001';
const cursorOf = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');

test('a page of one row more than was asked for tells where the next begins', () => {
	// Given
	const rows = [{ id: ID }, { id: '0190d5a0-0000-7000-8000-000000000002' }];
	// When
	const { data, options } = pageOf(
		rows,
		1,
		(row) => row,
		({ id }) => [id],
	);
	// Then
	expect(data).toEqual([{ id: ID }]);
	expect(parseIdCursor(options.page?.next_cursor ?? undefined)).toBe(ID);
});

test.each([
	['no text of ours', 'not-a-cursor'],
	['an object', cursorOf({ id: ID })],
	['of a list with two keys', cursorOf([ID, 1])],
	['empty', cursorOf([])],
	['of something else', cursorOf([null])],
])('a cursor that is %s is refused by name', (_, cursor) => {
	expect(() => parseCursor(cursor, 1)).toThrow(new ProblemError(PROBLEMS.CURSOR_INVALID));
});

test.each([
	['a key that is no id', cursorOf(['deductible|member:1'])],
	['a number', cursorOf([7])],
])('a list that is ordered by ids refuses a cursor with %s', (_, cursor) => {
	expect(() => parseIdCursor(cursor)).toThrow(new ProblemError(PROBLEMS.CURSOR_INVALID));
});

test('without a cursor a page begins at the beginning', () => expect(parseIdCursor(undefined)).toBeNull());
