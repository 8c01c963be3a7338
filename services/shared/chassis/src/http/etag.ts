import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Call } from './caller';

export const etagOf = (version: number): Record<string, string> => ({ etag: `"${version}"` });

/** The version the caller last read, from `If-Match`; without one, the change is made to whatever is there now. */
function expectedVersion(call: Call): number | null {
	if (call.ifMatch === null || call.ifMatch === '*') return null;
	const version = Number(call.ifMatch);
	if (!Number.isSafeInteger(version)) throw new ProblemError(PROBLEMS.CONCURRENT_CHANGE);
	return version;
}

/** Refuses a change by somebody who has not seen the version that is there now. */
export function assertVersion(call: Call, version: number): void {
	const expected = expectedVersion(call);
	if (expected !== null && expected !== version) throw new ProblemError(PROBLEMS.CONCURRENT_CHANGE);
}
