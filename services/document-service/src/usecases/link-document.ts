import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { ProblemError } from '@claims-askes/kernel/problems';
import { DOCUMENT_PROBLEMS } from '../domain/problems';
import { linkToClaim } from '../repositories/documents.repository';
import { assertOwnClaim } from './claim-of-caller';
import type { Deps } from './deps';
import { readDocument } from './read-documents';
import { auditOf, storedEvent, viewOf } from './views';

/** Says to which claim a document belongs that was uploaded before there was one. */
export function linkDocument(deps: Deps, id: string, claimId: string, call: Call) {
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const before = await readDocument(deps, id, call);
		if (before.claim_id === claimId) return viewOf(before);
		if (before.claim_id !== null) throw new ProblemError(DOCUMENT_PROBLEMS.DOCUMENT_LINKED);
		await assertOwnClaim(deps, claimId, call);
		const after = { ...before, claim_id: claimId };
		return commit(platform, call, {
			status: 200,
			data: viewOf(after),
			effects: [['linked', linkToClaim(platform.sql, id, claimId)]],
			events: after.status === 'stored' ? [storedEvent(after)] : [],
			audit: [auditOf('document.linked', before, after)],
			requires: { effect: 'linked', rows: 1, otherwise: LOST_RACE },
		});
	});
}
