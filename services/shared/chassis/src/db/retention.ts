import { trimLog } from '../events/retention';
import { errorFields } from '../observability/logger';
import type { Platform } from '../platform';

export interface Retention {
	readonly outboxDays: number;
	readonly idempotencyHours: number;
}

const EVERY_MS = 60 * 60_000;

/** Removes once an hour what has been kept long enough; answers how to stop. */
export function startRetention(platform: Platform, retention: Retention): () => Promise<void> {
	const timer = setInterval(() => void clean(platform, retention), EVERY_MS);
	timer.unref();
	return async () => clearInterval(timer);
}

async function clean({ sql, log }: Platform, { outboxDays, idempotencyHours }: Retention): Promise<void> {
	try {
		const trimmed = await trimLog(sql, outboxDays);
		const { count } = await sql`
			delete from idempotency_keys where created_at < now() - ${idempotencyHours}::int * interval '1 hour'`;
		log.info('removed what was kept long enough', { count: trimmed + count });
	} catch (error) {
		log.warn('removing old rows has to wait', errorFields(error));
	}
}
