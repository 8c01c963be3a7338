import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { collectSettled } from '../usecases/follow-runs';

/** A claim was settled: its member and its provider will be told, once for the whole run. */
export const onPaymentProcessed = (platform: Platform, hasEmail: boolean) =>
	on('payment.processed', {
		apply: (tx, events) => collectSettled(platform, tx, events, hasEmail),
	});
