import type { CanonicalClaim } from '../canonical-claim';
import type { ClaimFinding, ClaimFindingCode, Report } from './finding';

interface Situation {
	readonly code: ClaimFindingCode;
	/** What is wrong, as whoever sent the claim is told it. */
	readonly message: string;
	readonly path: readonly (string | number)[];
	readonly severity: ClaimFinding['severity'];
	readonly fails: (claim: CanonicalClaim) => boolean;
}

const INPATIENT_BILLS = new Set(['11', '18', '21', '41']);

/** SNIP 4: what one part of the claim requires of another. */
const SITUATIONS: readonly Situation[] = [
	{
		code: 'ORIGINAL_NUMBER',
		message: 'a replacement or void does not name the payer’s number of the original claim',
		path: ['original_claim_number'],
		severity: 'error',
		// What is asked to be authorized is no bill: its update may name no number, and goes to people.
		fails: ({ use, frequency_code, original_claim_number }) =>
			use !== 'preauthorization' && /^[78]$/.test(frequency_code) && !original_claim_number,
	},
	{
		code: 'OTHER_PAYER',
		message: 'a claim to a payer who is not the first does not say what the payers before it did',
		path: ['other_payers'],
		severity: 'warning',
		fails: ({ subscriber, other_payers }) =>
			!['primary', 'unknown', undefined].includes(subscriber.payer_responsibility) &&
			other_payers.length === 0,
	},
	{
		code: 'MEMBER_ID',
		message: 'the subscriber has no member id',
		path: ['subscriber', 'member_id'],
		severity: 'error',
		fails: ({ subscriber, property_casualty_number }) => !subscriber.member_id && !property_casualty_number,
	},
	{
		code: 'BIRTH_DATE',
		message: 'the patient’s birth date is missing',
		path: ['patient', 'birth_date'],
		severity: 'warning',
		fails: ({ patient }) => !patient.birth_date,
	},
	{
		code: 'ACCIDENT_STATE',
		message: 'a car accident does not name the state it happened in',
		path: ['related_cause', 'state'],
		severity: 'warning',
		fails: ({ related_cause: cause }) =>
			cause?.causes.includes('auto_accident') === true && !cause.state && !cause.country,
	},
	{
		code: 'ACCIDENT_DATE',
		message: 'care after an accident does not give the date of the accident',
		path: ['dates'],
		severity: 'warning',
		fails: ({ related_cause: cause, dates }) =>
			cause?.causes.some((one) => one.endsWith('accident')) === true &&
			!dates?.some(({ kind }) => kind === 'accident'),
	},
	{
		code: 'DIAGNOSIS',
		message: 'the claim has no diagnosis',
		path: ['diagnoses'],
		severity: 'error',
		fails: ({ type, diagnoses }) =>
			(type === 'professional' || type === 'institutional') && diagnoses.length === 0,
	},
	{
		code: 'PRINCIPAL_DIAGNOSIS',
		message: 'not exactly one diagnosis is the principal one',
		path: ['diagnoses'],
		severity: 'warning',
		fails: ({ diagnoses }) =>
			diagnoses.length > 0 && diagnoses.filter(({ role }) => role === 'principal').length !== 1,
	},
	{
		code: 'ADMISSION',
		message: 'an inpatient bill lacks the date or the type of admission',
		path: ['admission_date'],
		severity: 'warning',
		fails: ({ type, facility_type = '', admission_date, admission_type }) =>
			type === 'institutional' && INPATIENT_BILLS.has(facility_type) && !(admission_date && admission_type),
	},
	{
		code: 'STATEMENT_DATES',
		message: 'a hospital bill does not say which period it covers',
		path: ['statement_from'],
		severity: 'error',
		fails: ({ type, statement_from, use }) => type === 'institutional' && use === 'claim' && !statement_from,
	},
	{
		code: 'DATE_ORDER',
		message: 'the stay ends before it began',
		path: ['discharge_date'],
		severity: 'error',
		fails: ({ admission_date, discharge_date }) =>
			Boolean(admission_date && discharge_date && discharge_date < admission_date),
	},
	{
		code: 'BILLING_PROVIDER',
		message: 'the billing provider has neither an NPI nor a tax id',
		path: ['billing_provider'],
		severity: 'error',
		// An NPI that is none is told as such.
		fails: ({ billing_provider: { npi, tax_id, identifiers = [] } }) =>
			!npi && !tax_id && !identifiers.some(({ qualifier }) => qualifier === 'XX'),
	},
];

interface LineSituation {
	readonly code: ClaimFindingCode;
	readonly message: string;
	readonly field: string;
	readonly severity: ClaimFinding['severity'];
	readonly fails: (line: CanonicalClaim['lines'][number], claim: CanonicalClaim) => boolean;
	/** Of a field that is a list: which of its items. */
	readonly item?: (line: CanonicalClaim['lines'][number], claim: CanonicalClaim) => number;
}

const LINE_SITUATIONS: readonly LineSituation[] = [
	{
		code: 'LINE_DATE_ORDER',
		message: 'a service ends before it began',
		field: 'service_date_end',
		severity: 'error',
		fails: ({ service_date, service_date_end }) =>
			Boolean(service_date && service_date_end && service_date_end < service_date),
	},
	{
		code: 'BEFORE_BIRTH',
		message: 'the service was given before the patient was born',
		field: 'service_date',
		severity: 'error',
		fails: ({ service_date }, { patient }) =>
			Boolean(service_date && patient.birth_date && service_date < patient.birth_date),
	},
	{
		code: 'DIAGNOSIS_POINTER',
		message: 'a professional service points at no diagnosis',
		field: 'diagnosis_pointers',
		severity: 'warning',
		fails: ({ diagnosis_pointers: pointers }, { type, diagnoses }) =>
			type === 'professional' && diagnoses.length > 0 && pointers.length === 0,
	},
	{
		code: 'POINTER_RANGE',
		message: 'a pointer points at no diagnosis of the claim',
		field: 'diagnosis_pointers',
		severity: 'error',
		fails: ({ diagnosis_pointers: pointers }, { diagnoses }) =>
			pointers.some((pointer) => pointer > diagnoses.length),
		item: ({ diagnosis_pointers: pointers }, { diagnoses }) =>
			pointers.findIndex((pointer) => pointer > diagnoses.length),
	},
	{
		code: 'DRUG_QUANTITY',
		message: 'a drug is given without its quantity',
		field: 'drug.quantity',
		severity: 'warning',
		fails: ({ drug }) => drug !== undefined && drug.quantity === undefined,
	},
	{
		code: 'SERVICE_CODE',
		message: 'a service has neither a procedure nor a revenue code',
		field: 'procedure_code',
		severity: 'error',
		fails: ({ procedure_code, revenue_code }) => !procedure_code && !revenue_code,
	},
];

export function checkSituations(claim: CanonicalClaim, report: Report): void {
	for (const { fails, ...finding } of SITUATIONS) if (fails(claim)) report({ level: 4, ...finding });
	claim.lines.forEach((line, at) => {
		for (const { fails, field, item, ...finding } of LINE_SITUATIONS) {
			if (!fails(line, claim)) continue;
			report({
				level: 4,
				...finding,
				path: ['lines', at, ...field.split('.'), ...(item ? [item(line, claim)] : [])],
			});
		}
	});
}
