/** Something wrong with a CSV file, and where: enough for a person to find it and for a program to branch on. */
export interface CsvProblem {
	readonly code: CsvProblemCode;
	readonly level: 'error' | 'warning';
	readonly message: string;
	readonly file?: string | undefined;
	/** The table that the row stands in, where that is not the one of the claims. */
	readonly table?: string | undefined;
	/** The row of the file, its header being 1; a row may span lines. */
	readonly row: number;
	/** The line of the file on which the row begins, or on which the reading ended. */
	readonly line?: number | undefined;
	readonly column?: string | undefined;
	/** What stood there, shortened; it may be a person's data, so it is shown but never logged. */
	readonly value?: string | undefined;
}

/** Every code a reader can report, with the sentence that explains it. */
export const CSV_PROBLEMS = {
	HEADER_MISSING: 'the file is empty: not even a header was found',
	COLUMN_MISSING: 'the header lacks a column that the mapping needs',
	COLUMN_REPEATED: 'the header names a column twice',
	COLUMN_COUNT: 'the row has another number of cells than the header',
	QUOTE: 'a quote stands inside a cell that does not begin with one, or text follows a closing quote',
	TRUNCATED: 'the file ends inside a quoted cell',
	CELL_TOO_LONG: 'the cell is longer than any cell can be: its closing quote is probably missing',
	TOO_MANY_CELLS: 'the row has more cells than any row can have',
	ENCODING: 'the row is not UTF-8: save the file as that (in spreadsheets: CSV UTF-8)',
	ROWS_TOO_MANY:
		'more rows have this claim number than a claim can have lines: it is probably another column',
	REQUIRED: 'the cell is empty and the claim needs it',
	DATE_INVALID: 'this is no calendar date',
	DATE_PLACEHOLDER: 'the date only fills its place: the service counts as ended on the day that it began',
	CURRENCY_ASSUMED: 'neither a column nor the mapping names the currency of the amounts: it is taken for',
	AMOUNT_INVALID: 'this is no decimal amount',
	TEXT_INVALID: 'the row holds a character that no text has (NUL)',
	AMOUNT_PRECISION: 'the amount has more decimals than its currency',
	AMOUNT_GROUPED:
		'a point before three digits may stand for thousands or for decimals: write it without either',
	AMOUNT_NEGATIVE: 'the amount is negative',
	AMOUNT_TOO_LARGE: 'the amount is too large',
	NUMBER_INVALID: 'this is no such number',
	NUMBER_SHORTENED:
		'a spreadsheet has shortened the number, and its last digits are lost: make its column one of text',
	CODE_INVALID: 'the code is not in its code set',
	CODE_SYSTEM: 'the code is of a system that no field takes; it is kept beside the claim',
	CLAIM_DIFFERS: 'the rows of one claim say different things about it',
	ROWS_APART:
		'rows of this claim stand further up, and were taken for all of it: sort the file by claim number, so that they stand together',
	CLAIM_MISSING: 'the row belongs to a claim that is not in the file of claims',
	LINES_MISSING: 'the claim has no service line',
	CONTENT: 'the claim does not hold together',
} as const;

export type CsvProblemCode = keyof typeof CSV_PROBLEMS;

/** Thrown when nothing more can be read from a file; what was whole before it has been handed out already. */
export class CsvError extends Error {
	readonly problem: CsvProblem;

	constructor(problem: CsvProblem) {
		const { code, row, line = row, message } = problem;
		super(`${code} at row ${row}${line === row ? '' : `, line ${line}`}: ${message}`);
		this.name = 'CsvError';
		this.problem = problem;
	}
}

interface Place {
	readonly row: number;
	readonly line?: number | undefined;
	readonly column?: string | undefined;
	readonly level?: CsvProblem['level'];
	readonly detail?: string | undefined;
	readonly file?: string | undefined;
	readonly table?: string | undefined;
	readonly value?: string | undefined;
}

const MOST_SHOWN = 80;

export function problemAt(
	code: CsvProblemCode,
	{ level = 'error', detail, value, ...place }: Place,
): CsvProblem {
	const message = detail ? `${CSV_PROBLEMS[code]}: ${detail}` : CSV_PROBLEMS[code];
	return {
		code,
		level,
		message,
		...place,
		...(value === undefined ? {} : { value: value.slice(0, MOST_SHOWN) }),
	};
}
