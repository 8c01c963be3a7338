import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { onDecision } from '../domain/claim-moves';
import { followClaims } from '../usecases/follow-claims';

/** A decision moves the claim and tells whose it is. A pended claim has no amounts yet. */
export const onClaimAdjudicated = (platform: Platform) => {
	const follow = followClaims(platform);
	return on('claim.adjudicated', {
		apply: (tx, events, _, context) =>
			follow(tx, events, context, {
				verdict: (claim, { data }) => onDecision(claim, data),
				learned: ({ data: { outcome, paid, decision_id, member_id, provider_id } }) => ({
					decision_id,
					member_id,
					provider_id,
					paid: outcome === 'pended' ? null : paid,
				}),
			}),
	});
};
