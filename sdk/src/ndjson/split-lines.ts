import { type ByteSource, bytesOf } from '../x12/byte-stream';

/** One line as its bytes say, or the reason why it cannot be text. */
export type Line =
	| { readonly kind: 'text'; readonly text: string; readonly line: number; readonly isLast: boolean }
	| { readonly kind: 'broken'; readonly code: 'ENCODING' | 'TOO_LONG'; readonly line: number };

const LINE_FEED = 10;

/**
 * The lines of a file as they come in. One that is no UTF-8, or longer than may be held, costs only itself: the rest of
 * an overlong line is passed over and never gathered.
 */
export async function* splitLines(source: ByteSource, mostBytes: number): AsyncGenerator<Line> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	let parts: Uint8Array[] = [];
	let held = 0;
	let line = 1;
	const close = (isLast: boolean): Line => {
		const at = line++;
		const isTooLong = held > mostBytes;
		const [only] = parts;
		const bytes = parts.length === 1 && only ? only : joined(parts);
		parts = [];
		held = 0;
		if (isTooLong) return { kind: 'broken', code: 'TOO_LONG', line: at };
		try {
			return { kind: 'text', text: decoder.decode(bytes), line: at, isLast };
		} catch {
			return { kind: 'broken', code: 'ENCODING', line: at };
		}
	};
	for await (const chunk of bytesOf(source)) {
		for (let from = 0; from < chunk.length; ) {
			const end = chunk.indexOf(LINE_FEED, from);
			const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
			held += piece.length;
			if (held > mostBytes) parts = [];
			else if (piece.length > 0) parts.push(piece);
			if (end < 0) break;
			yield close(false);
			from = end + 1;
		}
	}
	if (held > 0) yield close(true);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
