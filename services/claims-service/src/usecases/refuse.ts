import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import type { Platform } from '@claims-askes/chassis/platform';
import type { ProblemError } from '@claims-askes/kernel/problems';

/**
 * Refuses a request because of how things stand now. One that was carried out before under the same Idempotency-Key, and
 * may itself have brought things to where they stand, gets the answer that it got then.
 */
export async function refuse(platform: Platform, call: Call, problem: ProblemError): Promise<StoredAnswer> {
	if (!call.idempotency) throw problem;
	// An effect that never takes place: where the key is new, the guard undoes it and throws the problem.
	const never = platform.sql`update claims set version = version from once where false`;
	return commit(platform, call, {
		data: null,
		effects: [['never', never]],
		requires: { effect: 'never', rows: 1, otherwise: problem },
	});
}
