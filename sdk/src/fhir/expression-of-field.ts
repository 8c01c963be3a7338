/** Where in a Claim a field of the canonical claim stands; of a line the rest follows its item. */
const CLAIM: Readonly<Record<string, string>> = {
	claim_id: 'identifier',
	type: 'type',
	use: 'use',
	currency: 'total.currency',
	total_charge: 'total',
	diagnoses: 'diagnosis',
	procedures: 'procedure',
	lines: 'item',
	billing_provider: 'provider',
	rendering_provider: 'careTeam',
	referring_provider: 'careTeam',
	supervising_provider: 'careTeam',
	attending_provider: 'careTeam',
	operating_provider: 'careTeam',
	assistant_surgeon: 'careTeam',
	service_facility: 'facility',
	subscriber: 'insurance',
	payer: 'insurer',
	patient: 'patient',
	original_claim_number: 'related',
	frequency_code: 'related',
	authorization_number: 'insurance.preAuthRef',
	statement_from: 'billablePeriod.start',
	statement_through: 'billablePeriod.end',
	related_cause: 'accident',
	dates: 'supportingInfo',
	attachments: 'supportingInfo',
	admission_date: 'supportingInfo',
	discharge_date: 'supportingInfo',
};

const LINE: Readonly<Record<string, string>> = {
	number: 'sequence',
	service_date: 'serviced',
	service_date_end: 'serviced',
	procedure_code: 'productOrService',
	code_system: 'productOrService',
	drug: 'productOrService',
	revenue_code: 'revenue',
	modifiers: 'modifier',
	units: 'quantity',
	charge: 'net',
	diagnosis_pointers: 'diagnosisSequence',
	place_of_service: 'location',
	rendering_provider: 'careTeamSequence',
	ordering_provider: 'careTeamSequence',
};

/** The FHIRPath of a field of a claim, `lines.0.charge` as `Claim.item[0].net`; what is no such field is told as it is. */
export function expressionOfField(field: string): string {
	const [first = '', at, inner, innerAt] = field.split('.');
	const element = CLAIM[first];
	if (element === undefined) return field;
	const item = at !== undefined && /^\d+$/.test(at) ? `Claim.${element}[${at}]` : `Claim.${element}`;
	const within = first === 'lines' && inner !== undefined ? LINE[inner] : undefined;
	if (within === undefined) return item;
	return innerAt !== undefined && /^\d+$/.test(innerAt)
		? `${item}.${within}[${innerAt}]`
		: `${item}.${within}`;
}
