import { ProblemError } from '@claims-askes/kernel/problems';
import { sqlStateOf } from './db/sql-state';

/** Raised where a part that is needed cannot be reached. It says nothing about the work at hand: wait and try again. */
export class OutageError extends Error {
	constructor(
		readonly part: string,
		options?: ErrorOptions,
	) {
		super(`${part} cannot be reached`, options);
		this.name = 'OutageError';
	}
}

/** Raised by an event's handler that has to wait for something else to happen first. */
export class NotYet extends Error {
	constructor(readonly awaited: string) {
		super(`waiting for ${awaited}`);
		this.name = 'NotYet';
	}
}

/** Connection lost (08), shutting down (57P), serialization or deadlock (40), out of resources (53), locked out (55P03). */
const OUTAGE_SQLSTATES = /^(08...|57P0.|40001|40P01|53...|55P03|57014)$/;
const OUTAGE_CODES: ReadonlySet<string> = new Set([
	'CONNECTION_CLOSED',
	'CONNECTION_DESTROYED',
	'CONNECTION_ENDED',
	'CONNECT_TIMEOUT',
	'ConnectionRefused',
	'ConnectionClosed',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ENOTFOUND',
	'ETIMEDOUT',
	'FailedToOpenSocket',
	'UND_ERR_SOCKET',
]);
const OUTAGE_NAMES: ReadonlySet<string> = new Set([
	'AbortError',
	'TimeoutError',
	'TaskCancelledError',
	'BrokenCircuitError',
	'BulkheadRejectedError',
	'IsolatedCircuitError',
]);
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Whether a failure is the surroundings' fault, so that the same work may well succeed later. */
export function isOutage(error: unknown): boolean {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
		if (at instanceof OutageError || at instanceof NotYet || OUTAGE_NAMES.has(at.name)) return true;
		if (at instanceof ProblemError && OUTAGE_STATUSES.has(at.problem.status)) return true;
		if ('status' in at && typeof at.status === 'number' && OUTAGE_STATUSES.has(at.status)) return true;
		if ('code' in at && typeof at.code === 'string' && OUTAGE_CODES.has(at.code)) return true;
	}
	const sqlState = sqlStateOf(error);
	return sqlState !== undefined && OUTAGE_SQLSTATES.test(sqlState);
}
