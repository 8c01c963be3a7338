import { startCleaning } from '../cleaning';
import { trimLog } from '../events/retention';
import type { Platform } from '../platform';

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
			const { count } = await sql`
				delete from idempotency_keys where created_at < now() - ${idempotencyHours}::int * interval '1 hour'`;
			return trimmed + count;
		},
	});
