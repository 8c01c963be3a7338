import { CanonicalClaim, type ClaimLine, type ClaimSource, type Extra } from '../claim';
import type { ByteSource } from '../x12/byte-stream';
import { Cells } from './cells';
import { problemAt } from './problem';
import { type CsvRow, readCsvRows } from './read-rows';
import type { CsvReading } from './readings';

/** The two files in which Synthea writes its claims; the second holds their lines, payments and transfers. */
export interface SyntheaFiles {
	readonly claims: ByteSource;
	readonly transactions: ByteSource;
}

export interface ReadSyntheaOptions {
	/** Synthea names no currency. */
	readonly currency?: string;
	/** Noted in every claim's source. */
	readonly file?: string;
}

const CLAIMS = 'claims.csv';
const TRANSACTIONS = 'claims_transactions.csv';
const CLAIM_COLUMNS = [
	'Id',
	'PATIENTID',
	'PROVIDERID',
	'PRIMARYPATIENTINSURANCEID',
	'SERVICEDATE',
	'HEALTHCARECLAIMTYPEID1',
];
const TRANSACTION_COLUMNS = [
	'CLAIMID',
	'CHARGEID',
	'TYPE',
	'AMOUNT',
	'FROMDATE',
	'TODATE',
	'PROCEDURECODE',
	'UNITS',
];
const DIAGNOSES = Array.from({ length: 8 }, (_, at) => `DIAGNOSIS${at + 1}`);
/** Columns of a claim that no field takes. */
const KEPT = [
	'SECONDARYPATIENTINSURANCEID',
	'DEPARTMENTID',
	'PATIENTDEPARTMENTID',
	'APPOINTMENTID',
	'CURRENTILLNESSDATE',
	'STATUS1',
	'STATUS2',
	'STATUSP',
	'OUTSTANDING1',
	'OUTSTANDING2',
	'OUTSTANDINGP',
	'LASTBILLEDDATE1',
	'LASTBILLEDDATE2',
	'LASTBILLEDDATEP',
	'HEALTHCARECLAIMTYPEID2',
];
const TYPES: Readonly<Record<string, CanonicalClaim['type']>> = { '1': 'professional', '2': 'institutional' };
const NONE = '0';
const PROVIDER = 'synthea-provider';
const ORGANIZATION = 'synthea-organization';
const MOST_ISSUES = 20;

/** What the transactions say about one claim, until the claim comes by. */
interface Transactions {
	readonly charges: CsvRow[];
	/** Payments and transfers are Synthea's own adjudication: they are kept as they stood, not believed. */
	readonly others: string[][];
}

/**
 * Synthea's claims as canonical claims. The rows of one claim are scattered over the file of transactions, so that
 * file is held in memory until its claims have passed by; the file of claims streams.
 */
export async function* readSyntheaClaims(
	{ claims, transactions }: SyntheaFiles,
	options: ReadSyntheaOptions = {},
): AsyncGenerator<CsvReading> {
	const counts = { rows: 0, accepted: 0, rejected: 0 };
	const byClaim = new Map<string, Transactions>();
	for await (const row of readCsvRows(transactions, { columns: TRANSACTION_COLUMNS })) {
		counts.rows++;
		gather(byClaim, row);
	}
	for await (const row of readCsvRows(claims, { columns: CLAIM_COLUMNS })) {
		counts.rows++;
		const id = row.get('Id');
		const reading = readClaim(row, byClaim.get(id) ?? { charges: [], others: [] }, options);
		byClaim.delete(id);
		counts[reading.kind === 'claim' ? 'accepted' : 'rejected']++;
		yield reading;
	}
	for (const { charges } of byClaim.values())
		for (const row of charges)
			yield {
				kind: 'problem',
				problem: problemAt('CLAIM_MISSING', {
					row: row.row,
					line: row.line,
					column: 'CLAIMID',
					file: TRANSACTIONS,
					value: row.get('CLAIMID'),
				}),
			};
	yield { kind: 'file', file: counts };
}

function gather(byClaim: Map<string, Transactions>, row: CsvRow): void {
	const id = row.get('CLAIMID');
	const known = byClaim.get(id) ?? { charges: [], others: [] };
	byClaim.set(id, known);
	if (row.get('TYPE') === 'CHARGE') known.charges.push(row);
	else
		known.others.push(
			['TYPE', 'CHARGEID', 'METHOD', 'AMOUNT', 'PAYMENTS', 'TRANSFERS', 'FROMDATE'].map((column) =>
				row.get(column),
			),
		);
}

function readClaim(
	row: CsvRow,
	{ charges, others }: Transactions,
	{ currency = 'USD', file }: ReadSyntheaOptions,
): Extract<CsvReading, { kind: 'claim' | 'rejected' }> {
	const cells = new Cells(currency, CLAIMS);
	const lineCells = new Cells(currency, TRANSACTIONS);
	const amounts = charges.map((charge) => lineCells.minor(charge, 'AMOUNT'));
	const lines = charges.map((charge, at) => readLine(charge, amounts[at] ?? 0n, lineCells));
	if (lines.length === 0) cells.report('LINES_MISSING', row, 'Id');
	const member = cells.required(row, 'PATIENTID');
	const type = TYPES[row.get('HEALTHCARECLAIMTYPEID1')];
	if (!type) cells.report('CODE_INVALID', row, 'HEALTHCARECLAIMTYPEID1', row.get('HEALTHCARECLAIMTYPEID1'));
	const source: ClaimSource = {
		format: 'csv-synthea',
		...(file === undefined ? {} : { file }),
		position: row.row - 1,
		segment: row.row,
	};
	const extras = keep(row, charges, others);
	if (extras.length > 0) source.extras = extras;
	for (const column of DIAGNOSES)
		if (row.get(column)) cells.warn('CODE_SYSTEM', row, column, row.get(column));
	const claim: CanonicalClaim = {
		claim_id: cells.required(row, 'Id'),
		type: type ?? 'professional',
		use: 'claim',
		frequency_code: '1',
		currency,
		total_charge: cells.writeAmount(amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n)),
		billing_provider: party(PROVIDER, cells.required(row, 'PROVIDERID')),
		...providers(row),
		subscriber: { member_id: member, relationship: 'self' },
		patient: { relationship: 'self', member_id: member },
		payer: payer(row.get('PRIMARYPATIENTINSURANCEID')),
		other_payers: [],
		diagnoses: [],
		lines,
		...statementFrom(cells.day(row, 'SERVICEDATE')),
		source,
	};
	const problems = [...cells.problems, ...lineCells.problems];
	if (problems.length === 0) problems.push(...check(claim, row));
	// Its charges stand in a file of their own, under other columns.
	const original = { columns: row.columns, rows: [row.cells] };
	if (problems.length === 0) return { kind: 'claim', claim, warnings: cells.warnings, ...original };
	return {
		kind: 'rejected',
		claim_id: claim.claim_id || undefined,
		problems,
		warnings: cells.warnings,
		claim,
		source,
		...original,
	};
}

const party = (qualifier: string, value: string) => ({ identifiers: value ? [{ qualifier, value }] : [] });
const payer = (id: string) => (id === '' || id === NONE ? {} : { id });
const statementFrom = (day: string | undefined) => (day === undefined ? {} : { statement_from: day });

function providers(row: CsvRow): Partial<CanonicalClaim> {
	const referring = row.get('REFERRINGPROVIDERID');
	const supervising = row.get('SUPERVISINGPROVIDERID');
	return {
		...(referring ? { referring_provider: party(PROVIDER, referring) } : {}),
		...(supervising ? { supervising_provider: party(PROVIDER, supervising) } : {}),
	};
}

/** Procedures are SNOMED, vaccines CVX, drugs RxNorm, and no column says which: the system is unknown. */
function readLine(row: CsvRow, charge: bigint, cells: Cells): ClaimLine {
	const from = cells.day(row, 'FROMDATE');
	const to = cells.day(row, 'TODATE');
	if (from === undefined) cells.report('REQUIRED', row, 'FROMDATE');
	if (row.get('AMOUNT') === '') cells.report('REQUIRED', row, 'AMOUNT');
	const number = cells.count(row, 'CHARGEID');
	const place = row.get('PLACEOFSERVICE');
	return {
		number: (number ?? 0) + 1,
		...(from === undefined ? {} : { service_date: from }),
		...(to === undefined || to === from ? {} : { service_date_end: to }),
		procedure_code: cells.required(row, 'PROCEDURECODE'),
		code_system: 'unknown',
		modifiers: ['MODIFIER1', 'MODIFIER2'].map((column) => row.get(column)).filter((code) => code !== ''),
		...(row.get('NOTES') ? { description: row.get('NOTES').slice(0, 80) } : {}),
		units: cells.count(row, 'UNITS') ?? 1,
		charge: cells.writeAmount(charge),
		diagnosis_pointers: [],
		control_number: row.get('ID').slice(0, 50) || undefined,
		...(place ? { service_facility: party(ORGANIZATION, place) } : {}),
	};
}

function keep(row: CsvRow, charges: readonly CsvRow[], others: string[][]): Extra[] {
	const cells = [...DIAGNOSES, ...KEPT]
		.filter((column) => row.get(column) !== '')
		.map((column) => ({ path: column, value: row.get(column) }));
	const pointers = charges.map((charge) =>
		['CHARGEID', 'DIAGNOSISREF1', 'DIAGNOSISREF2', 'DIAGNOSISREF3', 'DIAGNOSISREF4'].map((column) =>
			charge.get(column),
		),
	);
	return [
		...cells,
		...inPieces(pointers).map((value, at) => ({ path: `DIAGNOSISREF[${at}]`, value })),
		...inPieces(others).map((value, at) => ({ path: `${TRANSACTIONS}[${at}]`, value })),
	];
}

const MOST_KEPT = 200;

const inPieces = (rows: string[][]): string[][][] =>
	Array.from({ length: Math.ceil(rows.length / MOST_KEPT) }, (_, at) =>
		rows.slice(at * MOST_KEPT, (at + 1) * MOST_KEPT),
	);

function check(claim: CanonicalClaim, { row, line }: CsvRow) {
	const checked = CanonicalClaim.safeParse(claim);
	const issues = checked.success ? [] : checked.error.issues.slice(0, MOST_ISSUES);
	return issues.map(({ path, message }) =>
		problemAt('CONTENT', { row, line, file: CLAIMS, detail: `${path.join('.')}: ${message}` }),
	);
}
