import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Call } from '../http/caller';
import type { StoredAnswer } from '../http/envelope';
import type { Platform } from '../platform';
import { findStoredAnswer } from './commit';
import { sqlStateOf } from './sql-state';

/** For `commit`'s `requires`, where the row is no longer as it was read: somebody else was faster. */
export const LOST_RACE = new ProblemError(PROBLEMS.CONCURRENT_CHANGE);

const TRIES = 4;

/**
 * A write that depends on what is stored: `attempt` reads, decides and commits. When another writer was faster in
 * between, it is made again from the beginning, a few times. When the request was answered before and its own effect is
 * what now stands in its way, the stored answer is given.
 */
export async function writeOnce<T>(
	platform: Platform,
	call: Call,
	attempt: () => Promise<T>,
): Promise<T | StoredAnswer> {
	for (let tries = TRIES; ; tries--) {
		try {
			return await attempt();
		} catch (error) {
			if (tries > 1 && isLostRace(error)) continue;
			const stored = error instanceof ProblemError ? await findStoredAnswer(platform, call) : null;
			if (stored) return stored;
			throw isLostRace(error) ? LOST_RACE : error;
		}
	}
}

/**
 * Unique (23505) and exclusion (23P01) constraints see the rows of writers that nobody could read yet; two lists with the
 * same rows in another order may wait for each other (40P01).
 */
const LOST = /^(23505|23P01|40P01)$/;

const isLostRace = (error: unknown): boolean => error === LOST_RACE || LOST.test(sqlStateOf(error) ?? '');
