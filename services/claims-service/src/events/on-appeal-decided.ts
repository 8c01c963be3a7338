import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { onAppealDecided as verdict } from '../domain/claim-moves';
import { answerAppeals } from '../usecases/answer-appeals';
import { followClaims } from '../usecases/follow-claims';

/** The end of an appeal. Where it was granted, the decision that granted it has moved the claim before. */
export const onAppealDecided = (platform: Platform) => {
	const follow = followClaims(platform);
	return on('claim.appeal.decided', {
		async apply(tx, events, _, context) {
			await follow(tx, events, context, { verdict });
			await answerAppeals(platform, tx, events);
		},
	});
};
