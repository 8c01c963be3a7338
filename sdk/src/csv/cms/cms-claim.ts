import {
	type CanonicalClaim,
	type ClaimLine,
	type Extra,
	type Provider,
	readCanonicalClaim,
} from '../../claim';
import { Cells } from '../cells';
import { faultsOf, originalOf, sourceOf } from '../claim-rows';
import { type CsvProblem, problemAt } from '../problem';
import type { CsvRow } from '../read-rows';
import type { CsvReading } from '../readings';

/** Which columns of a file of Medicare's say what of a claim; one that the file lacks is named as nothing. */
export interface CmsLayout {
	readonly format: string;
	readonly type: CanonicalClaim['type'];
	readonly claimId: string;
	readonly member: string;
	readonly totalCharge: string;
	readonly from: string;
	readonly through: string;
	/** The first of them that says something. */
	readonly billing: readonly string[];
	readonly referring?: string;
	readonly attending?: string;
	readonly operating?: string;
	readonly facilityType?: readonly [facility: string, classification: string];
	readonly frequency?: string;
	readonly admitted?: string;
	readonly drg?: string;
	readonly line: CmsLineLayout;
}

export interface CmsLineLayout {
	readonly number?: string;
	readonly from?: string;
	readonly through?: string;
	readonly procedure?: string;
	readonly revenue?: string;
	readonly ndc?: string;
	readonly modifiers: readonly string[];
	readonly units?: string;
	readonly charge: string;
	readonly place?: string;
	readonly rendering?: string;
}

export type CmsDiagnosis = CanonicalClaim['diagnoses'][number];

/** What belongs to one claim, however many files it was gathered from. */
export interface CmsRows {
	readonly row: CsvRow;
	readonly lines: readonly CsvRow[];
	/** Rows of it, or that may be of it, whose cells cannot be believed. */
	readonly faulty: readonly CsvRow[];
	/** What is wrong where its rows do not stand together. */
	readonly apart?: readonly CsvProblem[];
	readonly diagnoses: readonly CmsDiagnosis[];
	/** Columns that `diagnoses` was read from, besides those of the layout. */
	readonly readColumns: ReadonlySet<string>;
	/** What other files say of the claim and no field takes. */
	readonly beside?: readonly Extra[];
	readonly position: number;
	readonly file: string | undefined;
}

const NPI = /^\d{10}$/;
const CODE = /^[A-Z0-9]{1,30}$/;
const MODIFIER_LENGTH = 2;
const MOST_ISSUES = 20;
/** What the IDR writes where it knows nothing. */
const NOTHING = '~';
const said = (row: CsvRow, column: string) => (row.get(column) === NOTHING ? '' : row.get(column));
const FROM_FLOAT = /\.0$/;

/**
 * A claim of Medicare's research files. Their identifiers are masked or made up: one that is no NPI is kept as an
 * identifier of its column, and the claim goes on.
 */
export function readCmsClaim(
	layout: CmsLayout,
	rows: CmsRows,
): Extract<CsvReading, { kind: 'claim' | 'rejected' }> {
	const { row, file, position } = rows;
	const cells = new Cells('USD', file);
	const reader = new LayoutReader(layout, cells);
	const source = sourceOf(layout.format, row, { position, file });
	const total = cells.minor(row, layout.totalCharge);
	if (total === undefined && row.get(layout.totalCharge) === '')
		cells.report('REQUIRED', row, layout.totalCharge);
	const lines = rows.lines.map((line, at) => reader.line(line, row, at + 1));
	if (lines.length === 0) cells.report('LINES_MISSING', row, layout.claimId);
	const member = cells.required(row, layout.member);
	const from = cells.day(row, layout.from);
	const through = cells.day(row, layout.through);
	const claim: CanonicalClaim = {
		claim_id: cells.required(row, layout.claimId),
		type: layout.type,
		use: 'claim',
		frequency_code: layout.frequency ? row.get(layout.frequency).slice(0, 1) || '1' : '1',
		currency: 'USD',
		total_charge: cells.writeAmount(total ?? 0n),
		billing_provider: reader.provider(row, ...layout.billing) ?? {},
		...reader.named(row),
		subscriber: { member_id: member, relationship: 'self' },
		patient: { relationship: 'self', member_id: member },
		payer: { id: 'CMS', name: 'MEDICARE' },
		other_payers: [],
		diagnoses: [...rows.diagnoses],
		...reader.stay(row),
		lines,
		...(from ? { statement_from: from } : {}),
		...(through ? { statement_through: through } : {}),
		source,
	};
	const extras = [...reader.extras(rows), ...(rows.beside ?? [])];
	if (extras.length > 0) source.extras = extras;
	if (cells.problems.length === 0) cells.problems.push(...check(claim, row, file));
	const problems = [...faultsOf(rows.faulty, file), ...(rows.apart ?? []), ...cells.problems];
	// Lines of a table of their own stay there: under these columns they would say something else.
	const others = [...rows.lines, ...rows.faulty].filter(
		(line) => line !== row && line.columns === row.columns,
	);
	const original = originalOf([row, ...others].sort((one, other) => one.row - other.row));
	const { warnings } = cells;
	if (problems.length === 0) return { kind: 'claim', claim, warnings, ...original };
	return {
		kind: 'rejected',
		claim_id: claim.claim_id || undefined,
		problems,
		warnings,
		claim,
		source,
		...original,
	};
}

/** `A02` of version 0 is ICD-10-CM, of version 9 ICD-9-CM. */
export function cmsDiagnosis(
	code: string,
	version: string,
	role: CmsDiagnosis['role'],
): CmsDiagnosis | undefined {
	const plain = code.replaceAll('.', '').toUpperCase();
	if (!CODE.test(plain)) return undefined;
	return { code: plain, system: version === '9' ? 'icd-9-cm' : 'icd-10-cm', role };
}

class LayoutReader {
	private readonly read: Set<string>;

	constructor(
		private readonly layout: CmsLayout,
		private readonly cells: Cells,
	) {
		const { line, ...claim } = layout;
		this.read = new Set([claim, line].flatMap((part) => Object.values(part).flat()));
	}

	provider(row: CsvRow, ...columns: readonly (string | undefined)[]): Provider | undefined {
		for (const column of columns) {
			const value = column ? said(row, column).replace(FROM_FLOAT, '') : '';
			if (!column || value === '' || /^0+$/.test(value)) continue;
			return NPI.test(value)
				? { npi: value }
				: { identifiers: [{ qualifier: column, value: value.slice(0, 80) }] };
		}
		return undefined;
	}

	named(row: CsvRow): Partial<CanonicalClaim> {
		const { referring, attending, operating } = this.layout;
		return {
			...present('referring_provider', this.provider(row, referring)),
			...present('attending_provider', this.provider(row, attending)),
			...present('operating_provider', this.provider(row, operating)),
		};
	}

	stay(row: CsvRow): Partial<CanonicalClaim> {
		const { facilityType, admitted, drg } = this.layout;
		const type = facilityType?.map((column) => said(row, column)).join('') ?? '';
		const group = drg ? said(row, drg) : '';
		return {
			...(type.length === 2 ? { facility_type: type } : {}),
			...present('admission_date', admitted ? this.cells.day(row, admitted) : undefined),
			...(group ? { hospital_codes: { drg: group } } : {}),
		};
	}

	line(row: CsvRow, claim: CsvRow, position: number): ClaimLine {
		const { cells } = this;
		const layout = this.layout.line;
		const text = (column: string | undefined) => (column ? said(row, column) : '');
		const from = (layout.from && cells.day(row, layout.from)) || cells.day(claim, this.layout.from);
		const through = layout.through ? cells.day(row, layout.through) : undefined;
		if (row.get(layout.charge) === '') cells.report('REQUIRED', row, layout.charge);
		const [procedure, revenue, ndc] = [text(layout.procedure), text(layout.revenue), text(layout.ndc)];
		return {
			number: (layout.number && cells.count(row, layout.number)) || position,
			...(from ? { service_date: from } : {}),
			...(through && through !== from ? { service_date_end: through } : {}),
			...(procedure ? { procedure_code: procedure } : ndc ? { procedure_code: ndc } : {}),
			...(revenue ? { revenue_code: revenue } : {}),
			code_system: procedure ? 'hcpcs' : ndc ? 'ndc' : revenue ? 'revenue' : 'unknown',
			modifiers: this.modifiers(row),
			units: (layout.units && cells.count(row, layout.units)) || 1,
			charge: cells.writeAmount(cells.minor(row, layout.charge) ?? 0n),
			diagnosis_pointers: [],
			...(text(layout.place) ? { place_of_service: text(layout.place).slice(0, 2) } : {}),
			...(ndc ? { drug: { ndc } } : {}),
			...present('rendering_provider', this.provider(row, layout.rendering)),
		};
	}

	/** A text in a column of modifiers that is none is kept beside the claim. */
	private modifiers(row: CsvRow): string[] {
		const found = this.layout.line.modifiers.filter((column) => said(row, column) !== '');
		const odd = found.filter((column) => row.get(column).length > MODIFIER_LENGTH);
		for (const column of odd) this.cells.warn('CODE_INVALID', row, column, row.get(column));
		return found.filter((column) => !odd.includes(column)).map((column) => row.get(column));
	}

	/** All that no field took, by column and row. */
	extras({ row, lines, readColumns }: CmsRows): Extra[] {
		const isTaken = (of: CsvRow, column: string) =>
			(this.read.has(column) || readColumns.has(column)) &&
			!(this.layout.line.modifiers.includes(column) && of.get(column).length > MODIFIER_LENGTH);
		return [...new Set([row, ...lines])].flatMap((of) =>
			of.columns
				.filter((column) => of.get(column) !== '' && !isTaken(of, column))
				.map((column) => ({ path: `${column}[${of.row}]`, value: of.get(column) })),
		);
	}
}

const present = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
	(value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

function check(claim: CanonicalClaim, { row, line }: CsvRow, file: string | undefined) {
	const { error } = readCanonicalClaim(claim);
	return (error?.issues.slice(0, MOST_ISSUES) ?? []).map(({ path, message }) =>
		problemAt('CONTENT', { row, line, file, detail: `${path.join('.')}: ${message}` }),
	);
}
