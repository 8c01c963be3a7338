import { describe, expect, test } from 'bun:test';
import { X12Error } from './problem';
import { bytes, inPieces, join, sample837, sampleSegments } from './test-support/sample-837';
import { Tokenizer, type TokenizerLimits } from './tokenizer';

interface Cut {
	segments: string[];
	problems: string[];
	failure?: string;
}

/** Names and elements of all segments, whatever the pieces the bytes come in. */
function cut(data: Uint8Array, { size = 1 << 20, ...limits }: { size?: number } & TokenizerLimits = {}): Cut {
	const tokenizer = new Tokenizer(limits);
	const segments: string[] = [];
	const drain = () => {
		while (tokenizer.next()) segments.push(tokenizer.segment.elements().flat().join('*'));
	};
	try {
		for (const piece of inPieces(data, size)) {
			tokenizer.push(piece);
			drain();
		}
		tokenizer.end();
		tokenizer.push(new Uint8Array(0));
		drain();
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		const { code, segment, segment_id } = error.problem;
		return {
			segments,
			problems: tokenizer.problems.map((p) => p.code),
			failure: `${code} ${segment} ${segment_id}`,
		};
	}
	return { segments, problems: tokenizer.problems.map((p) => p.code) };
}

const plain = cut(bytes(sample837())).segments;

test('a file is cut into the segments it was joined from', () => {
	expect(plain).toHaveLength(sampleSegments().length);
	expect(plain[2]).toBe('ST*837*0001*005010X222A1');
});

test.each([1, 2, 3, 7, 64, 105, 106, 107])('pieces of %d bytes give the same segments', (size) => {
	expect(cut(bytes(sample837()), { size }).segments).toEqual(plain);
});

test('a producer may fill its buffer anew once a piece was taken, be it bytes or a Buffer of Node', () => {
	const data = bytes(sample837());
	for (const buffer of [new Uint8Array(200), Buffer.alloc(200)]) {
		const tokenizer = new Tokenizer();
		const segments: string[] = [];
		for (let at = 0; at < data.length; at += buffer.length) {
			const piece = data.subarray(at, at + buffer.length);
			buffer.set(piece);
			tokenizer.push(buffer.subarray(0, piece.length));
			while (tokenizer.next()) segments.push(tokenizer.segment.elements().flat().join('*'));
		}
		expect(segments).toEqual(plain);
	}
});

test.each([
	{ element: '|', component: '>', terminator: '\n' },
	{ element: '~', component: '^', terminator: '_' },
	{ element: '\u001d', component: '<', terminator: '\u001c' },
	{ element: '*', component: ':', terminator: '\r\n' },
])('delimiters %j are taken from the interchange header', (delimiters) => {
	const segments = sampleSegments().map((segment) => segment.replace('*^*', '*!*'));
	const wanted = cut(bytes(join(segments))).segments;
	for (const size of [1, 50, 4096])
		expect(cut(bytes(join(segments, delimiters)), { size }).segments.slice(1)).toEqual(wanted.slice(1));
});

test('line ends, indentation and a byte-order mark are no part of the data', () => {
	const text = `\ufeff${sampleSegments()
		.map((segment, depth) => `${' '.repeat(depth % 5)}${segment}~`)
		.join('\r\n')}`;
	expect(cut(bytes(text))).toEqual({ segments: plain, problems: [] });
});

test('a header that lost blanks is read by its separators, with a warning', () => {
	const text = sample837().replace('*00*          *', '*00* *');
	const result = cut(bytes(text));
	expect(result.problems).toEqual(['ISA_WIDTH']);
	expect(result.segments.slice(1)).toEqual(plain.slice(1));
});

test('text before the header is skipped with a warning', () => {
	expect(cut(bytes(`From: USA, Visa ISA desk\r\n\r\n${sample837()}`))).toEqual({
		segments: plain,
		problems: ['TEXT_BEFORE_ISA'],
	});
});

test('a second interchange may have delimiters of its own', () => {
	const text = sample837() + sample837({ element: '|', component: '>', terminator: '\n' });
	for (const size of [1, 13, 4096]) {
		const { segments } = cut(bytes(text), { size });
		expect(segments).toHaveLength(plain.length * 2);
		expect(segments.slice(plain.length + 1)).toEqual(plain.slice(1));
	}
});

test('a new header in the middle of an interchange is recognised, though its delimiters differ', () => {
	const broken = sample837().slice(0, 400);
	const whole = broken.slice(0, broken.lastIndexOf('~') + 1);
	const text = whole + sample837({ element: '|', component: '>', terminator: '\n' });
	expect(cut(bytes(text)).segments.slice(-plain.length + 1)).toEqual(plain.slice(1));
});

test('the last trailer may end with the file instead of a terminator', () => {
	expect(cut(bytes(sample837().slice(0, -1))).segments).toEqual(plain);
});

test('a file that is no X12 is refused', () => {
	expect(cut(bytes('name,amount\nSmith,12\n')).failure).toBe('NOT_X12 1 ');
	expect(cut(new Uint8Array(0)).failure).toBe('NOT_X12 1 ');
	expect(cut(new Uint8Array(200_000).fill(0x61)).failure).toBe('NOT_X12 1 ');
});

test.each([1, 1000])('a file whose header is missing is refused as that (pieces of %d)', (size) => {
	const text = sample837().slice(sample837().indexOf('GS*'));
	expect(cut(bytes(text), { size }).failure).toBe('ISA_MISSING 1 GS');
	expect(cut(bytes(text + sample837()), { size }).failure).toBe('ISA_MISSING 1 GS');
});

test('a header whose delimiters collide is refused', () => {
	expect(cut(bytes(sample837().replace('*T*:~', '*T**~'))).failure).toBe('DELIMITERS 1 ISA');
	expect(cut(bytes(sample837().replace('*T*:~GS', '*T*:GS'))).failure).toBe('DELIMITERS 1 ISA');
});

describe('a file that breaks off', () => {
	const data = bytes(sample837());

	test('is refused at the segment where it ends, wherever that is', () => {
		for (let length = 120; length < sample837().indexOf('IEA*1*'); length++) {
			const { failure, segments } = cut(data.slice(0, length), { size: 97 });
			const [code, number] = failure?.split(' ') ?? [];
			expect({ length, code }).toEqual({ length, code: 'TRUNCATED' });
			expect(Number(number)).toBeOneOf([segments.length, segments.length + 1]);
		}
	});

	test('inside the header is refused as that', () => {
		for (let length = 4; length < 105; length++)
			expect(cut(data.slice(0, length)).failure).toBe('ISA_TRUNCATED 1 ISA');
	});
});

test('a segment without end is refused before it fills the memory', () => {
	const endless = bytes(`${sample837().slice(0, 106)}NM1*${'A'.repeat(5_000_000)}`);
	expect(cut(endless, { size: 4096 }).failure).toBe('SEGMENT_TOO_LONG 2 NM1');
});

test('a segment of a million elements is refused', () => {
	const wide = bytes(`${sample837().slice(0, 106)}NM1${'*'.repeat(1_000_000)}~`);
	expect(cut(wide, { size: 4096 }).failure).toBe('TOO_MANY_ELEMENTS 2 NM1');
});

test('names in UTF-8 and in Latin 1 are both read', () => {
	const text = sample837().replace('SMITH', 'MÜLLER');
	const utf8 = bytes(text);
	const latin1 = Uint8Array.from(text, (character) => character.charCodeAt(0));
	for (const data of [utf8, latin1]) {
		for (const size of [1, 5, 4096])
			expect(cut(data, { size }).segments).toContain('NM1*IL*1*MÜLLER*JANE****MI*M1');
	}
});
