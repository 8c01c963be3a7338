import { findInterchange } from '../delimiters';
import { LATIN_1, UTF_8 } from '../text';
import type { ClaimReading } from './claim-reading';

type Rejected = Extract<ClaimReading, { kind: 'rejected' }>;

/**
 * A rejected claim as a file of its own, in the sender's own words and delimiters: mend it and send it again. Several
 * of these one after the other are a file too.
 */
export function writeRejected({
	envelope,
	context,
	text,
}: Pick<Rejected, 'envelope' | 'context' | 'text'>): string {
	const header = findInterchange(bytesOf(envelope), 0, envelope.length);
	if (header.kind !== 'found') return text;
	const element = String.fromCharCode(header.delimiters.element);
	const end = String.fromCharCode(header.delimiters.segment);
	const segmentsOf = (piece: string) => piece.split(end).map((segment) => segment.trim().split(element));
	const numberIn = (piece: string, name: string, at: number) =>
		segmentsOf(piece)
			.find(([id]) => id === name)
			?.[at]?.trim() ?? '';
	const body = segmentsOf(context + text).filter(([id]) => id !== '');
	const trailers = [
		['SE', String(body.length + 1), numberIn(context, 'ST', 2)],
		['GE', '1', numberIn(envelope, 'GS', 6)],
		['IEA', '1', numberIn(envelope, 'ISA', 13)],
	];
	const lines = trailers.map((trailer) => trailer.join(element) + end);
	return readable(`${envelope}${context}${text}${lines.join('\n')}\n`);
}

/** The reader keeps text byte by byte; what is not ASCII gets its letters back. */
function readable(text: string): string {
	const bytes = bytesOf(text);
	try {
		return UTF_8.decode(bytes);
	} catch {
		return LATIN_1.decode(bytes);
	}
}

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
