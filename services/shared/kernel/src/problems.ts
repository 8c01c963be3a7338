/** A named way in which a request can fail: what a program branches on, the HTTP status, and what a person reads. */
export interface Problem {
	readonly code: string;
	readonly status: number;
	readonly title: string;
}

/** Where in the request the problem lies. Never carries the rejected value: it may be health data. */
export interface ProblemDetail {
	readonly field: string;
	readonly message: string;
	readonly code: string;
}

/** Declares problems as a table, `CODE: [status, title]`; each entry then knows its own code. */
export function defineProblems<const T extends Record<string, readonly [status: number, title: string]>>(
	table: T,
): { readonly [K in keyof T]: Problem } {
	const entries = Object.entries(table).map(([code, [status, title]]) => [code, { code, status, title }]);
	return Object.fromEntries(entries);
}

/** The failure of a request by a declared problem. Anything else that is thrown is a bug or an outage. */
export class ProblemError extends Error {
	constructor(
		readonly problem: Problem,
		readonly details: readonly ProblemDetail[] = [],
		/** A sentence for this occurrence in place of the problem's title; it must hold no member data. */
		message = problem.title,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(message);
		this.name = 'ProblemError';
	}
}

/** The problems that every service shares. */
export const PROBLEMS = defineProblems({
	BODY_MALFORMED: [400, 'The body is not well-formed JSON'],
	BODY_TOO_DEEP: [400, 'The body is nested more deeply than is accepted'],
	BODY_TOO_LARGE: [413, 'The body is larger than is accepted'],
	CONCURRENT_CHANGE: [412, 'The resource has changed since it was read: read it again'],
	CURSOR_INVALID: [422, 'The cursor is not one that this list gave out'],
	DEPENDENCY_UNAVAILABLE: [503, 'A part that is needed for this is not available: try again'],
	IDEMPOTENCY_KEY_IN_FLIGHT: [409, 'A request with this Idempotency-Key is still being handled'],
	IDEMPOTENCY_KEY_INVALID: [422, 'Idempotency-Key must have 1 to 255 printable characters'],
	IDEMPOTENCY_KEY_REUSED: [422, 'This Idempotency-Key was used with another body'],
	INTERNAL_ERROR: [500, 'Something went wrong on our side'],
	MEDIA_TYPE_UNSUPPORTED: [415, 'This media type is not accepted here'],
	NOT_ACCEPTABLE: [406, 'No form of the answer that is asked for is given here'],
	METHOD_NOT_ALLOWED: [405, 'This method is not allowed here'],
	NOT_FOUND: [404, 'There is nothing at this address for you'],
	RATE_LIMITED: [429, 'Too many requests: wait before the next'],
	SCOPE_MISSING: [403, 'The token does not carry the scope that this needs'],
	SHUTTING_DOWN: [503, 'The service is draining: try again'],
	TOKEN_INVALID: [401, 'The bearer token is missing, expired or not valid here'],
	VALIDATION_FAILED: [422, 'The request does not have the shape that is accepted here'],
});
