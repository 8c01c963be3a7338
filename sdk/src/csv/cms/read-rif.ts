import type { ByteSource } from '../../x12/byte-stream';
import { faultsOf, faultyClaim, type RowsOfClaim, rowsByClaim, sourceOf } from '../claim-rows';
import { ClaimsSeen } from '../claims-seen';
import { type CsvRow, readCsvRows } from '../read-rows';
import type { CsvReading } from '../readings';
import { type CmsDiagnosis, type CmsLayout, cmsDiagnosis, readCmsClaim } from './cms-claim';

const FORMAT = 'csv-cms-rif';
const COMMON = {
	format: FORMAT,
	claimId: 'CLM_ID',
	member: 'BENE_ID',
	from: 'CLM_FROM_DT',
	through: 'CLM_THRU_DT',
} as const;

const CARRIER_LINE = {
	number: 'LINE_NUM',
	from: 'LINE_1ST_EXPNS_DT',
	through: 'LINE_LAST_EXPNS_DT',
	procedure: 'HCPCS_CD',
	modifiers: ['HCPCS_1ST_MDFR_CD', 'HCPCS_2ND_MDFR_CD'],
	units: 'LINE_SRVC_CNT',
	charge: 'LINE_SBMTD_CHRG_AMT',
	place: 'LINE_PLACE_OF_SRVC_CD',
} as const;

/** The research files by the columns that only they have; the first that fits is it. */
const LAYOUTS: readonly (readonly [sign: string, layout: CmsLayout])[] = [
	[
		'DMERC_LINE_SUPPLR_TYPE_CD',
		{
			...COMMON,
			type: 'professional',
			totalCharge: 'NCH_CARR_CLM_SBMTD_CHRG_AMT',
			billing: ['PRVDR_NPI', 'PRVDR_NUM'],
			referring: 'RFR_PHYSN_NPI',
			line: CARRIER_LINE,
		},
	],
	[
		'CARR_CLM_BLG_NPI_NUM',
		{
			...COMMON,
			type: 'professional',
			totalCharge: 'NCH_CARR_CLM_SBMTD_CHRG_AMT',
			billing: ['CARR_CLM_BLG_NPI_NUM', 'ORG_NPI_NUM', 'TAX_NUM'],
			referring: 'RFR_PHYSN_NPI',
			line: { ...CARRIER_LINE, rendering: 'PRF_PHYSN_NPI' },
		},
	],
	[
		'CLM_TOT_CHRG_AMT',
		{
			...COMMON,
			type: 'institutional',
			totalCharge: 'CLM_TOT_CHRG_AMT',
			billing: ['ORG_NPI_NUM', 'PRVDR_NUM'],
			attending: 'AT_PHYSN_NPI',
			operating: 'OP_PHYSN_NPI',
			facilityType: ['CLM_FAC_TYPE_CD', 'CLM_SRVC_CLSFCTN_TYPE_CD'],
			frequency: 'CLM_FREQ_CD',
			admitted: 'CLM_ADMSN_DT',
			drg: 'CLM_DRG_CD',
			line: {
				number: 'CLM_LINE_NUM',
				from: 'REV_CNTR_DT',
				procedure: 'HCPCS_CD',
				revenue: 'REV_CNTR',
				modifiers: ['HCPCS_1ST_MDFR_CD', 'HCPCS_2ND_MDFR_CD'],
				units: 'REV_CNTR_UNIT_CNT',
				charge: 'REV_CNTR_TOT_CHRG_AMT',
				rendering: 'RNDRNG_PHYSN_NPI',
			},
		},
	],
	[
		'TOT_RX_CST_AMT',
		{
			format: FORMAT,
			type: 'pharmacy',
			claimId: 'PDE_ID',
			member: 'BENE_ID',
			totalCharge: 'TOT_RX_CST_AMT',
			from: 'SRVC_DT',
			through: 'SRVC_DT',
			billing: ['SRVC_PRVDR_ID'],
			referring: 'PRSCRBR_ID',
			line: { ndc: 'PROD_SRVC_ID', modifiers: [], units: 'QTY_DSPNSD_NUM', charge: 'TOT_RX_CST_AMT' },
		},
	],
];

/** Which research file has these columns; undefined for any other. */
export const rifLayoutOf = (columns: ReadonlySet<string>): CmsLayout | undefined =>
	columns.has('DML_IND') ? LAYOUTS.find(([sign]) => columns.has(sign))?.[1] : undefined;

const DIAGNOSES: readonly (readonly [
	prefix: string,
	version: string,
	role: CmsDiagnosis['role'],
	count: number,
])[] = [
	['ADMTG_DGNS_CD', 'ADMTG_DGNS_VRSN_CD', 'admitting', 0],
	['ICD_DGNS_CD', 'ICD_DGNS_VRSN_CD', 'other', 25],
	['ICD_DGNS_E_CD', 'ICD_DGNS_E_VRSN_CD', 'external_cause', 12],
	['RSN_VISIT_CD', 'RSN_VISIT_VRSN_CD', 'reason_for_visit', 3],
];
/** `0` alone means the column itself. */
const placesOf = (count: number) =>
	count === 0 ? [''] : Array.from({ length: count }, (_, at) => String(at + 1));
const PRINCIPAL = ['PRNCPAL_DGNS_CD', 'PRNCPAL_DGNS_VRSN_CD'] as const;
const DIAGNOSIS_COLUMNS = new Set([
	...PRINCIPAL,
	'FST_DGNS_E_CD',
	'FST_DGNS_E_VRSN_CD',
	...DIAGNOSES.flatMap(([code, version, , count]) =>
		placesOf(count).flatMap((at) => [`${code}${at}`, `${version}${at}`]),
	),
]);

/**
 * The claims of one of Medicare's research files (RIF), one row a line, the rows of a claim together. A faulty row rejects
 * the claim that it belongs to, as in any table of claims.
 */
export async function* readRifClaims(
	source: ByteSource,
	options: { readonly file?: string } = {},
): AsyncGenerator<CsvReading> {
	const counts = { rows: 0, accepted: 0, rejected: 0 };
	// CMS's own samples end in a delimiter, and their header does not.
	const rows = readCsvRows(source, { delimiter: '|', allowsEmptyTail: true, keepsFaulty: true });
	const { value: first, done } = await rows.next();
	const layout = done ? undefined : rifLayoutOf(new Set(first.columns));
	if (!done && !layout) return;
	if (!done && layout) {
		const seen = new ClaimsSeen([layout.claimId], layout.frequency);
		for await (const together of rowsByClaim(following(first, rows), [layout.claimId])) {
			counts.rows += together.rows.length;
			const reading = readTogether(layout, together, {
				position: counts.accepted + counts.rejected + 1,
				file: options.file,
				seen,
			});
			counts[reading.kind === 'claim' ? 'accepted' : 'rejected']++;
			yield reading;
		}
	}
	yield { kind: 'file', file: counts };
}

function readTogether(
	layout: CmsLayout,
	{ rows, doubtful }: RowsOfClaim,
	{
		position,
		file,
		seen,
	}: { readonly position: number; readonly file: string | undefined; readonly seen: ClaimsSeen },
): Extract<CsvReading, { kind: 'claim' | 'rejected' }> {
	const lines = rows.filter(({ fault }) => !fault);
	const faulty = [...rows, ...doubtful].filter(({ fault }) => fault);
	const [row] = lines;
	if (row) {
		const beside = {
			...{ diagnoses: diagnosesOf(row), readColumns: DIAGNOSIS_COLUMNS },
			apart: seen.apart(row, file),
		};
		return readCmsClaim(layout, { row, lines, faulty, position, file, ...beside });
	}
	const source = sourceOf(FORMAT, rows[0], { position, file });
	return faultyClaim(rows, [layout.claimId], { problems: faultsOf(faulty, file), source });
}

async function* following(first: CsvRow, rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow> {
	yield first;
	yield* rows;
}

function diagnosesOf(row: CsvRow): CmsDiagnosis[] {
	const principal = cmsDiagnosis(row.get(PRINCIPAL[0]), row.get(PRINCIPAL[1]), 'principal');
	const others = DIAGNOSES.flatMap(([code, version, role, count]) =>
		placesOf(count).flatMap(
			(at) => cmsDiagnosis(row.get(`${code}${at}`), row.get(`${version}${at}`), role) ?? [],
		),
	);
	// The principal diagnosis stands a second time as the first of all.
	return [
		...(principal ? [principal] : []),
		...others.filter(({ role, code }) => role !== 'other' || code !== principal?.code),
	];
}
