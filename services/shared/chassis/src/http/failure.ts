import { PROBLEMS, type Problem, type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { NotFoundError, ParseError, ValidationError } from 'elysia';
import { sqlStateOf } from '../db/sql-state';
import { isOutage } from '../outage';

/** What the caller is told about a thrown value: a declared problem, or nothing but "our side". */
export interface Failure {
	readonly problem: Problem;
	readonly message: string;
	readonly details: readonly ProblemDetail[];
	readonly headers: Readonly<Record<string, string>>;
	/** True where somebody on our side has to look. */
	readonly isOurs: boolean;
}

export function failureOf(thrown: unknown): Failure {
	const error = thrown instanceof ParseError && thrown.cause instanceof ProblemError ? thrown.cause : thrown;
	if (error instanceof ProblemError) {
		const { problem, message, details, headers } = error;
		return { problem, message, details, headers, isOurs: problem.status >= 500 };
	}
	if (error instanceof ValidationError) return named(PROBLEMS.VALIDATION_FAILED, detailsOf(error));
	if (error instanceof ParseError) return named(PROBLEMS.BODY_MALFORMED);
	if (error instanceof NotFoundError) return named(PROBLEMS.NOT_FOUND);
	if (sqlStateOf(error) === NOT_IN_REPERTOIRE) return named(PROBLEMS.VALIDATION_FAILED);
	if (isOutage(error))
		return { ...named(PROBLEMS.DEPENDENCY_UNAVAILABLE), headers: { 'retry-after': '1' }, isOurs: true };
	return { ...named(PROBLEMS.INTERNAL_ERROR), isOurs: true };
}

/** An address or a query may hold a NUL, which no column takes. */
const NOT_IN_REPERTOIRE = '22021';

function named(problem: Problem, details: readonly ProblemDetail[] = []): Failure {
	return { problem, message: problem.title, details, headers: {}, isOurs: false };
}

const MAX_DETAILS = 50;

/** zod's messages name what was expected and unknown keys, never the value that was sent. */
function detailsOf(error: ValidationError): ProblemDetail[] {
	return error.all.slice(0, MAX_DETAILS).map((found) => {
		const { path = '', message = 'is not accepted' } = found as { path?: string; message?: string };
		const at = path === 'root' || path === '' ? '' : path;
		return {
			field: at || error.type,
			message,
			code: message.startsWith('Unrecognized key') ? 'UNKNOWN_FIELD' : 'INVALID',
		};
	});
}
