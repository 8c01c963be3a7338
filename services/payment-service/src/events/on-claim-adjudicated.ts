import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { findDecisions } from '../usecases/find-decisions';
import { scheduleDecisions } from '../usecases/schedule-decisions';

/** Since its second version the event says all that is owed for; of earlier ones the decision is read. */
export const onClaimAdjudicated = (platform: Platform) =>
	on('claim.adjudicated', {
		gather: (events) =>
			findDecisions(
				platform,
				events.flatMap(({ data }) =>
					data.outcome === 'pended' || (data.funding && data.claim_number) ? [] : [data.decision_id],
				),
				events[0]?.metadata.correlation_id ?? platform.newId(),
			),
		apply: (tx, events, decisions, context) => scheduleDecisions(platform, tx, events, decisions, context),
	});
