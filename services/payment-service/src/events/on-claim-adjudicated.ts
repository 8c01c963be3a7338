import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { findDecisions } from '../usecases/find-decisions';
import { scheduleDecisions } from '../usecases/schedule-decisions';

export const onClaimAdjudicated = (platform: Platform) =>
	on('claim.adjudicated', {
		gather: (events) => {
			const final = events.filter((event) => event.data.outcome !== 'pended');
			return findDecisions(
				platform,
				final.map((event) => event.data.decision_id),
			);
		},
		apply: (tx, events, decisions, context) => scheduleDecisions(platform, tx, events, decisions, context),
	});
