import {
	type CanonicalClaim,
	type ClaimLine,
	type ClaimSource,
	type Extra,
	readCanonicalClaim,
} from '../claim';
import type { ByteSource } from '../x12/byte-stream';
import { Cells } from './cells';
import { faultsOf, faultyClaim, numbersIn } from './claim-rows';
import { ClaimShelf } from './claim-shelf';
import { problemAt } from './problem';
import { type CsvRow, readCsvRows } from './read-rows';
import type { CsvReading } from './readings';
import { memoryShelf, type ShelfOptions } from './row-shelf';

/** The two files in which Synthea writes its claims; the second holds their lines, payments and transfers. */
export interface SyntheaFiles {
	readonly claims: ByteSource;
	readonly transactions: ByteSource;
}

/** What Synthea’s tables do not say, and where rows wait for each other. */
export interface ReadSyntheaOptions extends ShelfOptions {
	/** Synthea names no currency. */
	readonly currency?: string;
	/** Noted in every claim's source. */
	readonly file?: string;
}

const FORMAT = 'csv-synthea';
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
const NO_END = '1970-01-01T00:00:00Z';
const PROVIDER = 'synthea-provider';
const ORGANIZATION = 'synthea-organization';
const MOST_ISSUES = 20;

/** What the transactions say about one claim. */
interface Transactions {
	readonly charges: readonly CsvRow[];
	/** Payments and transfers are Synthea's own adjudication: they are kept as they stood, not believed. */
	readonly others: string[][];
	/** Rows whose cells cannot be believed. */
	readonly faulty: readonly CsvRow[];
}

/**
 * Synthea's claims as canonical claims. The rows of one claim are scattered over the file of transactions, so they are
 * put on a shelf until their claims come by; the file of claims streams.
 */
export async function* readSyntheaClaims(
	{ claims, transactions }: SyntheaFiles,
	options: ReadSyntheaOptions = {},
): AsyncGenerator<CsvReading> {
	const counts = { rows: 0, accepted: 0, rejected: 0 };
	const shelf = new ClaimShelf((options.shelf ?? memoryShelf)(), ['CLAIMID']);
	const count = (reading: CsvReading): CsvReading => {
		if (reading.kind === 'claim') counts.accepted++;
		if (reading.kind === 'rejected') counts.rejected++;
		return reading;
	};
	try {
		const rows = { columns: TRANSACTION_COLUMNS, keepsFaulty: true, table: TRANSACTIONS };
		counts.rows += await shelf.fill(readCsvRows(transactions, rows));
		for await (const row of readCsvRows(claims, { columns: CLAIM_COLUMNS, keepsFaulty: true })) {
			counts.rows++;
			yield count(readClaim(row, sorted(shelf.take(numbersIn(row, ['Id']))), options));
		}
		for (const reading of shelf.left(FORMAT, isCharge)) yield count(reading);
	} finally {
		shelf.close();
	}
	yield { kind: 'file', file: counts };
}

const isCharge = (row: CsvRow) => row.get('TYPE') === 'CHARGE';

const sorted = ({ rows, faulty }: ReturnType<ClaimShelf['take']>): Transactions => ({
	faulty,
	charges: rows.filter(isCharge),
	others: rows
		.filter((row) => !isCharge(row))
		.map((row) =>
			['TYPE', 'CHARGEID', 'METHOD', 'AMOUNT', 'PAYMENTS', 'TRANSFERS', 'FROMDATE'].map((column) =>
				row.get(column),
			),
		),
});

function readClaim(
	row: CsvRow,
	{ charges, others, faulty }: Transactions,
	{ currency = 'USD', file }: ReadSyntheaOptions,
): Extract<CsvReading, { kind: 'claim' | 'rejected' }> {
	const source: ClaimSource = {
		format: FORMAT,
		...(file === undefined ? {} : { file }),
		position: row.row - 1,
		segment: row.row,
	};
	const faults = faultsOf([row, ...faulty], CLAIMS);
	if (row.fault) return faultyClaim([row], ['Id'], { problems: faults, source });
	const cells = new Cells(currency, CLAIMS);
	const lineCells = new Cells(currency, TRANSACTIONS);
	const amounts = charges.map((charge) => lineCells.minor(charge, 'AMOUNT'));
	const lines = charges.map((charge, at) => readLine(charge, amounts[at] ?? 0n, lineCells));
	if (lines.length === 0) cells.report('LINES_MISSING', row, 'Id');
	const member = cells.required(row, 'PATIENTID');
	const type = TYPES[row.get('HEALTHCARECLAIMTYPEID1')];
	if (!type) cells.report('CODE_INVALID', row, 'HEALTHCARECLAIMTYPEID1', row.get('HEALTHCARECLAIMTYPEID1'));
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
	const problems = [...faults, ...cells.problems, ...lineCells.problems];
	if (problems.length === 0) problems.push(...check(claim, row));
	// Its charges stand in a file of their own, under other columns.
	const original = { columns: row.columns, rows: [row.cells] };
	const warnings = [...cells.warnings, ...lineCells.warnings];
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
	const ends = cells.day(row, 'TODATE');
	// An event that has no end is written as the first second of 1970: it ended when it began.
	const isEndless = row.get('TODATE') === NO_END && from !== undefined && from > NO_END;
	if (isEndless) cells.warn('DATE_PLACEHOLDER', row, 'TODATE', NO_END);
	const to = isEndless ? undefined : ends;
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
	const checked = readCanonicalClaim(claim);
	const issues = checked.success ? [] : checked.error.issues.slice(0, MOST_ISSUES);
	return issues.map(({ path, message }) =>
		problemAt('CONTENT', { row, line, file: CLAIMS, detail: `${path.join('.')}: ${message}` }),
	);
}
