import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { askForUnfunded } from '../usecases/ask-again';
import { offerCredits } from '../usecases/recalculation/offer-what-is-left';

/** Has the claims decided again that waited for the group's money, or were cut for want of it. */
export const onFundCredited = (platform: Platform) =>
	on('policy.fund.credited', {
		async apply(tx, events) {
			await offerCredits(platform, tx, events);
			await askForUnfunded(
				platform,
				tx,
				events.map(({ data, metadata }) => ({
					policyId: data.policy_id,
					correlationId: metadata.correlation_id,
				})),
				'policy.fund.credited',
			);
		},
	});
