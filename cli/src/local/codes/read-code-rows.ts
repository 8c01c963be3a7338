/** The rows of a code file, cell by cell: pure, so that every format can be tried without a file or a database. */
import { type CodeKind, type Column, type Field, type KindShape, shapeOf } from './code-kinds';
import {
	CellError,
	type CellProblemCode,
	readAdjudicationIndicator,
	readAge,
	readCode,
	readDate,
	readFlag,
	readIndicator,
	readNumber,
	readSex,
} from './read-cell';

export interface CodeRow {
	readonly code1: string;
	readonly code2: string | null;
	readonly from: string | null;
	readonly to: string | null;
	readonly indicator: number | null;
	readonly max_units: number | null;
	readonly mai: number | null;
	readonly age_min: number | null;
	readonly age_max: number | null;
	readonly sex: string | null;
	readonly display: string | null;
}

export interface CodeRowProblem {
	readonly code: CellProblemCode | 'COLUMN_MISSING';
	readonly column: string | null;
	readonly message: string;
}

export type CodeReading =
	| { readonly kind: 'row'; readonly row: CodeRow }
	/** A title, a heading, or a row that never holds. */
	| { readonly kind: 'passed' }
	| { readonly kind: 'problem'; readonly problem: CodeRowProblem };

const PASSED: CodeReading = { kind: 'passed' };
/** CMS files begin with a few lines of titles and copyright. */
const MOST_TITLES = 10;
const MOST_UNITS = 1_000_000;
const ICD10 = /^[A-Z]\d[A-Z0-9]{1,5}$/;
const ICD10_HEADING = /^([IVXLC]+|[A-Z]\d[A-Z0-9]-[A-Z]\d[A-Z0-9])$/;

const nameOf = (cell: string): string => cell.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Reads one file: first its header or titles, then its rows. */
export class CodeFileReader {
	private readonly shape: KindShape;
	private places: ReadonlyMap<Field, number> | null = null;
	private names: ReadonlyMap<Field, string> = new Map();
	private titles = 0;

	constructor(kind: CodeKind) {
		this.shape = shapeOf(kind);
	}

	read(cells: readonly string[]): CodeReading {
		if (cells.every((cell) => cell.trim() === '')) return PASSED;
		if (this.places) return this.readRow(cells, this.places);
		const header = this.headerOf(cells);
		if (header) return this.take(header, PASSED);
		if (!this.shape.isPositional) return this.missingColumn(cells);
		// A code has a digit; what has none at the top of a file is a title.
		const [first = ''] = cells;
		const isTitle = !/\d/.test(first) || /\s/.test(first.trim());
		if (isTitle && this.titles++ < MOST_TITLES) return PASSED;
		const places = new Map(this.shape.columns.map(({ field }, at) => [field, at]));
		this.take(places, PASSED);
		return this.readRow(cells, places);
	}

	private take(places: ReadonlyMap<Field, number>, reading: CodeReading): CodeReading {
		this.places = places;
		this.names = new Map(this.shape.columns.map(({ field, names }) => [field, names[0] ?? field]));
		return reading;
	}

	/** Where each column stands, if this row names all that are needed. */
	private headerOf(cells: readonly string[]): ReadonlyMap<Field, number> | null {
		const places = new Map<Field, number>();
		const given = cells.map(nameOf);
		for (const column of this.shape.columns) {
			const at = given.findIndex((name) => column.names.includes(name));
			if (at >= 0) places.set(column.field, at);
			else if (column.isRequired) return null;
		}
		return places;
	}

	private missingColumn(cells: readonly string[]): CodeReading {
		const given = cells.map(nameOf);
		const isMissing = ({ names, isRequired }: Column) =>
			isRequired && !names.some((name) => given.includes(name));
		const name = this.shape.columns.find(isMissing)?.names[0] ?? null;
		const message = `the header has to name the columns ${this.shape.columns
			.filter(({ isRequired }) => isRequired)
			.map(({ names }) => names[0])
			.join(', ')}`;
		return { kind: 'problem', problem: { code: 'COLUMN_MISSING', column: name, message } };
	}

	private readRow(cells: readonly string[], places: ReadonlyMap<Field, number>): CodeReading {
		let reading: Field | null = null;
		const cell = <T>(field: Field, read: (text: string) => T): T => {
			reading = field;
			const at = places.get(field);
			return read(at === undefined ? '' : (cells[at]?.trim() ?? ''));
		};
		try {
			if (this.isHeading(cell('code1', (text) => text))) return PASSED;
			if (!cell('billable', readFlag)) return PASSED;
			const row = this.rowOf(cell);
			reading = 'to';
			if (row.from !== null && row.to !== null) {
				// CMS deletes an edit retroactively by ending it on the day on which it began: it never held.
				if (this.shape.kind === 'ptp' && row.from === row.to) return PASSED;
				if (row.to < row.from) throw new CellError('DATES_INVERTED');
			}
			reading = 'age_max';
			if (row.age_min !== null && row.age_max !== null && row.age_max < row.age_min)
				throw new CellError('AGES_INVERTED');
			return { kind: 'row', row };
		} catch (error) {
			if (!(error instanceof CellError)) throw error;
			const column = reading === null ? null : (this.names.get(reading) ?? null);
			return { kind: 'problem', problem: { code: error.code, column, message: error.message } };
		}
	}

	private rowOf(cell: <T>(field: Field, read: (text: string) => T) => T): CodeRow {
		const { kind, table } = this.shape;
		return {
			code1: cell('code1', kind === 'icd10' ? readDiagnosis : readCode),
			code2: table === 'code_pairs' ? cell('code2', readCode) : null,
			from: cell('from', readDate),
			to: cell('to', readDate),
			indicator: kind === 'ptp' ? cell('indicator', readIndicator) : null,
			max_units: kind === 'mue' ? cell('max_units', (text) => readNumber(text, MOST_UNITS)) : null,
			mai: kind === 'mue' ? cell('mai', readAdjudicationIndicator) : null,
			age_min: cell('age_min', readAge),
			age_max: cell('age_max', readAge),
			sex: cell('sex', readSex),
			display: cell('display', (text) => text || null),
		};
	}

	private isHeading(code: string): boolean {
		return this.shape.kind === 'icd10' && ICD10_HEADING.test(code);
	}
}

function readDiagnosis(cell: string): string {
	const code = readCode(cell);
	if (!ICD10.test(code)) throw new CellError('CODE_INVALID');
	return code;
}
