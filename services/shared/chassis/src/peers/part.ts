import { ProblemError } from '@claims-askes/kernel/problems';
import { AskesError } from '@claims-askes/sdk';
import { isOutage, OutageError } from '../outage';

/** One part of an aggregate: there, not there for this caller, or not to be had at the moment. */
export type PartState = 'ok' | 'missing' | 'unavailable';

export interface Part<T> {
	readonly state: PartState;
	readonly value: T | null;
}

const NOT_FOR_THIS_CALLER: ReadonlySet<number> = new Set([403, 404]);

/**
 * Lets an aggregate go on without one of its parts, and says so: what a peer does not have for the caller is missing,
 * what it cannot answer now is unavailable. Any other failure is ours and fails the whole.
 */
export async function part<T>(call: Promise<{ data?: { data: T } | undefined }>): Promise<Part<T>> {
	try {
		const { data } = await call;
		return data ? { state: 'ok', value: data.data } : { state: 'missing', value: null };
	} catch (error) {
		if (error instanceof AskesError && NOT_FOR_THIS_CALLER.has(error.status))
			return { state: 'missing', value: null };
		if (isOutage(error)) return { state: 'unavailable', value: null };
		throw error;
	}
}

/**
 * The part without which there is no whole: what the peer says of the request, and when to try again, is passed on to the
 * caller, whose request it was.
 */
export async function whole<T>(call: Promise<{ data?: { data: T } | undefined }>): Promise<T> {
	try {
		const { data } = await call;
		if (!data) throw new OutageError('an answer');
		return data.data;
	} catch (error) {
		if (!(error instanceof AskesError) || error.status >= 500) throw error;
		const { status, code, message, details, retryAfter } = error;
		const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
		throw new ProblemError({ status, code, title: message }, details, undefined, headers);
	}
}

/** As `whole`, where the peer may have nothing to say: null when it refuses the question as such. */
export async function wholeOrNull<T>(call: Promise<{ data?: { data: T } | undefined }>): Promise<T | null> {
	try {
		return await whole(call);
	} catch (error) {
		if (error instanceof ProblemError && NOTHING_TO_SAY.has(error.problem.status)) return null;
		throw error;
	}
}

const NOTHING_TO_SAY: ReadonlySet<number> = new Set([404, 422]);
