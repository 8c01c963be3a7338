import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { closeRuns } from '../usecases/follow-runs';

/** A run has ended. Its settled claims lie in other partitions of the log, and may be heard before or after this. */
export const onPaymentRunCompleted = (platform: Platform, hasEmail: boolean) =>
	on('payment.run.completed', {
		apply: (tx, events) => closeRuns(platform, tx, events, hasEmail),
	});
