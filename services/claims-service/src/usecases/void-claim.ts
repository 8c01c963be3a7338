import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertVersion } from '@claims-askes/chassis/http/etag';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { canMove } from '../domain/claim-status';
import { PROBLEMS } from '../domain/problems';
import type { ClaimsRepository } from '../repositories/claims.repository';
import { cancelling } from './cancelling';
import { viewOf } from './claim-view';

/** Cancels a claim. Those who hear of it undo what the claim had moved. */
export const voidClaim =
	(platform: Platform, claims: ClaimsRepository) =>
	(reference: string, reason: string, call: Call): Promise<StoredAnswer> =>
		writeOnce(platform, call, async () => {
			const claim = await claims.find(reference, call.caller.only);
			if (!claim) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
			assertVersion(call, claim.version);
			if (!canMove(claim.status, 'voided')) throw new ProblemError(PROBLEMS.CLAIM_ILLEGAL_MOVE);

			const at = platform.now().toISOString();
			const voided = { ...claim, status: 'voided', version: claim.version + 1, updated_at: at } as const;
			return commit(platform, call, {
				data: viewOf(voided),
				...cancelling(platform.sql, [{ claim, status: 'voided', replaced_by_id: null, reason, at }]),
			});
		});
