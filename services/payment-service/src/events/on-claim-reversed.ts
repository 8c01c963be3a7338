import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { findDecisions } from '../usecases/find-decisions';
import { takeBack } from '../usecases/schedule-decisions';

export const onClaimReversed = (platform: Platform) =>
	on('claim.reversed', {
		gather: (events) =>
			findDecisions(
				platform,
				events.map((event) => event.data.reverses),
			),
		apply: (tx, events, decisions) => takeBack(platform, tx, events, decisions),
	});
