import { expect, test } from 'bun:test';
import { copyLine } from './copy-rows';

test('a row is a line of cells, and what is missing is null', () => {
	expect(copyLine(['a', 1.5, null, undefined, ''])).toBe('a\t1.5\t\\N\t\\N\t\n');
});

test('what COPY would take for a sign of its own is written so that it is none', () => {
	expect(copyLine(['\\N', 'two\nlines\r', 'a\tb', '\\.'])).toBe('\\\\N\ttwo\\nlines\\r\ta\\tb\t\\\\.\n');
});

test('an object is JSON, and what COPY would take for a sign of its own in it is none', () => {
	const given = { a: 'two\nlines\t"quoted"\\', b: [1, null], 'c\r': '\\N' };
	expect(copyLine(['x', given])).toBe(copyLine(['x', JSON.stringify(given)]));
	expect(copyLine(['x', { a: 1 }])).toBe('x\t{"a":1}\n');
});
