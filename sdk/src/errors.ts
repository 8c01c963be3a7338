import { retryAfterOf } from './retries';

/** Where in the request a problem lies. */
export interface ProblemDetail {
	readonly field: string;
	readonly message: string;
	readonly code: string;
}

/** The service understood the request and answered with a problem; branch on `code`. */
export class AskesError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly details: readonly ProblemDetail[],
		readonly requestId: string | null,
		/** Seconds to wait before trying again, where the service said so. */
		readonly retryAfter: number | null,
	) {
		super(message);
		this.name = 'AskesError';
	}
}

/** The service could not be reached, or what answered was not the service. */
export class AskesConnectionError extends Error {
	constructor(
		readonly service: string,
		options?: ErrorOptions,
	) {
		super(`${service} could not be reached`, options);
		this.name = 'AskesConnectionError';
	}
}

interface ProblemBody {
	/** A word where an OAuth issuer answers (RFC 6749, 5.2), as `invalid_client`. */
	readonly error?:
		| string
		| { readonly code?: string; readonly message?: string; readonly details?: ProblemDetail[] };
	readonly error_description?: string;
	readonly metadata?: { readonly request_id?: string };
}

/** Turns a failed response into its error. */
export async function errorOf(response: Response): Promise<AskesError> {
	const body = (await response.json().catch(() => ({}))) as ProblemBody;
	const problem =
		typeof body.error === 'string'
			? { code: body.error.toUpperCase(), message: body.error_description, details: [] }
			: body.error;
	return new AskesError(
		response.status,
		problem?.code ?? `HTTP_${response.status}`,
		problem?.message ?? (response.statusText || `answered with status ${response.status}`),
		problem?.details ?? [],
		body.metadata?.request_id ?? response.headers.get('x-request-id'),
		retryAfterOf(response),
	);
}
