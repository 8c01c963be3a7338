import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Call } from './caller';

export const etagOf = (version: number): Record<string, string> => ({ etag: `"${version}"` });

/** The version the caller last read, from `If-Match`; without one, the change is made to whatever is there now. */
export function expectedVersion(call: Call): number | null {
	if (call.ifMatch === null || call.ifMatch === '*') return null;
	const version = Number(call.ifMatch);
	if (!Number.isSafeInteger(version)) throw new ProblemError(PROBLEMS.CONCURRENT_CHANGE);
	return version;
}
