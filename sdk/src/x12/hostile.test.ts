import { expect, setDefaultTimeout, test } from 'bun:test';
import { readClaims } from '.';
import { X12Error, type X12Problem } from './problem';
import { aClaim, bytes, collect, sample837 } from './test-support/sample-837';

/** A busy machine takes its time; what hangs is still found. */
setDefaultTimeout(60_000);

const MEGABYTE = 2 ** 20;

/** A file that goes on for ever, in chunks; how much of it was asked for is told. */
function endless(head: string, filler: string, most: number) {
	const told = { bytes: 0 };
	const chunk = bytes(filler.repeat(Math.ceil(65_536 / filler.length)));
	return {
		told,
		*[Symbol.iterator]() {
			yield bytes(head);
			for (; told.bytes < most; told.bytes += chunk.length) yield chunk;
		},
	};
}

async function refusalOf(source: Iterable<Uint8Array>): Promise<X12Problem | undefined> {
	try {
		for await (const _ of readClaims(source));
		return undefined;
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		return error.problem;
	}
}

const header = sample837().slice(0, 106);

test.each([
	['a segment of a million elements', 'NM1*', '*', 'TOO_MANY_ELEMENTS', 'NM1'],
	['a segment of a million names', 'NM1*85', '*SMITH', 'TOO_MANY_ELEMENTS', 'NM1'],
	['an element of a hundred megabytes', 'REF*EI*', 'A', 'SEGMENT_TOO_LONG', 'REF'],
	['a composite of a hundred megabytes', 'HI*ABK', ':A', 'SEGMENT_TOO_LONG', 'HI'],
	['bytes that are no text', 'REF*EI*', '\u00e9\u0000', 'SEGMENT_TOO_LONG', 'REF'],
])('%s is refused where it stands, before much of it is read', async (_, start, filler, code, segment_id) => {
	const source = endless(header + start, filler, 100 * MEGABYTE);
	expect(await refusalOf(source)).toMatchObject({ code, segment: 2, segment_id });
	expect(source.told.bytes).toBeLessThan(MEGABYTE);
});

test('text without an interchange is given up on, and so is a header without an end', async () => {
	for (const [head, filler] of [
		['', 'lorem ipsum '],
		['ISA', '*'],
		['ISA*00*', 'A'],
		['', '\u00ff\u00fe'],
	] as const) {
		const source = endless(head, filler, 100 * MEGABYTE);
		expect((await refusalOf(source))?.code).toBeOneOf(['NOT_X12', 'DELIMITERS']);
		expect(source.told.bytes).toBeLessThan(MEGABYTE);
	}
});

test('blanks for a hundred megabytes cost no memory', async () => {
	const source = endless(header, '\r\n ', 100 * MEGABYTE);
	const before = process.memoryUsage().rss;
	expect(await refusalOf(source)).toMatchObject({ code: 'TRUNCATED' });
	expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
});

test.each([
	['LE', [0xff, 0xfe]],
	['BE', [0xfe, 0xff]],
])('UTF-16 %s is refused as no X12', async (order, mark) => {
	const text = sample837();
	const wide = new Uint8Array(2 + text.length * 2);
	wide.set(mark);
	for (let at = 0; at < text.length; at++) wide[2 + at * 2 + (order === 'LE' ? 0 : 1)] = text.charCodeAt(at);
	expect(await refusalOf([wide])).toMatchObject({ code: 'NOT_X12' });
});

test.each([
	['the element separator ends the segment', '*', ':', '*'],
	['one byte for everything', '*', '*', '*'],
	['a letter', 'A', ':', '~'],
	['a digit ends the segment', '*', ':', '7'],
	['a blank', '*', ' ', '~'],
])('delimiters that cannot be told apart are refused: %s', async (_, element, component, terminator) => {
	const text = sample837({ element, component, terminator });
	expect((await refusalOf([bytes(text)]))?.code).toBeOneOf(['DELIMITERS', 'NOT_X12', 'ISA_TRUNCATED']);
});

test.each([
	['\u001d', '\u001f', '\u001c'],
	['\t', '>', '\n'],
	['|', '^', '\u0085'],
	['\u00a7', '\u00a4', '~'],
])('odd delimiters %j %j %j read as any others', async (element, component, terminator) => {
	const plain = sample837();
	const odd = Uint8Array.from(sample837({ element, component, terminator }), (char) => char.charCodeAt(0));
	const [claim] = await collect(readClaims([odd]));
	expect(claim).toEqual((await collect(readClaims(plain)))[0] as typeof claim);
});

test('an interchange inside another, and one that is repeated without its end, are read each for itself', async () => {
	const one = sample837();
	const cut = one.slice(0, one.indexOf('SE*'));
	const readings = await collect(readClaims(cut + one + one));
	expect(readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim.claim_id] : []))).toEqual([
		'A1',
		'A1',
		'A1',
	]);
	const problems = readings.flatMap((reading) => (reading.kind === 'problem' ? [reading.problem.code] : []));
	expect(problems).toContain('TRAILER_MISSING');
});

test('ten thousand headers in a row are answered, and in time', async () => {
	const started = performance.now();
	const problem = await refusalOf([bytes(header.repeat(10_000))]);
	expect(problem).toMatchObject({ code: 'ISA_TRUNCATED', segment: 10_000 });
	expect(performance.now() - started).toBeLessThan(30_000);
});

test('a thousand small interchanges, each with delimiters of its own', async () => {
	const sets = ['*:~', '|>\n', '!;~', '*>|'];
	const text = Array.from({ length: 1000 }, (_, at) => {
		const [element = '', component = '', terminator = ''] = sets[at % sets.length] ?? '';
		return sample837({ element, component, terminator, claims: [aClaim(`A${at}`)] });
	}).join('');
	const readings = await collect(readClaims(text));
	expect(readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim.claim_id] : []))).toEqual(
		Array.from({ length: 1000 }, (_, at) => `A${at}`),
	);
});
