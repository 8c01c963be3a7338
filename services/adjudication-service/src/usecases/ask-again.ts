import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import { askAgain } from '../repositories/readjudications.repository';
import { liveDecisions } from '../repositories/reversals.repository';
import { readjudicationBell } from './readjudication-bell';

/** Has a pended claim decided again, as after a top-up or when what was missing has come. */
export const askForAdjudication = (platform: Platform, claimId: string, call: Call) =>
	writeOnce(platform, call, async () => {
		assertUnrestricted(call);
		const [live] = await liveDecisions(platform.sql, [claimId]);
		if (!live) throw new ProblemError(PROBLEMS.CLAIM_NOT_DECIDED);
		if (live.outcome !== 'pended') throw new ProblemError(PROBLEMS.CLAIM_NOT_PENDED);
		const request = {
			id: platform.newId(),
			claim_id: claimId,
			denial: null,
			requested_by: call.caller.subject,
			correlation_id: call.correlationId,
		};
		const answer = await commit(platform, call, {
			status: 202,
			message: 'The claim will be decided again in a moment',
			data: { id: request.id, claim_id: claimId },
			effects: [askAgain(platform.sql, request)],
			audit: [
				{
					action: 'adjudication.requested',
					entity: 'claim',
					entityId: claimId,
					before: { decision_id: live.id },
				},
			],
		});
		readjudicationBell(platform).ring();
		return answer;
	});
