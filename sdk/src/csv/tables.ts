import type { CanonicalClaim, ClaimLine, Remittance, RemittanceClaim } from '../claim';
import { roleAt } from './mapping';

export type Cell = string | number | undefined;

/** How documents of a kind are laid out as rows under the same columns. */
export interface TableRows<T = never> {
	readonly columns: readonly string[];
	readonly rowsOf: (document: T) => readonly (readonly Cell[])[];
}

/** The one that all codes are of, else that of each. */
function systemsOf(diagnoses: CanonicalClaim['diagnoses']): Cell {
	const systems = diagnoses.map(({ system }) => system);
	return new Set(systems).size > 1 ? systems.join(' ') : systems[0];
}

/** Nothing where the first is the principal one and the others are just that, as a list says by itself. */
function rolesOf(diagnoses: CanonicalClaim['diagnoses']): Cell {
	const isPlain = diagnoses.every(({ role }, at) => role === roleAt(at));
	return isPlain ? undefined : diagnoses.map(({ role }) => role).join(' ');
}

function onAdmissionOf(diagnoses: CanonicalClaim['diagnoses']): Cell {
	const isSaid = diagnoses.some(({ present_on_admission }) => present_on_admission);
	return isSaid
		? diagnoses.map(({ present_on_admission }) => present_on_admission ?? 'none').join(' ')
		: undefined;
}

type ClaimColumn = readonly [name: string, value: (claim: CanonicalClaim, line: ClaimLine) => Cell];

/** Named as `recognizeCsv` knows them, so that what is written can be read again without a mapping. */
const CLAIM_COLUMNS: readonly ClaimColumn[] = [
	['claim_id', (claim) => claim.claim_id],
	['type', (claim) => claim.type],
	['use', (claim) => claim.use],
	['frequency_code', (claim) => claim.frequency_code],
	['original_claim_number', (claim) => claim.original_claim_number],
	['currency', (claim) => claim.currency],
	['total_charge', (claim) => claim.total_charge],
	['billing_provider.npi', (claim) => claim.billing_provider.npi],
	['billing_provider.tax_id', (claim) => claim.billing_provider.tax_id],
	['billing_provider.name', (claim) => claim.billing_provider.name ?? claim.billing_provider.last_name],
	['rendering_provider.npi', (claim) => claim.rendering_provider?.npi],
	['payer.id', (claim) => claim.payer.id],
	['payer.name', (claim) => claim.payer.name],
	['subscriber.member_id', (claim) => claim.subscriber.member_id],
	['subscriber.last_name', (claim) => claim.subscriber.last_name],
	['subscriber.first_name', (claim) => claim.subscriber.first_name],
	['patient.relationship', (claim) => claim.patient.relationship],
	['patient.member_id', (claim) => claim.patient.member_id],
	['patient.last_name', (claim) => claim.patient.last_name],
	['patient.first_name', (claim) => claim.patient.first_name],
	['patient.birth_date', (claim) => claim.patient.birth_date],
	['patient.sex', (claim) => claim.patient.sex],
	['place_of_service', (claim) => claim.place_of_service],
	['facility_type', (claim) => claim.facility_type],
	['statement_from', (claim) => claim.statement_from],
	['statement_through', (claim) => claim.statement_through],
	['diagnoses', (claim) => claim.diagnoses.map(({ code }) => code).join(' ')],
	['diagnosis_system', (claim) => systemsOf(claim.diagnoses)],
	['lines.number', (_, line) => line.number],
	['lines.service_date', (_, line) => line.service_date],
	['lines.service_date_end', (_, line) => line.service_date_end],
	['lines.procedure_code', (_, line) => line.procedure_code],
	['lines.code_system', (_, line) => line.code_system],
	['lines.revenue_code', (_, line) => line.revenue_code],
	['lines.modifiers', (_, line) => line.modifiers.join(' ')],
	['lines.description', (_, line) => line.description],
	['lines.units', (_, line) => line.units],
	['lines.charge', (_, line) => line.charge],
	['lines.diagnosis_pointers', (_, line) => line.diagnosis_pointers.join(' ')],
	['lines.place_of_service', (_, line) => line.place_of_service],
	['lines.control_number', (_, line) => line.control_number],
	['lines.unit_basis', (_, line) => line.unit_basis],
	['lines.non_covered_charge', (_, line) => line.non_covered_charge],
	['lines.authorization_number', (_, line) => line.authorization_number],
	['lines.rendering_provider.npi', (_, line) => line.rendering_provider?.npi],
	['lines.drug.ndc', (_, line) => line.drug?.ndc],
	['authorization_number', (claim) => claim.authorization_number],
	['patient_paid', (claim) => claim.patient_paid],
	['admission_date', (claim) => claim.admission_date],
	['discharge_date', (claim) => claim.discharge_date],
	['admission_type', (claim) => claim.admission_type],
	['admission_source', (claim) => claim.admission_source],
	['patient_status', (claim) => claim.patient_status],
	['subscriber.birth_date', (claim) => claim.subscriber.birth_date],
	['subscriber.group_number', (claim) => claim.subscriber.group_number],
	['hospital_codes.drg', (claim) => claim.hospital_codes?.drg],
	['diagnosis_role', (claim) => rolesOf(claim.diagnoses)],
	['diagnosis_present_on_admission', (claim) => onAdmissionOf(claim.diagnoses)],
	// Who is paid: left out, a claim by reimbursement would come back as one that the provider is owed.
	['benefits_assigned', (claim) => claim.benefits_assigned],
];

/**
 * Claims as rows, one a line, what is said of the claim in each of its rows. A table has no room for all of a claim:
 * other payers, most hospital codes and what was kept beside it are left out.
 */
export const ClaimRows: TableRows<CanonicalClaim> = {
	columns: CLAIM_COLUMNS.map(([name]) => name),
	rowsOf: (claim) => claim.lines.map((line) => CLAIM_COLUMNS.map(([, value]) => value(claim, line))),
};

type RemittanceColumn = readonly [
	name: string,
	value: (remittance: Remittance, claim: RemittanceClaim) => Cell,
];

const REMITTANCE_COLUMNS: readonly RemittanceColumn[] = [
	['payer.id', ({ payer }) => payer.id],
	['payer.name', ({ payer }) => payer.name],
	['payee.npi', ({ payee }) => payee.npi],
	['payee.tax_id', ({ payee }) => payee.tax_id],
	['payee.name', ({ payee }) => payee.name ?? payee.last_name],
	['payment.trace_number', ({ payment }) => payment.trace_number],
	['payment.date', ({ payment }) => payment.date],
	['payment.method', ({ payment }) => payment.method],
	['payment.amount', ({ payment }) => payment.amount],
	['currency', ({ currency }) => currency],
	['claim_id', (_, claim) => claim.claim_id],
	['payer_claim_number', (_, claim) => claim.payer_claim_number],
	['status', (_, claim) => claim.status_code],
	['charge', (_, claim) => claim.charge],
	['paid', (_, claim) => claim.paid],
	['patient_responsibility', (_, claim) => claim.patient_responsibility],
	['lines', (_, claim) => claim.lines.length],
];

/** Remittances as rows, one a claim, what is said of the payment in each. */
export const RemittanceRows: TableRows<Remittance> = {
	columns: REMITTANCE_COLUMNS.map(([name]) => name),
	rowsOf: (remittance) =>
		remittance.claims.map((claim) => REMITTANCE_COLUMNS.map(([, value]) => value(remittance, claim))),
};
