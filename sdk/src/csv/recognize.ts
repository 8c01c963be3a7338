import { rifLayoutOf } from './cms/read-rif';
import type { CsvMapping } from './mapping';
import { type Delimiter, delimiterOf, fromHeader } from './read-rows';
import { CsvSplitter } from './splitter';

/** What a CSV file is, told from its header. */
export type CsvKind =
	| { readonly kind: 'synthea' | 'cms-rif' | 'cms-idr' }
	| {
			readonly kind: 'mapped';
			readonly mapping: Pick<CsvMapping, 'columns'> & { readonly delimiter: Delimiter };
	  }
	/** A table that is known and holds no claims of its own. */
	| { readonly kind: 'other-table'; readonly name: string };

/** Tables that come beside claims, by columns that together only they have. */
const OTHER_TABLES: readonly (readonly [name: string, ...signs: string[]])[] = [
	[
		"Synthea's transactions (they are read with the claims.csv beside them)",
		'CLAIMID',
		'CHARGEID',
		'TRANSFERTYPE',
	],
	[
		"Synthea's conditions, devices, drugs or procedures",
		'START',
		'STOP',
		'PATIENT',
		'ENCOUNTER',
		'DESCRIPTION',
	],
	["Synthea's encounters", 'ENCOUNTERCLASS', 'PATIENT'],
	["Synthea's immunizations", 'DATE', 'PATIENT', 'BASE_COST'],
	["Synthea's organizations", 'NAME', 'REVENUE', 'UTILIZATION'],
	["Synthea's patients", 'BIRTHDATE', 'HEALTHCARE_EXPENSES'],
	["Synthea's payer transitions", 'PATIENT', 'PAYER', 'OWNERSHIP'],
	["Synthea's payer transitions", 'PATIENT', 'PAYER', 'PLAN_OWNERSHIP'],
	["Synthea's payers", 'NAME', 'AMOUNT_COVERED'],
	["Synthea's providers", 'ORGANIZATION', 'SPECIALITY'],
	["Synthea's supplies", 'DATE', 'PATIENT', 'QUANTITY'],
	["Medicare's beneficiaries", 'DML_IND', 'BENE_BIRTH_DT'],
	["the IDR's lines (they are read with the table of claims beside them)", 'CLM_UNIQ_ID', 'CLM_LINE_NUM'],
	["the IDR's prior authorizations", 'MBI_NUM', 'UTN'],
	["the IDR's providers", 'PRVDR_SK', 'PRVDR_HSTRY_EFCTV_DT'],
	["a table of the IDR's beside its claims", 'IDR_INSRT_TS'],
];

/** The names under which a column is known, written small and with underscores; its own name is always one. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
	claim_id: ['claim', 'claim_no', 'claim_number', 'claim_num', 'patient_control_number'],
	total_charge: ['total', 'total_charges', 'total_amount', 'claim_total'],
	currency: [],
	type: ['claim_type'],
	use: [],
	frequency_code: ['frequency'],
	original_claim_number: ['original_claim', 'payer_claim_number'],
	place_of_service: ['pos', 'place_of_service_code', 'pos_code'],
	facility_type: [],
	statement_from: ['claim_start_date', 'claim_from_date'],
	statement_through: ['claim_end_date', 'claim_through_date', 'claim_thru_date'],
	admission_date: ['admitted'],
	discharge_date: ['discharged'],
	admission_type: [],
	admission_source: [],
	patient_status: ['discharge_status'],
	'hospital_codes.drg': ['drg', 'drg_code', 'ms_drg'],
	patient_paid: [],
	authorization_number: ['auth_number', 'prior_auth_number'],
	benefits_assigned: ['assignment_of_benefits'],
	'billing_provider.npi': ['billing_npi', 'provider_npi', 'npi'],
	'billing_provider.tax_id': ['tax_id', 'billing_tax_id'],
	'billing_provider.name': ['billing_provider', 'provider_name', 'billing_name', 'provider'],
	'rendering_provider.npi': ['rendering_npi'],
	'subscriber.member_id': ['member_id', 'subscriber_id', 'member', 'member_no', 'member_number'],
	'subscriber.last_name': ['subscriber_last_name'],
	'subscriber.first_name': ['subscriber_first_name'],
	'subscriber.birth_date': ['subscriber_birth_date', 'subscriber_dob'],
	'subscriber.group_number': ['group_number', 'group'],
	'patient.relationship': ['relationship', 'patient_relationship'],
	'patient.member_id': ['patient_id'],
	'patient.last_name': ['patient_last_name', 'last_name'],
	'patient.first_name': ['patient_first_name', 'first_name'],
	'patient.birth_date': ['birth_date', 'dob', 'patient_dob', 'date_of_birth'],
	'patient.sex': ['sex', 'gender'],
	'payer.id': ['payer_id'],
	'payer.name': ['payer'],
	diagnosis_system: ['diagnosis_code_type'],
	diagnosis_role: [],
	diagnosis_present_on_admission: ['present_on_admission', 'poa'],
	diagnoses: [
		'diagnosis',
		'diagnosis_codes',
		'diagnosis_code',
		'principal_diagnosis',
		'primary_diagnosis',
		'dx',
		'icd',
		'icd10',
		'icd_code',
		'icd10_code',
	],
	'lines.number': ['line', 'line_number', 'line_no', 'claim_line_number'],
	'lines.service_date': [
		'service_date',
		'date_of_service',
		'dos',
		'service_from',
		'from_date',
		'service_from_date',
		'service_start_date',
		'claim_line_start_date',
	],
	'lines.service_date_end': [
		'service_date_end',
		'service_to',
		'to_date',
		'service_to_date',
		'service_end_date',
		'claim_line_end_date',
	],
	'lines.procedure_code': [
		'procedure_code',
		'procedure',
		'code',
		'cpt',
		'hcpcs',
		'cpt_code',
		'hcpcs_code',
		'service_code',
	],
	'lines.code_system': ['code_system'],
	'lines.revenue_code': ['revenue_code', 'revenue', 'revenue_center_code'],
	'lines.modifiers': ['modifiers', 'modifier'],
	'lines.description': ['description'],
	'lines.units': ['units', 'quantity', 'qty', 'service_unit_quantity'],
	'lines.charge': [
		'charge',
		'line_charge',
		'amount',
		'charges',
		'billed',
		'charge_amount',
		'amount_charged',
		'billed_amount',
		'amount_billed',
		'billed_charges',
		'line_charge_amount',
	],
	'lines.diagnosis_pointers': ['diagnosis_pointers', 'pointers'],
	'lines.place_of_service': ['line_place_of_service'],
	'lines.control_number': ['line_control_number'],
	'lines.unit_basis': ['unit_basis'],
	'lines.non_covered_charge': ['non_covered_charge'],
	'lines.authorization_number': ['line_authorization_number'],
	'lines.rendering_provider.npi': ['line_rendering_npi'],
	'lines.drug.ndc': ['ndc', 'ndc_code'],
};
const NEEDED = ['claim_id', 'lines.charge', 'lines.service_date'];
const DIAGNOSIS = /^(?:other_|secondary_)?(?:diagnosis|dx|icd|icd10)(?:_code)?_?(\d{1,2})$/;
const MODIFIER = /^(?:(?:hcpcs|cpt|procedure)_)?(?:modifier|mod)_?(\d)$/;

/** Says what the file is that begins so; undefined where its columns are no claims' by name. */
export function recognizeCsv(head: string): CsvKind | undefined {
	const delimiter = delimiterOf(head);
	const columns = headerOf(head, delimiter);
	const known = new Set(columns);
	const has = (...names: string[]) => names.every((name) => known.has(name));
	if (has('HEALTHCARECLAIMTYPEID1', 'PATIENTID', 'SERVICEDATE')) return { kind: 'synthea' };
	if (has('CLM_UNIQ_ID', 'CLM_SBMT_CHRG_AMT', 'CLM_TYPE_CD')) return { kind: 'cms-idr' };
	if (rifLayoutOf(known)) return { kind: 'cms-rif' };
	const table = OTHER_TABLES.find(([, ...signs]) => has(...signs));
	if (table) return { kind: 'other-table', name: table[0] };
	const mapped = columnsByName(columns);
	if (!NEEDED.every((field) => field in mapped)) return undefined;
	return { kind: 'mapped', mapping: { columns: mapped, delimiter } };
}

/** What a claim cannot do without, and no column of the file is known to say. */
export function unnamedFields(head: string): string[] {
	const mapped = columnsByName(headerOf(head, delimiterOf(head)));
	return NEEDED.filter((field) => !(field in mapped));
}

function headerOf(whole: string, delimiter: Delimiter): string[] {
	const head = fromHeader(whole);
	const splitter = new CsvSplitter(delimiter);
	try {
		splitter.push(head);
	} catch {
		// What is wrong with the header is said by whoever reads the file.
	}
	return (splitter.rows[0]?.cells ?? head.split(/[\r\n]/)[0]?.split(delimiter) ?? []).map((column) =>
		column.replace(/^\uFEFF/, '').trim(),
	);
}

/** `ClaimID`, `claimId`, `Claim ID` and `claim-id` are one name. */
const plain = (name: string) =>
	name
		.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '_')
		.replaceAll(/^_|_$/g, '');

function columnsByName(columns: readonly string[]): Record<string, string | string[]> {
	const byPlain = new Map(columns.map((column) => [plain(column), column]));
	const mapped: Record<string, string | string[]> = {};
	for (const [field, aliases] of Object.entries(ALIASES)) {
		const name = [plain(field), ...aliases].find((candidate) => byPlain.has(candidate));
		if (name !== undefined) mapped[field] = byPlain.get(name) ?? '';
	}
	const numbered = (pattern: RegExp) =>
		[...byPlain].filter(([name]) => pattern.test(name)).map(([, column]) => column);
	const [diagnoses, modifiers] = [numbered(DIAGNOSIS), numbered(MODIFIER)];
	// One without a number stands before those that have one: it is the principal one.
	const first = [mapped.diagnoses ?? []].flat().filter((column) => !diagnoses.includes(column));
	if (diagnoses.length > 0) mapped.diagnoses = [...first, ...diagnoses];
	if (modifiers.length > 0) mapped['lines.modifiers'] = modifiers;
	return mapped;
}
