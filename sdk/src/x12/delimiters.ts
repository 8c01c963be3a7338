/** The four bytes an interchange chooses for itself; `repetition` is -1 where the version has none. */
export interface Delimiters {
	readonly element: number;
	readonly component: number;
	readonly repetition: number;
	readonly segment: number;
}

export type InterchangeHeader =
	| {
			readonly kind: 'found';
			readonly start: number;
			readonly delimiters: Delimiters;
			readonly width: number;
	  }
	| { readonly kind: 'unreadable'; readonly start: number }
	/** `start` is where a header may begin: what stands before it is text and can be dropped. */
	| { readonly kind: 'more'; readonly start: number };

const I = 0x49;
const S = 0x53;
const A = 0x41;
const CR = 0x0d;
const LF = 0x0a;
const ISA_ELEMENTS = 16;
/** An ISA is 106 characters wide by the book; sloppy ones differ, but not by much. */
const ISA_WIDEST = 400;

export const isAlphanumeric = (byte: number) =>
	(byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/** Whether an ISA can begin here, judged by its tag and the separator behind it. */
export const startsInterchange = (bytes: Uint8Array, at: number) =>
	bytes[at] === I && bytes[at + 1] === S && bytes[at + 2] === A && isDelimiter(bytes[at + 3]);

const isDelimiter = (byte: number | undefined) =>
	byte !== undefined && !isAlphanumeric(byte) && byte !== 0x20;

/**
 * Finds the next interchange header and reads its delimiters by counting separators instead of trusting fixed
 * positions, because headers that lost or gained a blank are common.
 */
export function findInterchange(bytes: Uint8Array, from: number, limit: number): InterchangeHeader {
	for (let at = from; at < limit; at++) {
		if (bytes[at] !== I) continue;
		if (at > from && isAlphanumeric(bytes[at - 1] ?? 0)) continue;
		if (at + 3 >= limit) return { kind: 'more', start: at };
		if (!startsInterchange(bytes, at)) continue;
		const header = readHeader(bytes, at, limit);
		if (header) return header;
	}
	return { kind: 'more', start: limit };
}

function readHeader(bytes: Uint8Array, start: number, limit: number): InterchangeHeader | undefined {
	const element = bytes[start + 3] ?? 0;
	const end = Math.min(limit, start + ISA_WIDEST);
	let separators = 0;
	let repetition = -1;
	let version = '';
	for (let at = start; at < end; at++) {
		if (bytes[at] !== element) {
			if (separators === 11 && bytes[at - 1] === element) repetition = bytes[at] ?? -1;
			if (separators === 12) version += String.fromCharCode(bytes[at] ?? 0);
			continue;
		}
		separators++;
		if (separators === ISA_ELEMENTS)
			return readLastDelimiters(bytes, { start, at, limit, element, repetition, version });
	}
	return end === limit ? { kind: 'more', start } : undefined;
}

interface LastSeparator {
	readonly start: number;
	readonly at: number;
	readonly limit: number;
	readonly element: number;
	readonly repetition: number;
	readonly version: string;
}

function readLastDelimiters(bytes: Uint8Array, header: LastSeparator): InterchangeHeader {
	const { start, at, limit, element } = header;
	if (at + 3 >= limit) return { kind: 'more', start };
	const component = bytes[at + 1] ?? 0;
	const next = bytes[at + 2] ?? 0;
	const segment = next === CR && bytes[at + 3] === LF ? LF : next;
	const chosen = [element, component, segment];
	if (new Set(chosen).size < chosen.length || !chosen.every(isDelimiter))
		return { kind: 'unreadable', start };
	const hasRepetition =
		header.version >= '00402' && isDelimiter(header.repetition) && !chosen.includes(header.repetition);
	const repetition = hasRepetition ? header.repetition : -1;
	return {
		kind: 'found',
		start,
		width: at + 3 - start,
		delimiters: { element, component, repetition, segment },
	};
}
