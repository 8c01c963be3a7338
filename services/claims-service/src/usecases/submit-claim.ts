import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import type { SubmittedClaim } from '../domain/submitted-claim';
import { viewOf } from './claim-view';
import type { Intake, Submission } from './intake';
import type { CountIntake } from './intake-metrics';
import { findOthersClaims } from './others-claims';

/** Takes one claim in, or rejects it with every reason there is. */
export const submitClaim =
	(platform: Platform, intake: Intake, count: CountIntake) =>
	(
		content: SubmittedClaim,
		call: Call,
		door: Pick<Submission<null>, 'isSubmittedByItself'> = {},
	): Promise<StoredAnswer> =>
		writeOnce(platform, call, async () => {
			const othersReasons = (await findOthersClaims(platform, [content], call))(content);
			if (othersReasons.length > 0) throw new ProblemError(PROBLEMS.CLAIM_OF_OTHERS, othersReasons);
			const [examined] = await intake.examine([{ identity: null, content, ...door }], call.caller.only);
			if (!examined || examined.reasons.length > 0) {
				count('rejected', 1);
				throw new ProblemError(PROBLEMS.CLAIM_REJECTED, examined?.reasons);
			}
			const taken = await intake.takeIn([examined], call.caller, null);
			const [received] = taken;
			const answer = await commit(platform, call, {
				data: received && viewOf(received.claim),
				...intake.storing(taken),
			});
			if (!answer.replayed) count('accepted', 1);
			return answer;
		});
