import type { CsvError, CsvProblem } from '@claims-askes/sdk/csv';
import type { FhirError, FhirProblem } from '@claims-askes/sdk/fhir';
import type { NdjsonError, NdjsonProblem } from '@claims-askes/sdk/ndjson';
import type { X12Error, X12Problem } from '@claims-askes/sdk/x12';
import { Failure } from '../../failure';
import { shownName } from '../shown-name';

/** What a file can suffer from before its format is known, and as it is unpacked. */
export const INPUT_PROBLEMS = {
	EMPTY: 'the file is empty',
	FOLDER_EMPTY: 'there are no files in it',
	FILE_UNREADABLE: 'the file cannot be read',
	ENCODING: 'the file is UTF-16: save it as UTF-8',
	FORMAT_UNKNOWN: 'this is neither X12, FHIR, CSV nor canonical JSON',
	NO_CLAIMS: 'the file holds no claims',
	NO_ENROLMENTS: 'the file is no 834',
	ANSWERS_ONLY: 'the file holds answers to claims, and no claims',
	ANSWERED_ALREADY: 'another resource told of the same decision, which counts once',
	MAPPING_NEEDED: 'say with --mapping which column is which, for of none it is known that it says',
	TABLE_MISSING: 'a table that belongs to this one does not lie beside it',
	COMPRESSED_TRUNCATED: 'the compressed file ends before its content does',
	COMPRESSED_DAMAGED: 'the compressed file is damaged',
	COMPRESSED_TOO_DENSE: 'the file unpacks to far more than honest text does: it may be a bomb',
	UNPACKED_TOO_LARGE: 'the file unpacks to more than is allowed',
	ARCHIVE_UNREADABLE: 'the archive cannot be read',
	ARCHIVE_TOO_MANY_FILES: 'the archive holds more files than is allowed',
	ARCHIVE_NESTED: 'an archive within an archive is not opened',
	TEXT_REPLACED:
		'X12 has no room for a delimiter or control character within a text: a blank stands in its place',
	GUIDE_INCOMPLETE: 'the guide requires it, and nobody told it: a receiver may refuse the file',
	GUIDE_LEFT_OUT: 'the guide that is written by has no place for it: it is left out',
	FIELDS_LEFT_OUT: 'the format has no place for them: they are left out (of so many claims)',
	NOT_IN_FORMAT: 'the document has no form in the format that was asked for',
	ARCHIVE_ENCRYPTED: 'the file in the archive is encrypted',
} as const;

export interface InputProblem {
	readonly code: keyof typeof INPUT_PROBLEMS;
	readonly level: 'error' | 'warning';
	readonly message: string;
	/** A table, or FHIR, that is known and holds no claims, as it lies beside those that do. */
	readonly is_side_table?: true;
	/** Of what was written: where in it. */
	readonly segment_id?: string;
	readonly element?: number;
}

/** Thrown when nothing more can be read from an input; what came before has been handed out already. */
export class InputError extends Error {
	readonly problem: InputProblem;

	constructor(code: InputProblem['code'], detail?: string, more: Pick<InputProblem, 'is_side_table'> = {}) {
		const message = detail ? `${INPUT_PROBLEMS[code]}: ${detail}` : INPUT_PROBLEMS[code];
		super(message);
		this.problem = { code, level: 'error', message, ...more };
	}
}

/** Whatever can be wrong with a file, in its format's own terms. */
export type Problem = X12Problem | FhirProblem | CsvProblem | NdjsonProblem | InputProblem;

const OF_NO_USE: ReadonlySet<string> = new Set(['FORMAT_UNKNOWN', 'NO_ENROLMENTS']);

/**
 * Whether a file is no fault beside others: a table, or FHIR, that holds no claims, and what nobody named by itself and
 * is of no format, or not of the one that is read (a README in a folder or an archive).
 */
export const isAside = (problem: Problem, { isNamed }: { readonly isNamed: boolean }): boolean =>
	'is_side_table' in problem || (!isNamed && OF_NO_USE.has(problem.code));

/** Of a file that holds nothing to read, beside others that do. */
export const skipped = (problem: Problem): Problem =>
	({ ...problem, level: 'warning', message: `skipped: ${problem.message}` }) as Problem;

const UNREAD: ReadonlySet<string> = new Set([
	'TRANSACTION_UNSUPPORTED',
	'VERSION_UNSUPPORTED',
	'LINE_MISPLACED',
]);

/** What is lost in the midst of a file: a transaction set that this reading does not take, or a claim whose beginning is damaged. */
export const isUnread = ({ code, level }: Problem): boolean => level === 'error' && UNREAD.has(code);

/** Thrown when a file is refused for a problem of its own: nothing in it could be read, or it is damaged and may not be. */
export class RefusedError extends Error {
	constructor(readonly problem: Problem) {
		super(problem.message);
	}
}

type CodecError = X12Error | FhirError | CsvError | NdjsonError;

/** By name: asking for their classes would load every codec for whatever file. */
const CODEC_ERRORS = new Set(['X12Error', 'FhirError', 'CsvError', 'NdjsonError']);

const isOfCodec = (error: unknown): error is CodecError =>
	error instanceof Error && CODEC_ERRORS.has(error.name);

/** What ended a reading, where it was the file; nothing where it was something else. */
export function problemOf(error: unknown): Problem | undefined {
	const isOfFile = error instanceof InputError || error instanceof RefusedError || isOfCodec(error);
	return isOfFile ? error.problem : undefined;
}

/** Where it stands, for a program: `segment` in X12, `line` and what is inside it elsewhere; a row of CSV may span lines. */
export function placeOf(problem: Problem): Readonly<Record<string, string | number>> {
	const { segment, segment_id, loop, element, table, line, row, column, path } = problem as Partial<
		X12Problem & Omit<FhirProblem, 'column'> & Omit<CsvProblem, 'code'>
	>;
	const lines = { line: line ?? row, row: line === undefined || line === row ? undefined : row };
	const place = { segment, segment_id, loop, element, table, ...lines, column, path };
	return Object.fromEntries(
		Object.entries(place).filter((entry): entry is [string, string | number] => Boolean(entry[1])),
	);
}

/** The same for a person: `segment 7, CLM, element 2`. */
export const placeWords = (problem: Problem): string =>
	Object.entries(placeOf(problem))
		.map(([name, value]) => (name === 'segment_id' || name === 'path' ? value : `${name} ${value}`))
		.join(', ');

/** One line for a person: what, and where. */
export function problemLine(file: string, problem: Problem): string {
	const place = placeWords(problem);
	return `${shownName(file)}${place ? `: ${place}` : ''}: ${problem.level} ${problem.code}: ${problem.message}`;
}

/** `{ file, segment | line, code, message }`, and where inside. */
export function refusal(file: string, problem: Problem): Failure {
	const place = placeWords(problem);
	return new Failure(
		'unusable',
		problem.code,
		`${shownName(file)}${place ? `: ${place}` : ''}: ${problem.message}`,
		{
			facts: { file, ...placeOf(problem) },
		},
	);
}
