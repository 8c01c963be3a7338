import { type ByteSource, bytesOf } from '../byte-stream';
import {
	type Assembly,
	type DocumentKind,
	DocumentReader,
	type DocumentReading,
	type ReadDocumentsOptions,
} from './document-reader';

/** Reads every document of a kind; a file that breaks off ends in an `X12Error` after what was whole. */
export async function* readDocuments<B extends Assembly, T>(
	kind: DocumentKind<B, T>,
	source: ByteSource,
	options: ReadDocumentsOptions = {},
): AsyncGenerator<DocumentReading<T>> {
	const reader = new DocumentReader(kind, options);
	for await (const chunk of bytesOf(source)) {
		reader.push(chunk);
		for (const reading of reader.take()) yield reading;
		if (reader.failure) break;
	}
	reader.end();
	for (const reading of reader.take()) yield reading;
	if (reader.failure) throw reader.failure;
}
