import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Document } from '../domain/document';
import { DOCUMENT_PROBLEMS } from '../domain/problems';
import { updateStored } from '../repositories/documents.repository';
import { endUpload } from '../repositories/uploads.repository';
import type { Deps } from './deps';
import type { Incoming } from './measure-content';
import { readDocument } from './read-documents';
import { type TakenContent, takeContent } from './take-content';
import { auditOf, storedEvent, viewOf } from './views';

const ANY_BYTES = 'application/octet-stream';

/** Takes the content of an announced document. The same content again changes nothing; other content is refused. */
export async function uploadContent(
	deps: Deps,
	id: string,
	incoming: Incoming & { readonly mediaType: string | null },
	call: Call,
) {
	const { platform } = deps;
	const known = await readDocument(deps, id, call);
	if (isRemoved(known)) throw new ProblemError(DOCUMENT_PROBLEMS.DOCUMENT_REMOVED);
	if (incoming.mediaType !== ANY_BYTES && incoming.mediaType !== known.media_type)
		throw new ProblemError(PROBLEMS.MEDIA_TYPE_UNSUPPORTED);
	return takeContent(deps, known, incoming, async (taken) => {
		const stored: Document = {
			...known,
			...taken,
			status: 'stored',
			stored_at: platform.now().toISOString(),
		};
		try {
			return await commit(platform, call, {
				status: 200,
				data: viewOf(stored),
				effects: [['stored', updateStored(platform.sql, stored)], endUpload(platform.sql, taken.content_key)],
				events: [storedEvent(stored)],
				audit: [auditOf('document.stored', known, stored)],
				requires: { effect: 'stored', rows: 1, otherwise: LOST_RACE },
			});
		} catch (error) {
			if (error !== LOST_RACE) throw error;
			return viewOf(theSame(await readDocument(deps, id, call), taken));
		}
	});
}

export const isRemoved = ({ status }: Document): boolean => status === 'removing' || status === 'removed';

function theSame(document: Document, taken: TakenContent): Document {
	if (document.sha256 === taken.sha256) return document;
	throw new ProblemError(DOCUMENT_PROBLEMS.CONTENT_DIFFERS);
}
