import { PROBLEMS, type Problem, type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { NotFoundError, ParseError, ValidationError } from 'elysia';
import { z } from 'zod';
import { sqlStateOf } from '../db/sql-state';
import { isOutage } from '../outage';
import { UNREAD_BODY } from './unread-body';

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
		const again = problem.status === 503 ? TRY_AGAIN : {};
		return { problem, message, details, headers: { ...again, ...headers }, isOurs: problem.status >= 500 };
	}
	if (error instanceof ValidationError && error.value === UNREAD_BODY) return unsupported(error);
	if (error instanceof ValidationError) return named(PROBLEMS.VALIDATION_FAILED, detailsOf(error));
	if (error instanceof ParseError) return named(PROBLEMS.BODY_MALFORMED);
	if (error instanceof NotFoundError) return named(PROBLEMS.NOT_FOUND);
	if (sqlStateOf(error) === NOT_IN_REPERTOIRE) return named(PROBLEMS.VALIDATION_FAILED, [NO_TEXT]);
	if (isOutage(error)) return { ...named(PROBLEMS.DEPENDENCY_UNAVAILABLE), headers: TRY_AGAIN, isOurs: true };
	return { ...named(PROBLEMS.INTERNAL_ERROR), isOurs: true };
}

const TRY_AGAIN = { 'retry-after': '1' };

/** A text may hold a NUL, which no column takes. */
const NOT_IN_REPERTOIRE = '22021';
const NO_TEXT = { field: 'request', message: 'holds a character that is no text', code: 'INVALID' };

function named(problem: Problem, details: readonly ProblemDetail[] = []): Failure {
	return { problem, message: problem.title, details, headers: {}, isOurs: false };
}

/** A schema that wants no JSON says what it wants. */
function unsupported(error: ValidationError): Failure {
	const { mediaType = 'application/json' } = z.globalRegistry.get(schemaOf(error)) ?? {};
	const failure = named(PROBLEMS.MEDIA_TYPE_UNSUPPORTED);
	return { ...failure, message: `${failure.message}: send ${mediaType}` };
}

const schemaOf = ({ validator }: ValidationError): z.ZodType => (validator as { schema: z.ZodType }).schema;

const MAX_DETAILS = 50;

function detailsOf(error: ValidationError): ProblemDetail[] {
	const issues = schemaOf(error).safeParse(error.value).error?.issues ?? [];
	return issues.slice(0, MAX_DETAILS).map(({ path, message, code }) => ({
		field: path.join('.') || error.type,
		message,
		code: code === 'unrecognized_keys' ? 'UNKNOWN_FIELD' : 'INVALID',
	}));
}
