import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { askForUnfunded } from '../usecases/ask-again';

/** Has the claims decided again that waited for the group's money. */
export const onFundCredited = (platform: Platform) =>
	on('policy.fund.credited', {
		apply: (tx, events) =>
			askForUnfunded(
				platform,
				tx,
				events.map(({ data, metadata }) => ({
					policyId: data.policy_id,
					correlationId: metadata.correlation_id,
				})),
			),
	});
