import { findInterchange } from '../delimiters';
import { bytesOf, LATIN_1, UTF_8 } from '../text';
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
	const numberIn = (piece: string, name: string, at: number) => {
		for (const segment of segmentsOf(piece, end)) {
			if (segment.startsWith(name + element)) return segment.split(element)[at]?.trim() ?? '';
		}
		return '';
	};
	let count = 0;
	for (const segment of segmentsOf(context + text, end)) if (!segment.startsWith(element)) count++;
	const trailers = [
		['SE', String(count + 1), numberIn(context, 'ST', 2)],
		['GE', '1', numberIn(envelope, 'GS', 6)],
		['IEA', '1', numberIn(envelope, 'ISA', 13)],
	];
	const lines = trailers.map((trailer) => trailer.join(element) + end);
	return readable(`${envelope}${context}${text}${lines.join('\n')}\n`);
}

/** One after the other, as a refused claim may be as long as a claim is not. */
function* segmentsOf(piece: string, end: string): Generator<string> {
	for (let at = 0; at < piece.length; ) {
		const found = piece.indexOf(end, at);
		const next = found < 0 ? piece.length : found;
		const segment = piece.slice(at, next).trim();
		if (segment !== '') yield segment;
		at = next + 1;
	}
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
