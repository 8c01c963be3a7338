import { z } from 'zod';
import {
	type CanonicalClaim,
	DiagnosisRole,
	DiagnosisSystem,
	type Extra,
	readCanonicalClaim,
} from '../claim';
import type { ByteSource } from '../x12/byte-stream';
import { Cells } from './cells';
import { faultsOf, faultyClaim, originalOf, type RowsOfClaim, rowsByClaim, sourceOf } from './claim-rows';
import { ClaimsSeen } from './claims-seen';
import { CsvMapping, roleAt } from './mapping';
import { type CsvRow, columnKey, readCsvRows } from './read-rows';
import type { CsvReading } from './readings';

/** What a table of claims does not say itself. */
export interface ReadCsvOptions {
	/** Noted in every claim's source. */
	readonly file?: string;
	/** Of the amounts, where neither a column nor the mapping names one; dollars unless said, with a warning. */
	readonly currency?: string;
}

interface Fields {
	[field: string]: unknown;
}

const DOLLARS = 'USD';
const AMOUNTS = new Set(['total_charge', 'patient_paid', 'lines.charge', 'lines.non_covered_charge']);
/** Words of a code set, which people write as they like. */
const WORDS = new Set(['type', 'use', 'patient.relationship', 'patient.sex', 'benefits_assigned']);
/** What is written short, of the fields that have it. */
const SHORT = new Map([
	['patient.sex f', 'female'],
	['patient.sex m', 'male'],
	['patient.sex u', 'unknown'],
	['benefits_assigned y', 'yes'],
	['benefits_assigned n', 'no'],
	['benefits_assigned w', 'not_applicable'],
]);
const COUNTS = new Set(['lines.units', 'lines.number']);
/** Said of all diagnoses, or of each in its turn. */
const SYSTEM = 'diagnosis_system';
/** Said of each diagnosis, where their order does not say it. */
const ROLE = 'diagnosis_role';
/** The same; `none` stands for one of which it is not said. */
const ON_ADMISSION = 'diagnosis_present_on_admission';
const OnAdmission = z.enum(['y', 'n', 'u', 'w', '1', 'none']);
const LISTS = new Set([
	'diagnoses',
	SYSTEM,
	ROLE,
	ON_ADMISSION,
	'lines.modifiers',
	'lines.diagnosis_pointers',
]);
const DAY = /(?:^|_)(?:date|date_end|from|through)$/;
const SEPARATORS = /[\s|;]+/;
const LINE = 'lines.';
const MOST_ISSUES = 20;
const MOST_PATH = 180;
const MOST_KEPT = 20_000;

/**
 * The claims of a CSV or TSV file, one row a line, as they come in: the rows of one claim stand together, and what stands
 * apart from them is rejected (see `ClaimsSeen`). A row of more or
 * fewer cells than the header, with a quote out of place, with a NUL or in no UTF-8 rejects the claim that it belongs to
 * (see `rowsByClaim`), and the reading goes on.
 * Columns that the mapping does not name are kept beside the claim.
 */
export async function* readCsvClaims(
	source: ByteSource,
	mapping: z.input<typeof CsvMapping>,
	options: ReadCsvOptions = {},
): AsyncGenerator<CsvReading> {
	const assembly = new ClaimRows(CsvMapping.parse(mapping), options);
	const needed = Object.values(assembly.mapping.columns).flat();
	const { delimiter } = assembly.mapping;
	const counts = { rows: 0, accepted: 0, rejected: 0 };
	const rows = readCsvRows(source, {
		columns: needed,
		keepsFaulty: true,
		...(delimiter ? { delimiter } : {}),
	});
	for await (const together of rowsByClaim(rows, [assembly.numberColumn])) {
		counts.rows += together.rows.length;
		const reading = assembly.read(together, counts.accepted + counts.rejected + 1);
		counts[reading.kind === 'claim' ? 'accepted' : 'rejected']++;
		yield reading;
	}
	yield { kind: 'file', file: counts };
}

class ClaimRows {
	private readonly named: ReadonlySet<string>;
	/** Of one header: rows share theirs. */
	private unnamed: { readonly of: readonly string[]; readonly columns: readonly string[] } | undefined;
	private readonly claimFields: [string, string[]][];
	private readonly lineFields: [string, string[]][];
	private readonly seen: ClaimsSeen;

	constructor(
		readonly mapping: CsvMapping,
		private readonly options: ReadCsvOptions,
	) {
		const fields = Object.entries(mapping.columns).map(([field, columns]): [string, string[]] => [
			field,
			[columns].flat(),
		]);
		this.named = new Set(fields.flatMap(([, columns]) => columns.map(columnKey)));
		this.lineFields = fields.filter(([field]) => field.startsWith(LINE));
		this.claimFields = fields.filter(([field]) => !field.startsWith(LINE));
		this.seen = new ClaimsSeen([this.numberColumn], [mapping.columns.frequency_code ?? []].flat()[0]);
	}

	get numberColumn(): string {
		return [this.mapping.columns.claim_id ?? ''].flat()[0] ?? '';
	}

	numberOf(row: CsvRow): string {
		return row.get(this.numberColumn);
	}

	private get currencyColumn(): string | undefined {
		return [this.mapping.columns.currency ?? []].flat()[0];
	}

	/** It says how many decimals the amounts have, and so is known before they are read. */
	private currencyOf(row: CsvRow): string | undefined {
		const column = this.currencyColumn;
		const told = column === undefined ? '' : row.get(column);
		return told || (this.mapping.currency ?? this.options.currency);
	}

	read(
		{ rows: all, doubtful }: RowsOfClaim,
		position: number,
	): Extract<CsvReading, { kind: 'claim' | 'rejected' }> {
		const { file } = this.options;
		const faults = faultsOf([...all, ...doubtful], file);
		const rows = all.filter(({ fault }) => !fault);
		const [first] = rows;
		const source = sourceOf('csv', first ?? all[0], { position, file });
		if (!first) return faultyClaim(all, [this.numberColumn], { problems: faults, source });
		faults.push(...this.seen.apart(first, file));
		const named = this.currencyOf(first);
		const cells = new Cells(named ?? DOLLARS, file);
		if (named === undefined) cells.warn('CURRENCY_ASSUMED', first, this.currencyColumn, undefined, DOLLARS);
		const { type, use } = this.mapping;
		const fields: Fields = {
			frequency_code: '1',
			currency: cells.currency,
			type,
			use,
			patient: {},
			subscriber: {},
			payer: {},
		};
		for (const [field, columns] of this.claimFields)
			put(fields, field, this.valueOf(first, field, columns, cells));
		const systems = this.wordsIn(DiagnosisSystem, SYSTEM, fields, { row: first, cells });
		const roles = this.wordsIn(DiagnosisRole, ROLE, fields, { row: first, cells });
		const onAdmission = this.wordsIn(OnAdmission, ON_ADMISSION, fields, { row: first, cells });
		fields.diagnoses = this.diagnosesOf(fields.diagnoses, { systems, roles, onAdmission });
		for (const field of [SYSTEM, ROLE, ON_ADMISSION]) delete fields[field];
		fields.lines = rows.map((row, at) => this.readLine(row, at + 1, cells));
		fields.total_charge ??= this.sumOf(rows, cells);
		const claim = { billing_provider: {}, other_payers: [], ...fields, source } as unknown as CanonicalClaim;
		claim.patient.relationship ??= 'self';
		for (const row of rows.slice(1)) this.checkSame(first, row, cells);
		if (cells.problems.length === 0) this.check(claim, rows, cells);
		cells.problems.unshift(...faults);
		const extras = this.extrasOf(rows);
		if (extras.length > 0) source.extras = extras;
		const { problems, warnings } = cells;
		if (problems.length === 0) return { kind: 'claim', claim, warnings, ...originalOf(all) };
		const claim_id = this.numberOf(first) || undefined;
		return {
			kind: 'rejected',
			claim_id,
			problems,
			warnings,
			claim,
			source,
			...originalOf(all),
		};
	}

	/** Columns that the mapping does not name, by column and row. */
	private extrasOf(rows: readonly CsvRow[]): Extra[] {
		return rows.flatMap((row) =>
			this.unnamedOf(row)
				.filter((column) => row.get(column) !== '')
				.map((column) => ({
					path: `${column.slice(0, MOST_PATH)}[${row.row}]`,
					value: row.get(column).slice(0, MOST_KEPT),
				})),
		);
	}

	private unnamedOf({ columns }: CsvRow): readonly string[] {
		if (this.unnamed?.of !== columns) {
			const isUnnamed = (column: string) => column !== '' && !this.named.has(columnKey(column));
			this.unnamed = { of: columns, columns: columns.filter(isUnnamed) };
		}
		return this.unnamed.columns;
	}

	private readLine(row: CsvRow, number: number, cells: Cells): Fields {
		const { code_system } = this.mapping;
		const line: Fields = { number, code_system, modifiers: [], units: 1, diagnosis_pointers: [] };
		for (const [field, columns] of this.lineFields)
			put(line, field.slice(LINE.length), this.valueOf(row, field, columns, cells));
		if (line.procedure_code === undefined && line.revenue_code !== undefined) line.code_system = 'revenue';
		return line;
	}

	private valueOf(row: CsvRow, field: string, columns: readonly string[], cells: Cells): unknown {
		const [column = ''] = columns;
		if (LISTS.has(field)) {
			const texts = columns.flatMap((one) => row.get(one).split(SEPARATORS)).filter((text) => text !== '');
			return field === 'lines.diagnosis_pointers' ? texts.map(Number) : texts;
		}
		if (AMOUNTS.has(field)) {
			const minor = cells.minor(row, column);
			if (minor === undefined && field === 'lines.charge' && row.get(column) === '')
				cells.report('REQUIRED', row, column);
			return minor === undefined ? undefined : cells.writeAmount(minor);
		}
		if (COUNTS.has(field)) return cells.count(row, column);
		if (WORDS.has(field)) {
			const word = cells.text(row, column)?.toLowerCase();
			return SHORT.get(`${field} ${word}`) ?? word;
		}
		return DAY.test(field) ? cells.day(row, column) : cells.text(row, column);
	}

	/** The words of a code set that a column says of the diagnoses. */
	private wordsIn<W extends string>(
		words: z.ZodType<W>,
		field: string,
		fields: Fields,
		{ row, cells }: { readonly row: CsvRow; readonly cells: Cells },
	): W[] {
		const named = fields[field];
		return (Array.isArray(named) ? named : []).flatMap((name) => {
			const { data } = words.safeParse(String(name).toLowerCase());
			const [column] = [this.mapping.columns[field] ?? []].flat();
			if (data === undefined) cells.report('CODE_INVALID', row, column, String(name));
			return data ?? [];
		});
	}

	private diagnosesOf(
		codes: unknown,
		said: {
			readonly systems: readonly DiagnosisSystem[];
			readonly roles: readonly DiagnosisRole[];
			readonly onAdmission: readonly z.infer<typeof OnAdmission>[];
		},
	): unknown[] {
		const { systems, roles } = said;
		const onAdmission = said.onAdmission.map((word) => (word === 'none' ? undefined : word.toUpperCase()));
		const { diagnosis_system } = this.mapping;
		return (Array.isArray(codes) ? codes : []).map((code, at) => ({
			code: String(code).replaceAll('.', '').toUpperCase(),
			system: systems[at] ?? systems[0] ?? diagnosis_system,
			role: roles[at] ?? roleAt(at),
			...(onAdmission[at] ? { present_on_admission: onAdmission[at] } : {}),
		}));
	}

	private sumOf(rows: readonly CsvRow[], cells: Cells): string {
		const [column = ''] = [this.mapping.columns['lines.charge'] ?? ''].flat();
		const quiet = new Cells(cells.currency, undefined);
		return cells.writeAmount(rows.reduce<bigint>((sum, row) => sum + (quiet.minor(row, column) ?? 0n), 0n));
	}

	/** What is said of the whole claim stands in each of its rows: it must be the same, or one of them is wrong. */
	private checkSame(first: CsvRow, row: CsvRow, cells: Cells): void {
		for (const column of this.claimFields.flatMap(([, columns]) => columns)) {
			const value = row.get(column);
			if (value !== '' && value !== first.get(column)) cells.report('CLAIM_DIFFERS', row, column, value);
		}
	}

	private check(claim: CanonicalClaim, rows: readonly CsvRow[], cells: Cells): void {
		const checked = readCanonicalClaim(claim);
		for (const { path, message } of checked.error?.issues.slice(0, MOST_ISSUES) ?? []) {
			const [field, at, ...rest] = path;
			const row = (field === 'lines' && typeof at === 'number' ? rows[at] : undefined) ?? rows[0];
			const name =
				field === 'lines'
					? `${LINE}${String(rest[0])}`
					: path.filter((part) => typeof part === 'string').join('.');
			const column = [this.mapping.columns[name] ?? []].flat()[0];
			if (row) cells.report('CONTENT', row, column, undefined, `${path.join('.')}: ${message}`);
		}
	}
}

/** Sets `patient.last_name` inside `patient`; an empty cell sets nothing. */
function put(fields: Fields, path: string, value: unknown): void {
	if (value === undefined) return;
	const names = path.split('.');
	let owner = fields;
	for (const name of names.slice(0, -1)) {
		const next = (Object.hasOwn(owner, name) ? owner[name] : undefined) ?? {};
		owner[name] = next;
		owner = next as Fields;
	}
	owner[names.at(-1) ?? ''] = value;
}
