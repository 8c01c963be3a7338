import type { Call } from '@claims-askes/chassis/http/caller';
import { type PageRequest, pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { type ByteRange, parseRange } from '../domain/byte-range';
import type { Document } from '../domain/document';
import { DOCUMENT_PROBLEMS } from '../domain/problems';
import type { DocumentFilter, DocumentKeys } from '../repositories/documents.repository';
import type { Deps } from './deps';
import { isRemoved } from './upload-content';
import { viewOf } from './views';

/** The document as stored, or 404 for whoever may not see it. */
export async function readDocument({ documents }: Deps, id: string, call: Call): Promise<Document> {
	const found = await documents.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}

export const getDocument = async (deps: Deps, id: string, call: Call) =>
	viewOf(await readDocument(deps, id, call));

export async function listDocuments(
	{ documents }: Deps,
	{ cursor, limit, ...filter }: DocumentFilter & PageRequest,
	call: Call,
) {
	const found = await documents.list(filter, pageBefore({ cursor, limit }), call.caller.only);
	return pageOf(found, limit, viewOf, ({ id }) => [id]);
}

export async function getDocuments({ documents }: Deps, keys: DocumentKeys, call: Call) {
	return (await documents.findBy(keys, call.caller.only)).map(viewOf);
}

/** A document's bytes, or the part of them that is asked for. */
export interface Download {
	readonly bytes: Blob | ReadableStream<Uint8Array>;
	readonly range: ByteRange | null;
	readonly size: number;
	readonly sha256: string;
	readonly mediaType: string;
	readonly fileName: string;
}

export async function downloadContent(
	deps: Deps,
	id: string,
	rangeHeader: string | null,
	call: Call,
): Promise<Download> {
	const document = await readDocument(deps, id, call);
	if (isRemoved(document)) throw new ProblemError(DOCUMENT_PROBLEMS.DOCUMENT_REMOVED);
	const { content_key, size_bytes: size, sha256, media_type, file_name } = document;
	if (document.status !== 'stored' || content_key === null || size === null || sha256 === null)
		throw new ProblemError(DOCUMENT_PROBLEMS.CONTENT_MISSING);
	const range = parseRange(rangeHeader, size);
	if (range === 'unsatisfiable') {
		throw new ProblemError(DOCUMENT_PROBLEMS.RANGE_UNSATISFIABLE, [], undefined, {
			'content-range': `bytes */${size}`,
		});
	}
	const bytes = deps.store.read(content_key, range?.first ?? 0, range ? range.last + 1 : size);
	return { bytes, range, size, sha256, mediaType: media_type, fileName: file_name ?? id };
}
