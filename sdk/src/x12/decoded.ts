import { type ByteSource, bytesOf } from './byte-stream';
import { LATIN_1 } from './text';

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
const LINE_FEED = 10;
/** Where the halves of characters begin that stand for bytes: by themselves no decoder makes them. */
const HALVES = 0xdc00;
const HALF = /[\udc80-\udcff]/gu;

/**
 * A file as text, its byte-order mark left out. In a line that is no UTF-8 each byte beyond ASCII stands as half a
 * character, so that whoever takes the text apart can tell what the damage costs (`isWellFormed`), and go on.
 */
export async function* decoded(source: ByteSource): AsyncGenerator<string> {
	let rest = new Uint8Array(0);
	let isFirst = true;
	for await (const chunk of bytesOf(source)) {
		const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
		const end = bytes.length - unfinished(bytes);
		rest = new Uint8Array(bytes.subarray(end));
		const text = textOf(bytes.subarray(0, end));
		if (text === '') continue;
		yield isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
		isFirst = false;
	}
	if (rest.length > 0) yield textOf(rest);
}

/** What such a text most probably was, for people: as everywhere, what is no UTF-8 is Windows-1252. */
export const asReadable = (text: string): string =>
	text.replace(HALF, (half) => LATIN_1.decode(Uint8Array.of(half.charCodeAt(0) - HALVES)));

function textOf(bytes: Uint8Array): string {
	try {
		return UTF_8.decode(bytes);
	} catch {
		return linesOf(bytes).map(lineOf).join('');
	}
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
	const lines: Uint8Array[] = [];
	for (let from = 0; from < bytes.length; ) {
		const end = bytes.indexOf(LINE_FEED, from);
		const next = end < 0 ? bytes.length : end + 1;
		lines.push(bytes.subarray(from, next));
		from = next;
	}
	return lines;
}

function lineOf(bytes: Uint8Array): string {
	try {
		return UTF_8.decode(bytes);
	} catch {
		return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : HALVES + byte)).join('');
	}
}

/** How many bytes at the end are the beginning of a character of which the rest is still to come. */
function unfinished(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
	}
	return 0;
}

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	const whole = new Uint8Array(first.length + second.length);
	whole.set(first);
	whole.set(second, first.length);
	return whole;
}
