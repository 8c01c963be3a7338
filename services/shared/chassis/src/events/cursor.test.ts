import { expect, test } from 'bun:test';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { formatCursor, parseCursor } from './cursor';

const LOG = '0192f0c1-0000-7000-8000-000000000000';

test('a cursor is the same after it was text, and its text needs no escaping in a URL', () => {
	const cursor = {
		log_id: LOG,
		positions: new Map([
			[0, 12],
			[63, Number.MAX_SAFE_INTEGER],
		]),
	};
	const text = formatCursor(cursor);
	expect(parseCursor(text)).toEqual(cursor);
	expect(encodeURIComponent(text)).toBe(text);
});

test('a text that is not a cursor is refused by name', () => {
	const wrong = [
		'',
		'earliest',
		`${LOG}~`,
		`${LOG}~64.1`,
		`${LOG}~1.1~1.2`,
		`${LOG}~1.-1`,
		`${LOG}~1.9007199254740993`,
		`x${LOG}~1.1`,
	];
	for (const text of wrong)
		expect(() => parseCursor(text), text).toThrow(new ProblemError(PROBLEMS.CURSOR_INVALID));
});
