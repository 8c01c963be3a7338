import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { queueAppeals } from '../usecases/queue-appeals';

/** Has a person look again at what somebody does not agree with. */
export const onClaimAppealed = (platform: Platform) =>
	on('claim.appealed', { apply: (tx, events) => queueAppeals(platform, tx, events) });
