import { describe, expect, test } from 'bun:test';
import { clock, code, day, number, planElements, text } from '../element-plan';
import { X12Error } from '../problem';
import { elementsOf } from '../schema/segments';
import { aClaim, bytes, collect, join, sampleSegments } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import { Tokenizer } from '../tokenizer';
import type { ClaimReading } from './claim-reading';
import { readClaims } from './read-claims';

/** All that is said of a file, but for blanks at the ends of what is kept as it stood. */
async function said(file: string): Promise<string> {
	const readings: unknown[] = [];
	try {
		for await (const reading of readClaims(Buffer.from(file, 'latin1'), { check: true }))
			readings.push(withoutTexts(reading));
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		readings.push(error.problem);
	}
	return JSON.stringify(readings).replaceAll(/ +"/g, '"');
}

const withoutTexts = (reading: ClaimReading) =>
	reading.kind === 'rejected' ? { ...reading, text: '', context: '', envelope: '' } : reading;

/** The element separator and the terminator of a file that begins with its header. */
const separators = (file: string) => {
	const element = file.charAt(3);
	return { element, terminator: file.split(element)[16]?.charAt(1) ?? '' };
};

/** A blank at a segment's end says nothing, but nothing in the segment is taken on trust any more. */
function blanked(file: string): string {
	const { element, terminator } = separators(file);
	return file
		.split(terminator)
		.map((segment) => (segment.includes(element) && !/^\s*ISA/.test(segment) ? `${segment} ` : segment))
		.join(terminator);
}

const ODD = ['', 'X'.repeat(90), '12.345', '-5', '5.', '00.10', '.', '20260230', '\u0007A', 'Ã©', '1e3'];

/** Segments cut out, swapped and doubled, elements made odd: as many different files as there are seeds. */
function damaged(file: string, seed: number): string {
	const { element, terminator } = separators(file);
	const segments = file.split(terminator);
	let state = seed;
	const below = (limit: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
	const at = 1 + below(segments.length - 1);
	const other = 1 + below(segments.length - 1);
	const [here = '', there = ''] = [segments[at], segments[other]];
	const elements = here.split(element);
	elements[1 + below(elements.length)] = ODD[below(ODD.length)] ?? '';
	const damages = [
		() => segments.splice(at, 1),
		() => segments.splice(at, 1, there) && segments.splice(other, 1, here),
		() => segments.splice(at, 0, there),
		() => segments.splice(at, 1, elements.join(element)),
	];
	damages[seed % damages.length]?.();
	return segments.join(terminator);
}

const sample = join(sampleSegments({ claims: [aClaim('A1'), aClaim('A2')] }));

test('an ordinary segment is plain: its elements are all taken at once', () => {
	const tokenizer = new Tokenizer();
	tokenizer.push(bytes(sample));
	const plans = new Map([
		['BHT', { 4: day, 5: clock }],
		['SBR', { 1: code, 3: text(50) }],
		['DMG', { 2: day, 3: code }],
		['SV1', { 2: number, 4: number }],
	]);
	const plain: Record<string, boolean> = {};
	while (tokenizer.next()) {
		const { segment } = tokenizer;
		const elements = plans.get(segment.name);
		if (!elements) continue;
		segment.open(planElements(elements, elementsOf(segment.name)));
		plain[segment.name] = segment.isPlain;
	}
	expect(plain).toEqual({ BHT: true, SBR: true, DMG: true, SV1: true });
});

test.each(Array.from({ length: 200 }, (_, seed) => seed))(
	'a segment read with care says what it says when it is plain (damage %i)',
	async (seed) => {
		const file = damaged(sample, seed);
		expect(await said(blanked(file))).toBe(await said(file));
	},
);

test.each(['1030', '2359', '103059', '2400', '1060', '24', '10:3', 'NOON', '10 30'])(
	'the time %s means the same when it is only checked',
	async (time) => {
		const file = sample.replace('*1030*CH', `*${time}*CH`);
		expect(await said(blanked(file))).toBe(await said(file));
	},
);

test.each(['1', '1:2', '2:', '1::2', '0:1', '12:3', 'A:1', '1;2', '1:2:1:2:1:2:1:2:1:2:1:2:1'])(
	'the pointers %s mean the same when they are taken at once',
	async (pointers) => {
		const file = sample.replaceAll('***1:2~', `***${pointers}~`);
		expect(await said(blanked(file))).toBe(await said(file));
	},
);

describe.skipIf(!hasSharedData)('the real claim files (skipped without ../shared/data)', () => {
	const files = ['x12/837p', 'x12/837i', 'x12/837d'].flatMap(sharedFiles);

	test.each(files)('$name says the same when nothing of it is plain', async ({ bytes: contents }) => {
		const whole = Buffer.from(contents()).toString('latin1');
		const file = whole.slice(whole.indexOf('ISA'));
		expect((await collect(readClaims(Buffer.from(file, 'latin1')))).length).toBeGreaterThan(0);
		for (const version of [file, damaged(file, 3), damaged(file, 5), damaged(file, 6)])
			expect(await said(blanked(version))).toBe(await said(version));
	});
});
