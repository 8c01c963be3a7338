import type { ByteSource } from '../byte-stream';
import { X12Error, type X12Problem } from '../problem';
import type { DocumentReading, ReadDocumentsOptions } from '../read/document-reader';
import { Acknowledger, type InterchangeOutcome } from './acknowledgement';

/** An exchange as it was received: the documents that can be answered, and what is to be acknowledged. */
export interface ReceivedDocuments<T> {
	readonly documents: readonly T[];
	readonly outcomes: readonly InterchangeOutcome[];
	/** What could not be taken, in the order of the file. */
	readonly errors: readonly X12Problem[];
	/** More stood in it than were wanted: it was not read to its end. */
	readonly isTooLong: boolean;
}

const PIECE = 1 << 16;

/** A reader goes through a piece before it hands out what it found: of a whole file it would not stop earlier. */
function inPieces(source: ByteSource): ByteSource {
	if (!(source instanceof Uint8Array)) return source;
	return (async function* () {
		for (let at = 0; at < source.length; at += PIECE) yield source.subarray(at, at + PIECE);
	})();
}

type Reader<T> = (source: ByteSource, options: ReadDocumentsOptions) => AsyncIterable<DocumentReading<T>>;

/**
 * Reads a whole exchange that is answered at once: a file of questions, not one of any size. With `most` it is read no
 * further than one entry beyond that many, however many of them could be read.
 */
export async function receiveDocuments<T>(
	read: Reader<T>,
	source: ByteSource,
	{ most = Number.POSITIVE_INFINITY, ...options }: ReadDocumentsOptions & { readonly most?: number } = {},
): Promise<ReceivedDocuments<T>> {
	const acknowledger = new Acknowledger();
	const documents: T[] = [];
	const errors: X12Problem[] = [];
	let entries = 0;
	try {
		for await (const reading of read(inPieces(source), { ...options, summaries: true })) {
			acknowledger.add(reading);
			if (reading.kind === 'document' || reading.kind === 'rejected') entries++;
			if (entries > most) break;
			if (reading.kind === 'document') documents.push(reading.document);
			if (reading.kind === 'rejected') errors.push(...reading.problems);
			if (reading.kind === 'problem' && reading.problem.level === 'error') errors.push(reading.problem);
		}
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		acknowledger.fail(error.problem);
		errors.push(error.problem);
	}
	return { documents, outcomes: acknowledger.outcomes(), errors, isTooLong: entries > most };
}
