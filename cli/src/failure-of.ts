import { AskesConnectionError, AskesError } from '@claims-askes/sdk';
import { Failure, type FailureKind } from './failure';

/** The named failures of the local stack and the migrations; their messages say what to do. */
const NAMED = ['LocalStackError', 'MigrationError'];

/** Those among them that are not simply `failed`. */
const KINDS: Readonly<Record<string, FailureKind>> = {
	DATABASE_NOT_NAMED: 'unusable',
	MIGRATION_NAME_INVALID: 'unusable',
	NO_DATABASE: 'unavailable',
	PORT_OFFSET_INVALID: 'unusable',
	RELEASE_UNKNOWN: 'refused',
	SCHEMA_NAME_INVALID: 'unusable',
	SCHEMA_UNKNOWN: 'unusable',
	STACK_BUSY: 'unavailable',
};

/** Turns whatever was thrown into a failure of a kind; an error that nobody foresaw stays what it is. */
export function failureOf(error: Error & { code?: unknown }): Error {
	if (error instanceof AskesError) return refusal(error);
	if (error instanceof AskesConnectionError) {
		return new Failure('unavailable', 'UNREACHABLE', error.message, {
			suggestions: ['askes status', 'askes up'],
			facts: { service: error.service },
		});
	}
	if (!NAMED.includes(error.name)) return error;
	const code = String(error.code);
	return new Failure(KINDS[code] ?? 'failed', code, error.message);
}

interface Detail {
	readonly field: string;
	readonly code: string;
	readonly message: string;
	/** Where it stands in the file that was sent. */
	readonly line?: number | null;
}

/** What a person is told beside a failure: each place that is wrong in what was sent, and why. */
export function placesOf(error: Error): string[] {
	if (!(error instanceof Failure)) return [];
	const { file, details = [] } = error.facts as { file?: string; details?: readonly Detail[] };
	return details.map(({ field, code, message, line }) =>
		[line ? `${file}:${line}` : '', field, `${code}: ${message}`].filter(Boolean).join(' '),
	);
}

function refusal(error: AskesError): Failure {
	const isOutage = error.status >= 500 || error.status === 429;
	return new Failure(isOutage ? 'unavailable' : 'refused', error.code, sentenceOf(error), {
		suggestions: error.status === 401 ? ['askes login'] : [],
		facts: {
			status: error.status,
			...(error.details.length > 0 ? { details: error.details } : {}),
			...(error.requestId === null ? {} : { request_id: error.requestId }),
		},
	});
}

const MOST_NAMED = 3;

/** A person is told which fields are meant, where the platform says so. */
function sentenceOf({ message, details }: AskesError): string {
	const named = details.slice(0, MOST_NAMED).map(({ field, message }) => `${field}: ${message}`);
	const more = details.length > MOST_NAMED ? [`and ${details.length - MOST_NAMED} more`] : [];
	return named.length === 0 ? message : `${message}: ${[...named, ...more].join('; ')}`;
}
