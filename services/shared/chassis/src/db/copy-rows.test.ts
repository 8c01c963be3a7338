import { expect, test } from 'bun:test';
import { copyLine } from './copy-rows';

test('a row is a line of cells, and what is missing is null', () => {
	expect(copyLine(['a', 1.5, null, undefined, ''])).toBe('a\t1.5\t\\N\t\\N\t\n');
});

test('what COPY would take for a sign of its own is written so that it is none', () => {
	expect(copyLine(['\\N', 'two\nlines\r', 'a\tb', '\\.'])).toBe('\\\\N\ttwo\\nlines\\r\ta\\tb\t\\\\.\n');
});
