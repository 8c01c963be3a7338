import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { onSettlement } from '../domain/claim-moves';
import { followClaims } from '../usecases/follow-claims';

/** The end of a claim's road: settled in a payment run. */
export const onPaymentProcessed = (platform: Platform) => {
	const follow = followClaims(platform);
	return on('payment.processed', {
		apply: (tx, events, _, context) =>
			follow(tx, events, context, { verdict: (claim, { data }) => onSettlement(claim, data) }),
	});
};
