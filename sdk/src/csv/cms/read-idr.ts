import type { Extra } from '../../claim';
import type { ByteSource } from '../../x12/byte-stream';
import { faultsOf, faultyClaim, numbersIn, sourceOf } from '../claim-rows';
import { ClaimShelf } from '../claim-shelf';
import { type CsvRow, readCsvRows } from '../read-rows';
import type { CsvReading } from '../readings';
import { memoryShelf, type ShelfOptions } from '../row-shelf';
import { type CmsDiagnosis, type CmsLayout, cmsDiagnosis, readCmsClaim } from './cms-claim';

/** The tables that the claims of Medicare's Integrated Data Repository are spread over. */
export interface IdrFiles {
	readonly claims: ByteSource;
	readonly lines: ByteSource;
	/** Diagnoses and procedures. */
	readonly products?: ByteSource | undefined;
}

/** What the tables beside the claims are called, for a person who looks for a row of theirs. */
export interface IdrTableNames {
	readonly lines: string;
	readonly products: string;
}

const TABLES: IdrTableNames = { lines: 'CLM_LINE', products: 'CLM_PROD' };

const LAYOUT: CmsLayout = {
	format: 'csv-cms-idr',
	type: 'institutional',
	claimId: 'CLM_UNIQ_ID',
	member: 'BENE_SK',
	totalCharge: 'CLM_SBMT_CHRG_AMT',
	from: 'CLM_FROM_DT',
	through: 'CLM_THRU_DT',
	billing: [
		'PRVDR_BLG_PRVDR_NPI_NUM',
		'CLM_BLG_PRVDR_NPI_NUM',
		'CLM_SRVC_PRVDR_GNRC_ID_NUM',
		'CLM_BLG_PRVDR_OSCAR_NUM',
	],
	referring: 'PRVDR_RFRG_PRVDR_NPI_NUM',
	attending: 'CLM_ATNDG_PRVDR_NPI_NUM',
	operating: 'CLM_OPRTG_PRVDR_NPI_NUM',
	facilityType: ['CLM_BILL_FAC_TYPE_CD', 'CLM_BILL_CLSFCTN_CD'],
	line: {
		number: 'CLM_LINE_NUM',
		from: 'CLM_LINE_FROM_DT',
		through: 'CLM_LINE_THRU_DT',
		procedure: 'CLM_LINE_HCPCS_CD',
		revenue: 'CLM_LINE_REV_CTR_CD',
		ndc: 'CLM_LINE_NDC_CD',
		modifiers: ['HCPCS_1_MDFR_CD', 'HCPCS_2_MDFR_CD', 'HCPCS_3_MDFR_CD', 'HCPCS_4_MDFR_CD'],
		units: 'CLM_LINE_SRVC_UNIT_QTY',
		charge: 'CLM_LINE_SBMT_CHRG_AMT',
		place: 'CLM_POS_CD',
		rendering: 'CLM_RNDRG_PRVDR_NPI_NUM',
	},
};

/** CLM_TYPE_CD: prescriptions, and what carriers and suppliers bill; all others are bills of institutions. */
const PHARMACY = new Set(['1', '2', '3', '4']);
const PROFESSIONAL = new Set(['71', '72', '81', '82', '2700', '2800']);

const layoutFor = (type: string): CmsLayout => ({
	...LAYOUT,
	type: PHARMACY.has(type) ? 'pharmacy' : PROFESSIONAL.has(type) ? 'professional' : 'institutional',
});

const ROLES: Readonly<Record<string, CmsDiagnosis['role']>> = {
	P: 'principal',
	D: 'other',
	A: 'admitting',
	E: 'external_cause',
	1: 'external_cause',
	R: 'reason_for_visit',
};
const KEY = ['GEO_BENE_SK', 'CLM_DT_SGNTR_SK', 'CLM_TYPE_CD', 'CLM_NUM_SK'];
const LINE_COLUMNS = ['CLM_UNIQ_ID', 'CLM_LINE_NUM', LAYOUT.line.charge];

/**
 * Claims of the IDR. Lines and diagnoses are scattered over their tables, so both are put on shelves until their claims
 * come by; the table of claims streams. A faulty row in any of them rejects the claim that it belongs to.
 */
export async function* readIdrClaims(
	{ claims, lines, products }: IdrFiles,
	options: { readonly file?: string; readonly tables?: IdrTableNames } & ShelfOptions = {},
): AsyncGenerator<CsvReading> {
	const counts = { rows: 0, accepted: 0, rejected: 0 };
	const { file, shelf: open = memoryShelf, tables = TABLES } = options;
	const linesOf = new ClaimShelf(open(), [LAYOUT.claimId]);
	const productsOf = new ClaimShelf(open(), KEY);
	const rowsOf = (source: ByteSource, columns: readonly string[], table?: string) =>
		readCsvRows(source, { columns, keepsFaulty: true, table });
	const count = (reading: CsvReading): CsvReading => {
		if (reading.kind === 'claim') counts.accepted++;
		if (reading.kind === 'rejected') counts.rejected++;
		return reading;
	};
	try {
		await linesOf.fill(rowsOf(lines, LINE_COLUMNS, tables.lines));
		if (products) await productsOf.fill(rowsOf(products, [...KEY, 'CLM_PROD_TYPE_CD'], tables.products));
		for await (const row of rowsOf(claims, [...KEY, LAYOUT.claimId, LAYOUT.totalCharge])) {
			counts.rows++;
			const lines = linesOf.take(numbersIn(row, [LAYOUT.claimId]));
			const products = productsOf.take(numbersIn(row, KEY));
			const rows = { row, lines, products, position: counts.rows, file };
			yield count(row.fault ? faultyRow(rows) : soundClaim(rows));
		}
		for (const reading of linesOf.left(LAYOUT.format)) yield count(reading);
		// A diagnosis of no claim is no loss.
		for (const reading of productsOf.left(LAYOUT.format, () => false)) yield count(reading);
	} finally {
		linesOf.close();
		productsOf.close();
	}
	yield { kind: 'file', file: counts };
}

interface IdrRows {
	readonly row: CsvRow;
	readonly lines: ReturnType<ClaimShelf['take']>;
	readonly products: ReturnType<ClaimShelf['take']>;
	readonly position: number;
	readonly file: string | undefined;
}

const soundClaim = ({ row, lines, products, position, file }: IdrRows): CsvReading =>
	readCmsClaim(layoutFor(row.get('CLM_TYPE_CD')), {
		row,
		lines: lines.rows,
		faulty: [...lines.faulty, ...products.faulty],
		diagnoses: diagnosesOf(products.rows),
		readColumns: new Set(),
		beside: proceduresOf(products.rows),
		position,
		file,
	});

function faultyRow({ row, lines, products, position, file }: IdrRows): CsvReading {
	const problems = faultsOf([row, ...lines.faulty, ...products.faulty], file);
	return faultyClaim([row], [LAYOUT.claimId], {
		problems,
		source: sourceOf(LAYOUT.format, row, { position, file }),
	});
}

function diagnosesOf(products: readonly CsvRow[]): CmsDiagnosis[] {
	const found = new Map<string, CmsDiagnosis>();
	const isPrincipal = (row: CsvRow) => row.get('CLM_PROD_TYPE_CD') === 'P';
	for (const row of [...products.filter(isPrincipal), ...products.filter((row) => !isPrincipal(row))]) {
		const role = ROLES[row.get('CLM_PROD_TYPE_CD')];
		const diagnosis = role && cmsDiagnosis(row.get('CLM_DGNS_CD'), row.get('CLM_DGNS_PRCDR_ICD_IND'), role);
		if (!diagnosis) continue;
		const isAgain = role === 'other' && found.has(`principal ${diagnosis.code}`);
		if (!isAgain) found.set(`${role} ${diagnosis.code}`, diagnosis);
	}
	return [...found.values()];
}

/** Procedures of a stay, with the day, as they stand in their table. */
const proceduresOf = (products: readonly CsvRow[]): Extra[] =>
	products
		.filter((row) => row.get('CLM_PRCDR_CD') !== '')
		.map((row) => ({
			path: `CLM_PRCDR_CD[${row.row}]`,
			value: [row.get('CLM_PRCDR_CD'), row.get('CLM_PRCDR_PRFRM_DT'), row.get('CLM_PROD_TYPE_CD')],
		}));
