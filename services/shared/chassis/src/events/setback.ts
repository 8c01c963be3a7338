import { ProblemError } from '@claims-askes/kernel/problems';
import { sqlStateOf } from '../db/sql-state';
import { isOutage, NotYet } from '../outage';
import type { Setback } from './parking';

/** Whether the surroundings failed, so that the event may well succeed later. Waiting for another event is not that. */
export const isSurroundings = (error: unknown): boolean => isOutage(error) && !(error instanceof NotYet);

const LONGEST_RETRY_MS = 60_000;

/** What is kept of an event's failure. What it waits for may come by itself; anything else a person must look at. */
export function setbackOf(error: unknown, earlierAttempts: number): Setback {
	if (!(error instanceof NotYet)) return { code: codeOf(error), retryInMs: null };
	return { code: 'NOT_YET', retryInMs: Math.min(250 * 2 ** earlierAttempts, LONGEST_RETRY_MS) };
}

/** The code of a thrown value; never its message, which may quote what must not be kept. */
export function codeOf(error: unknown): string {
	if (error instanceof ProblemError) return error.problem.code;
	const sqlState = sqlStateOf(error);
	if (sqlState) return `SQLSTATE_${sqlState}`;
	if (!(error instanceof Error)) return 'UNKNOWN';
	return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
