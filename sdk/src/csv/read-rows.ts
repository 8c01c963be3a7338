import type { ByteSource } from '../x12/byte-stream';
import { asReadable, decoded } from '../x12/decoded';
import { unguarded } from './formulas';
import { CsvError, type CsvProblem, problemAt } from './problem';
import { CsvSplitter, type CutFault, type CutRow } from './splitter';

const MOST_ROWS = 10_000;

/** Rows of one claim are held until it is over: a file in which no claim ever is would fill the memory. */
export function refuseTooMany(rows: readonly CsvRow[], column: string | undefined): void {
	const last = rows.at(-1);
	if (last && rows.length > MOST_ROWS)
		throw new CsvError(problemAt('ROWS_TOO_MANY', { row: last.row, line: last.line, column }));
}

/**
 * One row under its header; cells are trimmed and without what guards a spreadsheet against them, and a column that is
 * not there reads as empty.
 */
export interface CsvRow {
	readonly row: number;
	/** The line of the file on which it begins. */
	readonly line: number;
	readonly columns: readonly string[];
	readonly cells: readonly string[];
	/** The table that it stands in, where that is not the one of the claims. */
	readonly table?: string | undefined;
	/** That its cells cannot be believed: other ones than the header has, a quote out of place, or a NUL. */
	readonly fault?: CsvProblem | undefined;
	get(column: string): string;
}

/** How a table is cut into rows. */
export interface ReadRowsOptions {
	/** Told from the header where it is not given. */
	readonly delimiter?: Delimiter;
	/** Rows may end in a delimiter where the header does not: the empty cell behind it is passed over. */
	readonly allowsEmptyTail?: boolean;
	/** Rows whose cells cannot be believed are handed out with what is wrong with them, and do not end the reading. */
	readonly keepsFaulty?: boolean;
	/** What the table is called, where it is one beside the claims. */
	readonly table?: string | undefined;
	/** Columns that must be there; upper and lower case are one. */
	readonly columns?: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
const LONGEST_HEADER = 1_000_000;

/** By what a column is known: upper and lower case, and blanks around it, make no difference. */
export const columnKey = (column: string): string => column.trim().toLowerCase();

/**
 * The rows of a CSV or TSV file with a header, as they come in. Blank lines, and rows of empty cells, are passed over; a row with fewer or more
 * cells than the header, a quote out of place or a NUL stops the reading unless whoever reads keeps it, since nobody can
 * say what stands in which column.
 */
export async function* readCsvRows(
	source: ByteSource,
	options: ReadRowsOptions = {},
): AsyncGenerator<CsvRow> {
	let header: Header | undefined;
	let row = 0;
	for await (const cut of cutRows(source, options.delimiter)) {
		row++;
		if (!cut.fault && cut.cells.every((cell) => cell.trim() === '')) continue;
		if (!header) {
			if (cut.fault) throw new CsvError(cutProblem(cut.fault, { row, line: cut.line, table: options.table }));
			header = new Header(cut.cells, options);
			continue;
		}
		yield header.rowOf(cut, row);
	}
	if (!header) throw new CsvError(problemAt('HEADER_MISSING', { row: 1, table: options.table }));
}

/** Makes rows under a header again, out of their cells. */
export function rowsUnder(
	columns: readonly string[],
	table?: string,
): (cells: readonly string[], row: number, line: number, fault?: CsvProblem) => CsvRow {
	const header = new Header(columns, { keepsFaulty: true, table });
	return (cells, row, line, fault) => header.under(cells, row, line, fault);
}

const cutProblem = (
	{ code, cell }: CutFault,
	place: Pick<CsvProblem, 'row' | 'line' | 'column' | 'table'>,
): CsvProblem => problemAt(code, { ...place, detail: `cell ${cell}` });

class Header {
	private readonly places = new Map<string, number>();
	private readonly width: number;

	constructor(
		private readonly columns: readonly string[],
		private readonly options: ReadRowsOptions,
	) {
		const { columns: required = [], table } = options;
		this.width = columns.length;
		for (const [at, column] of columns.entries()) {
			const name = columnKey(column);
			if (this.places.has(name)) throw new CsvError(problemAt('COLUMN_REPEATED', { row: 1, column, table }));
			if (name !== '') this.places.set(name, at);
		}
		const missing = required.filter((column) => !this.places.has(columnKey(column)));
		if (missing.length > 0)
			throw new CsvError(
				problemAt('COLUMN_MISSING', { row: 1, table, column: missing[0], detail: missing.join(', ') }),
			);
	}

	rowOf(cut: CutRow, row: number): CsvRow {
		const fault = this.faultOf(cut, row);
		if (fault && !this.options.keepsFaulty) throw new CsvError(fault);
		return this.under(cut.cells, row, cut.line, fault);
	}

	under(cells: readonly string[], row: number, line: number, fault: CsvProblem | undefined): CsvRow {
		const { places, columns } = this;
		return {
			row,
			line,
			columns,
			cells,
			table: this.options.table,
			fault,
			get: (column) =>
				unguarded(cells[places.get(column) ?? places.get(columnKey(column)) ?? -1]?.trim() ?? ''),
		};
	}

	private faultOf({ cells, line, fault }: CutRow, row: number): CsvProblem | undefined {
		const { table } = this.options;
		if (fault) return cutProblem(fault, { row, line, table, column: this.columns[fault.cell - 1] });
		const hasEmptyTail = cells.length === this.width + 1 && cells.at(-1) === '';
		if (cells.length !== this.width && !(this.options.allowsEmptyTail && hasEmptyTail))
			return problemAt('COLUMN_COUNT', {
				row,
				line,
				table,
				detail: `${cells.length} instead of ${this.width}`,
			});
		const broken = cells.findIndex((cell) => cell.includes('\0'));
		return broken < 0
			? undefined
			: problemAt('TEXT_INVALID', { row, line, table, column: this.columns[broken] });
	}
}

/** The cells of each row as they stand, with a header or without. */
export async function* readCsvCells(
	source: ByteSource,
	given?: ReadRowsOptions['delimiter'],
): AsyncGenerator<string[]> {
	let row = 0;
	for await (const { cells, line, fault } of cutRows(source, given)) {
		row++;
		if (fault) throw new CsvError(cutProblem(fault, { row, line }));
		yield cells;
	}
}

async function* cutRows(source: ByteSource, given?: ReadRowsOptions['delimiter']): AsyncGenerator<CutRow> {
	let isFirst = true;
	for await (const row of cutAllRows(source, given)) {
		if (!isFirst || !isHint(row.cells)) yield row;
		isFirst = false;
	}
}

/** The line by which spreadsheets are told the delimiter, before the header: `sep=;`. */
const HINT = /^\uFEFF?"?sep=([,;\t|])"?[ \t]*(?:[\r\n]|$)/i;
const isHint = ([first = '', second = '', ...rest]: readonly string[]) =>
	/^sep=[,;\t|]?$/i.test(first) && second === '' && rest.length === 0;

/** Rows without a word, as a spreadsheet writes them above its table. */
const BLANK_ROWS = /^(?:[ \t,;|]*(?:\r\n|[\r\n]))+/;

/** A file's text from its header on. */
export const fromHeader = (head: string): string =>
	(HINT.test(head) ? head.replace(/^.*(?:\r\n|[\r\n])/, '') : head).replace(BLANK_ROWS, '');

async function* cutAllRows(source: ByteSource, given?: ReadRowsOptions['delimiter']): AsyncGenerator<CutRow> {
	let splitter: CsvSplitter | undefined;
	let head = '';
	for await (const text of decoded(source)) {
		if (splitter) {
			yield* cut(splitter, text);
			continue;
		}
		head += text;
		if (!/[\r\n]/.test(fromHeader(head)) && given === undefined && head.length < LONGEST_HEADER) continue;
		splitter = new CsvSplitter(given ?? delimiterOf(head));
		yield* cut(splitter, head);
	}
	if (!splitter) {
		if (head === '') return;
		splitter = new CsvSplitter(given ?? delimiterOf(head));
		yield* cut(splitter, head);
	}
	splitter.end();
	yield* splitter.rows.splice(0).map(readable);
}

/** The rows that end in a piece of text; those before one that is too long are handed out first. */
function* cut(splitter: CsvSplitter, text: string): Generator<CutRow> {
	try {
		splitter.push(text);
	} finally {
		yield* splitter.rows.splice(0).map(readable);
	}
}

/** A row that is no UTF-8 is faulty, and goes back with what its letters most probably are. */
function readable(row: CutRow): CutRow {
	const broken = row.cells.findIndex((cell) => !cell.isWellFormed());
	if (broken < 0) return row;
	const { cells, line, fault = { code: 'ENCODING', cell: broken + 1 } } = row;
	return { cells: cells.map(asReadable), line, fault };
}

/** The one that the file names, else the one that stands most often in the header, outside quotes. */
export function delimiterOf(head: string): Delimiter {
	const named = DELIMITERS.find((delimiter) => delimiter === HINT.exec(head)?.[1]);
	if (named) return named;
	const [header = ''] = fromHeader(head)
		.replaceAll(/"[^"]*"/g, '')
		.split(/[\r\n]/);
	const count = (delimiter: Delimiter) => header.split(delimiter).length;
	return DELIMITERS.reduce<Delimiter>(
		(best, delimiter) => (count(delimiter) > count(best) ? delimiter : best),
		DELIMITERS[0],
	);
}
