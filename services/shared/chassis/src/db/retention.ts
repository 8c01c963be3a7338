import { startCleaning } from '../cleaning';
import { trimLog } from '../events/retention';
import type { Platform } from '../platform';
import { forgetKeys } from './forget-keys';

export interface Retention {
	readonly outboxDays: number;
	readonly idempotencyHours: number;
}

/** Keeps the log and the idempotency keys no longer than they are wanted; answers how to stop. */
export const startRetention = (
	{ sql, log }: Platform,
	{ outboxDays, idempotencyHours }: Retention,
): (() => Promise<void>) =>
	startCleaning({
		what: 'what was kept long enough',
		log,
		async remove() {
			const trimmed = await trimLog(sql, outboxDays);
			return trimmed + (await forgetKeys(sql, idempotencyHours));
		},
	});
