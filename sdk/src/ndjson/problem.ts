/** Something wrong with a line of JSON, and where: enough for a person to find it and for a program to branch on. */
export interface NdjsonProblem {
	readonly code: NdjsonProblemCode;
	readonly level: 'error' | 'warning';
	readonly message: string;
	/** The line of the file, from 1. */
	readonly line: number;
	/** The field of the document: `lines.0.charge`. */
	readonly path?: string | undefined;
}

/** Every code a reader can report, with the sentence that explains it. */
export const NDJSON_PROBLEMS = {
	EMPTY: 'the file is empty',
	ENCODING: 'the line is not UTF-8',
	JSON_INVALID: 'this is not valid JSON',
	TEXT_INVALID: 'the document holds a character that no text has (NUL, or half of a surrogate pair)',
	TRUNCATED: 'the file ends before its last document does',
	TOO_DEEP: 'the document is nested deeper than any of ours is',
	TOO_LONG: 'the document is longer than may be held in memory',
	DOCUMENT_UNKNOWN: 'this is none of the documents that are known here',
	FIELD_REPEATED: 'the same field stands twice in one object',
	UNKNOWN_FIELD: 'the document has a field that its schema does not know',
	CONTENT: 'the document is not as its schema says',
} as const;

export type NdjsonProblemCode = keyof typeof NDJSON_PROBLEMS;

/** Thrown when nothing more can be read from a file; what was whole before it has been handed out already. */
export class NdjsonError extends Error {
	readonly problem: NdjsonProblem;

	constructor(problem: NdjsonProblem) {
		super(`${problem.code} at line ${problem.line}: ${problem.message}`);
		this.name = 'NdjsonError';
		this.problem = problem;
	}
}

export function problemAt(
	code: NdjsonProblemCode,
	{ line, path, detail }: { readonly line: number; readonly path?: string; readonly detail?: string },
): NdjsonProblem {
	const message = detail ? `${NDJSON_PROBLEMS[code]}: ${detail}` : NDJSON_PROBLEMS[code];
	return { code, level: 'error', message, line, ...(path ? { path } : {}) };
}
