import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertVersion } from '@claims-askes/chassis/http/etag';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Appeal } from '../domain/appeal';
import { canMove } from '../domain/claim-status';
import { PROBLEMS } from '../domain/problems';
import { APPEALED, type AppealsRepository, appealingClaim } from '../repositories/appeals.repository';
import type { ClaimsRepository } from '../repositories/claims.repository';

/**
 * Keeps that somebody does not agree with what was decided, and tells those who look again. What was decided stands until
 * they have; why it should not is told to nobody but those who read the appeal.
 */
export const appealClaim =
	(platform: Platform, claims: ClaimsRepository, appeals: AppealsRepository) =>
	(reference: string, reason: string, call: Call): Promise<StoredAnswer> =>
		writeOnce(platform, call, async () => {
			const claim = await claims.find(reference, call.caller.only);
			if (!claim) throw new ProblemError(PROBLEMS.CLAIM_NOT_FOUND);
			assertVersion(call, claim.version);
			const { id: claim_id, decision_id, status: from, family_key: key } = claim;
			if (!canMove(from, 'appealed') || decision_id === null)
				throw new ProblemError(PROBLEMS.CLAIM_ILLEGAL_MOVE);
			// Decided again meanwhile, a claim may be elsewhere than at its appeal, which still waits.
			if (await appeals.waits(claim_id)) throw new ProblemError(PROBLEMS.APPEAL_WAITS);

			const { role: asked_by } = call.caller;
			const appeal: Appeal = {
				...{ id: platform.newId(), claim_id, decision_id, asked_by, reason },
				...{ status: 'open', asked_at: platform.now().toISOString(), closed_at: null },
			};
			return commit(platform, call, {
				data: appeal,
				effects: appealingClaim(platform.sql, claim, appeal),
				events: [
					{ type: 'claim.appealed', key, data: { claim_id, appeal_id: appeal.id, decision_id, asked_by } },
					{ type: 'claim.status.changed', key, data: { claim_id, from, to: 'appealed' } },
				],
				audit: [
					{
						action: 'claim.appealed',
						entity: 'claim',
						entityId: claim_id,
						before: { status: from },
						after: { status: 'appealed', appeal_id: appeal.id, decision_id },
					},
				],
				requires: { effect: APPEALED, rows: 1, otherwise: LOST_RACE },
			});
		});
