import { type Problem, ProblemError } from '@claims-askes/kernel/problems';
import type { Content, MediaType } from '../domain/document';
import { DOCUMENT_PROBLEMS } from '../domain/problems';
import { beginsLike, SIGNATURE_BYTES } from '../domain/signature';

export interface Incoming {
	readonly body: AsyncIterable<Uint8Array>;
	/** What the sender says will come, where it says so. */
	readonly length: number | null;
	/** Whether the sender hung up: a stream may then end as if all had come. */
	readonly isAborted: () => boolean;
}

/**
 * Passes content on while measuring it, so that any amount needs the memory of one chunk. Stops by throwing where it is
 * too large, not what it is said to be, or not all there.
 */
export function measure(
	{ body, length, isAborted }: Incoming,
	mediaType: MediaType,
	maxBytes: number,
): { readonly chunks: AsyncIterable<Uint8Array>; readonly content: () => Content } {
	const hash = new Bun.CryptoHasher('sha256');
	let size = 0;
	let sha256 = '';

	async function* chunks() {
		let beginning = new Uint8Array(0);
		if ((length ?? 0) > maxBytes) throw refused(DOCUMENT_PROBLEMS.CONTENT_TOO_LARGE);
		for await (const chunk of withHangUps(body)) {
			if (beginning.length < SIGNATURE_BYTES)
				beginning = Buffer.concat([beginning, chunk.subarray(0, SIGNATURE_BYTES)]);
			size += chunk.byteLength;
			if (size > maxBytes) throw refused(DOCUMENT_PROBLEMS.CONTENT_TOO_LARGE);
			hash.update(chunk);
			yield chunk;
		}
		if (isAborted() || (length !== null && length !== size))
			throw refused(DOCUMENT_PROBLEMS.CONTENT_INCOMPLETE);
		if (size === 0) throw refused(DOCUMENT_PROBLEMS.CONTENT_EMPTY);
		if (!beginsLike(mediaType, beginning)) throw refused(DOCUMENT_PROBLEMS.CONTENT_NOT_OF_ITS_TYPE);
		sha256 = hash.digest('hex');
	}
	return { chunks: chunks(), content: () => ({ size_bytes: size, sha256 }) };
}

/** A sender that hangs up is no failure of ours. */
async function* withHangUps(body: AsyncIterable<Uint8Array>) {
	try {
		yield* body;
	} catch (cause) {
		throw Object.assign(refused(DOCUMENT_PROBLEMS.CONTENT_INCOMPLETE), { cause });
	}
}

const refused = (problem: Problem) => new ProblemError(problem);
