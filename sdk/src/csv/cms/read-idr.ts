import type { Extra } from '../../claim';
import type { ByteSource } from '../../x12/byte-stream';
import { problemAt } from '../problem';
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
const keyOf = (row: CsvRow) => KEY.map((column) => row.get(column)).join('/');

/**
 * Claims of the IDR. Lines and diagnoses are scattered over their tables, so both are put on shelves until their claims
 * come by; the table of claims streams.
 */
export async function* readIdrClaims(
	{ claims, lines, products }: IdrFiles,
	options: { readonly file?: string } & ShelfOptions = {},
): AsyncGenerator<CsvReading> {
	const counts = { rows: 0, accepted: 0, rejected: 0 };
	const open = options.shelf ?? memoryShelf;
	const [linesOf, productsOf] = [open(), open()];
	try {
		for await (const row of readCsvRows(lines, { columns: LINE_COLUMNS }))
			linesOf.put(row.get(LAYOUT.claimId), row);
		if (products)
			for await (const row of readCsvRows(products, { columns: [...KEY, 'CLM_PROD_TYPE_CD'] }))
				productsOf.put(keyOf(row), row);
		for await (const row of readCsvRows(claims, { columns: [...KEY, LAYOUT.claimId, LAYOUT.totalCharge] })) {
			counts.rows++;
			const found = productsOf.take(keyOf(row));
			const reading = readCmsClaim(layoutFor(row.get('CLM_TYPE_CD')), {
				row,
				lines: linesOf.take(row.get(LAYOUT.claimId)),
				diagnoses: diagnosesOf(found),
				readColumns: new Set(),
				beside: proceduresOf(found),
				position: counts.rows,
				file: options.file,
			});
			counts[reading.kind === 'claim' ? 'accepted' : 'rejected']++;
			yield reading;
		}
		for (const row of linesOf.left())
			yield {
				kind: 'problem',
				problem: problemAt('CLAIM_MISSING', {
					row: row.row,
					line: row.line,
					column: LAYOUT.claimId,
					value: row.get(LAYOUT.claimId),
				}),
			};
	} finally {
		linesOf.close();
		productsOf.close();
	}
	yield { kind: 'file', file: counts };
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
