import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { onSchedule } from '../domain/claim-moves';
import { followClaims } from '../usecases/follow-claims';

/** Payment's log and adjudication's are read side by side, so a schedule may be heard before the decision behind it. */
export const onPaymentScheduled = (platform: Platform) => {
	const follow = followClaims(platform);
	return on('payment.scheduled', {
		apply: (tx, events, _, context) =>
			follow(tx, events, context, { verdict: (claim, { data }) => onSchedule(claim, data) }),
	});
};
