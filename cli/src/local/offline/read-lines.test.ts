import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { readLines } from './read-lines';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

async function linesOf(chunks: Iterable<Uint8Array>, mostBytes = 100): Promise<(string | null)[]> {
	const lines: (string | null)[] = [];
	for await (const some of readLines(toStream(chunks), mostBytes)) {
		for (const { number, bytes } of some) {
			lines.push(bytes && decoder.decode(bytes));
			expect(number).toBe(lines.length);
		}
	}
	return lines;
}

async function* toStream(chunks: Iterable<Uint8Array>) {
	yield* chunks;
}

test('lines are the same however the stream is cut', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ''))),
			fc.integer({ min: 1, max: 9 }),
			async (lines, size) => {
				const bytes = encoder.encode(lines.map((line) => `${line}\n`).join(''));
				const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
					bytes.subarray(at * size, (at + 1) * size),
				);
				expect(await linesOf(chunks, 1_000)).toEqual(lines);
			},
		),
	);
});

test('the last line needs no end', async () => {
	expect(await linesOf([encoder.encode('one\ntwo')])).toEqual(['one', 'two']);
	expect(await linesOf([])).toEqual([]);
});

test('a line that is too long is told without being held, and the next one is read', async () => {
	function* endless() {
		for (let at = 0; at < 1_000; at++) yield new Uint8Array(1_000).fill(120);
		yield encoder.encode('\nnext\n');
		yield encoder.encode(`${'y'.repeat(101)}\nlast`);
	}
	expect(await linesOf(endless())).toEqual([null, 'next', null, 'last']);
});
