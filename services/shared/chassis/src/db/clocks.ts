import { errorFields } from '../observability/logger';
import type { Platform } from '../platform';

/** More than this and tokens, leases and the turn of a day are judged by another time than everybody else's. */
const TOLERATED_MS = 30_000;

/**
 * Says so where the clock of this process is not the database's: one that is fast refuses every token, one that is slow
 * believes tokens that have ended, and neither is seen from outside.
 */
export async function tellIfClocksDiffer({
	sql,
	now,
	log,
}: Pick<Platform, 'sql' | 'now' | 'log'>): Promise<void> {
	try {
		const [row] = await sql<
			{ at: number }[]
		>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`;
		const difference = Math.round(now().getTime() - (row?.at ?? 0));
		if (Math.abs(difference) > TOLERATED_MS)
			log.error("the clock of this process is not the database's", { duration_ms: difference });
	} catch (error) {
		log.warn('whether the clock is right cannot be seen', errorFields(error));
	}
}
