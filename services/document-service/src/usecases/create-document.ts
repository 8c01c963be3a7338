import { commit } from '@claims-askes/chassis/db/commit';
import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Document, Parties } from '../domain/document';
import { insertDocument } from '../repositories/documents.repository';
import { endUpload } from '../repositories/uploads.repository';
import { assertOwnParties } from './claim-of-caller';
import type { Deps } from './deps';
import type { Incoming } from './measure-content';
import { takeContent } from './take-content';
import { auditOf, storedEvent, viewOf } from './views';

export interface NewDocument extends Pick<Document, 'kind' | 'media_type'> {
	readonly file_name?: string | undefined;
	readonly claim_id?: string | undefined;
	readonly member_id?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly size_bytes?: number | undefined;
	readonly sha256?: string | undefined;
	/** A small JSON document that comes along with what is said of it. */
	readonly content?: unknown;
}

/** Announces a document whose content is uploaded next, or stores one that brings its content along. */
export async function createDocument(deps: Deps, wanted: NewDocument, call: Call) {
	const { platform } = deps;
	const parties = partiesOf(wanted, call.caller.only);
	await assertOwnParties(deps, parties, call);
	const now = platform.now().toISOString();
	const announced: Document = {
		id: platform.newId(),
		kind: wanted.kind,
		media_type: wanted.media_type,
		file_name: wanted.file_name ?? null,
		...parties,
		status: 'awaiting_content',
		size_bytes: wanted.size_bytes ?? null,
		sha256: wanted.sha256 ?? null,
		content_key: null,
		created_at: now,
		stored_at: null,
	};
	if (wanted.content === undefined) {
		return commit(platform, call, {
			data: viewOf(announced),
			effects: [insertDocument(platform.sql, announced)],
			audit: [auditOf('document.announced', null, announced)],
		});
	}
	return takeContent(deps, announced, inline(wanted.content), (taken) => {
		const stored: Document = { ...announced, ...taken, status: 'stored', stored_at: now };
		return commit(platform, call, {
			data: viewOf(stored),
			effects: [insertDocument(platform.sql, stored), endUpload(platform.sql, taken.content_key)],
			events: [storedEvent(stored)],
			audit: [auditOf('document.stored', null, stored)],
		});
	});
}

/** A restricted token stores documents of its own, and no others. */
function partiesOf(wanted: NewDocument, only: RowRule | null): Parties {
	const { claim_id = null, member_id = null, provider_id = null } = wanted;
	const parties = { claim_id, member_id, provider_id };
	if (only === null) return parties;
	if ('member_id' in only && (member_id ?? only.member_id) === only.member_id) return { ...parties, ...only };
	if ('provider_id' in only && (provider_id ?? only.provider_id) === only.provider_id)
		return { ...parties, ...only };
	throw new ProblemError(PROBLEMS.NOT_FOUND);
}

function inline(content: unknown): Incoming {
	const bytes = new TextEncoder().encode(JSON.stringify(content));
	async function* body() {
		yield bytes;
	}
	return { body: body(), length: bytes.byteLength, isAborted: () => false };
}
