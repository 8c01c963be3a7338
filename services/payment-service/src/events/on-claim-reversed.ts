import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { takeBack } from '../usecases/schedule-decisions';

export const onClaimReversed = (platform: Platform) =>
	on('claim.reversed', { apply: (tx, events) => takeBack(platform, tx, events) });
