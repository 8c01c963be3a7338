import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type Content, type Document, isAsAnnounced } from '../domain/document';
import { DOCUMENT_PROBLEMS } from '../domain/problems';
import type { Deps } from './deps';
import { type Incoming, measure } from './measure-content';

export interface TakenContent extends Content {
	readonly content_key: string;
}

/**
 * Takes content into the store and hands it to `use`, which says with a fresh answer that a document has it now. In every
 * other case, and on every failure, nothing of it stays.
 */
export async function takeContent<T>(
	deps: Deps,
	document: Document,
	incoming: Incoming,
	use: (taken: TakenContent) => Promise<StoredAnswer | T>,
): Promise<StoredAnswer | T> {
	const content_key = keyFor(document.id);
	const { chunks, content } = measure(incoming, document.media_type, deps.maxBytes);
	let isKept = false;
	await deps.uploads.begin(content_key, document.id, deps.platform.now());
	try {
		await deps.store.write(content_key, chunks);
		const taken = { ...content(), content_key };
		if (document.status === 'awaiting_content' && !isAsAnnounced(document, taken))
			throw new ProblemError(DOCUMENT_PROBLEMS.CONTENT_NOT_AS_ANNOUNCED);
		const answer = await use(taken);
		isKept = isFresh(answer);
		if (isKept) deps.stored.inc({ kind: document.kind }, taken.size_bytes);
		return answer;
	} finally {
		if (!isKept) await drop(deps, content_key);
	}
}

const isFresh = (answer: unknown): boolean =>
	typeof answer === 'object' && answer !== null && 'replayed' in answer && answer.replayed === false;

/** A key of its own for every attempt: two uploads to one document must not overwrite each other. */
const keyFor = (id: string) => `${id}-${crypto.getRandomValues(new Uint8Array(8)).toHex()}`;

/** What cannot be removed now stays named in the table of uploads, and is removed by the janitor. */
async function drop({ store, uploads, platform }: Deps, key: string): Promise<void> {
	try {
		await store.remove(key);
		await uploads.end(key);
	} catch {
		platform.log.warn('content of a failed upload is left to the janitor');
	}
}
