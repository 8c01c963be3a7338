import { currencyDecimals, isGroupedByPoints } from '../claim';
import { parseDecimal, toMinor, writeMinor } from '../fhir/decimal';
import { type CsvProblem, type CsvProblemCode, problemAt } from './problem';
import type { CsvRow } from './read-rows';

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ])/;
/** As Medicare writes it: `27-OCT-1999`. */
const NAMED_MONTH = /^(\d{2})-([A-Za-z]{3})-(\d{4})$/;
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
/** As spreadsheets show a long number: `1.23457E+11`. */
const SHORTENED = /^\d(?:\.\d+)?E\+\d+$/i;
/** `150.000`: a hundred and fifty, or in the rupiah's own country a thousand times that. */
const GROUPED = /^\d{1,3}\.\d{3}$/;
const COUNT = /^\d{1,9}(?:\.\d{1,3}0*)?$/;

/** Reads cells as what they should be, and reports by row and column what they are not. */
export class Cells {
	readonly problems: CsvProblem[] = [];
	readonly warnings: CsvProblem[] = [];

	constructor(
		readonly currency: string,
		private readonly file: string | undefined,
	) {}

	report(code: CsvProblemCode, row: CsvRow, column?: string, value?: string, detail?: string): void {
		this.problems.push(problemAt(code, this.place(row, column, value, detail)));
	}

	warn(code: CsvProblemCode, row: CsvRow, column?: string, value?: string, detail?: string): void {
		this.warnings.push(problemAt(code, { ...this.place(row, column, value, detail), level: 'warning' }));
	}

	private place({ row, line, table }: CsvRow, column?: string, value?: string, detail?: string) {
		return { row, line, table, column, value, detail, file: this.file };
	}

	/** Text, or nothing where the cell is empty. Numbers of claims and people are text, too. */
	text(row: CsvRow, column: string): string | undefined {
		const text = row.get(column);
		if (SHORTENED.test(text)) this.report('NUMBER_SHORTENED', row, column, text);
		return text || undefined;
	}

	required(row: CsvRow, column: string): string {
		const text = row.get(column);
		if (text === '') this.report('REQUIRED', row, column);
		return text;
	}

	/** In minor units of the currency. */
	minor(row: CsvRow, column: string): bigint | undefined {
		const text = row.get(column);
		if (text === '') return undefined;
		// A spreadsheet that writes 1E+05 has lost the digits behind it.
		const decimal = /e/i.test(text) ? undefined : parseDecimal(text);
		const minor = decimal ? toMinor(decimal, currencyDecimals(this.currency)) : 'AMOUNT_INVALID';
		if (typeof minor === 'bigint' && GROUPED.test(text) && isGroupedByPoints(this.currency))
			this.report('AMOUNT_GROUPED', row, column, text);
		else if (typeof minor === 'string') this.report(minor, row, column, text);
		else if (minor < 0n) this.report('AMOUNT_NEGATIVE', row, column, text);
		else return minor;
		return undefined;
	}

	writeAmount(minor: bigint): string {
		return writeMinor(minor, currencyDecimals(this.currency));
	}

	count(row: CsvRow, column: string): number | undefined {
		const text = row.get(column);
		if (text === '') return undefined;
		if (COUNT.test(text)) return Number(text);
		this.report('NUMBER_INVALID', row, column, text);
		return undefined;
	}

	/** `2026-03-01`, `20260301` or `01-MAR-2026`, whatever time of day follows. */
	day(row: CsvRow, column: string): string | undefined {
		const text = row.get(column);
		if (text === '') return undefined;
		const [, year, month, day] = DAY.exec(numbered(text)) ?? [];
		const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
		const iso = `${year}-${month}-${day}`;
		if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)) return iso;
		this.report('DATE_INVALID', row, column, text);
		return undefined;
	}
}

function numbered(text: string): string {
	const [, day, name = '', year] = NAMED_MONTH.exec(text) ?? [];
	const month = MONTHS.indexOf(name.toUpperCase()) + 1;
	return month === 0 ? text : `${year}-${String(month).padStart(2, '0')}-${day}`;
}
