import type {
	Authorization,
	ClaimStatusInquiry,
	ClaimStatusResponse,
	EligibilityInquiry,
	EligibilityResponse,
	Enrolment,
	Remittance,
} from '../../claim';

export const anEnrolment = (number = 1): Enrolment => ({
	sponsor: { name: 'ACME', id: '999888777', id_qualifier: 'FI' },
	insurer: { name: 'PAYER ONE', id: '654456654', id_qualifier: 'FI' },
	master_policy: 'POL1',
	file_action: '2',
	is_subscriber: true,
	relationship: 'self',
	maintenance_type: 'add',
	maintenance_reason: '20',
	benefit_status: 'A',
	employment_status: 'FT',
	subscriber_number: `S${number}`,
	group_number: 'G1',
	member: {
		last_name: 'SMITH',
		first_name: 'JANE',
		member_id: `M${number}`,
		birth_date: '1980-01-01',
		sex: 'female',
		address: { lines: ['1 MAIN ST'], city: 'SPRINGFIELD', state: 'IL', postal_code: '62701' },
		contacts: [{ phone: '5551234567' }],
	},
	eligibility_begin: '2026-01-01',
	coverages: [
		{
			maintenance_type: 'add',
			insurance_line: 'HLT',
			plan: 'GOLD',
			level: 'FAM',
			begin_date: '2026-01-01',
			premium: '100.00',
		},
	],
});

/** Who takes part in every question and answer. */
export const parties = {
	payer: { id: 'P1', name: 'PAYER ONE' },
	provider: { npi: '1234567893', name: 'CLINIC' },
	subscriber: {
		member_id: 'M1',
		last_name: 'SMITH',
		first_name: 'JANE',
		birth_date: '1980-01-01',
		sex: 'female' as const,
	},
	group_number: 'G1',
	reference: 'R1',
	submitted_at: '2026-03-02T10:30',
	trace_numbers: [{ number: 'T1', originator: '1999999999' }],
};

export const child = { last_name: 'SMITH', first_name: 'TIM', birth_date: '2015-05-05' };

export const anInquiry = (): EligibilityInquiry => ({
	...parties,
	service_date: '2026-03-01',
	service_types: ['30', '35'],
});

export const anAnswer = (): EligibilityResponse => ({
	...parties,
	dates: [{ kind: '346', date: '2026-01-01' }],
	benefits: [
		{
			information: '1',
			coverage_level: 'IND',
			service_types: ['30', '33'],
			insurance_type: 'HM',
			plan: 'GOLD',
		},
		{
			information: 'B',
			service_types: ['98'],
			period: '27',
			amount: '30.00',
			currency: 'USD',
			in_network: 'yes',
			messages: ['PER VISIT'],
			entities: [{ role: 'P3', last_name: 'JONES', npi: '1234567893' }],
		},
		{
			information: 'A',
			service_types: [],
			percent: '.2',
			needs_authorization: 'no',
			in_network: 'not_applicable',
		},
	],
	refusals: [],
});

export const aStatusInquiry = (): ClaimStatusInquiry => ({
	...parties,
	group_number: undefined,
	submitter: { name: 'CLINIC', identifiers: [{ qualifier: '46', value: 'X67E' }] },
	claim_id: 'A1',
	charge: '150.00',
	service_date: '2026-03-01',
	lines: [
		{
			revenue_code: '0300',
			code_system: 'revenue',
			modifiers: [],
			charge: '50.00',
			units: 2,
			service_date: '2026-03-01',
		},
	],
});

/** The 277 has no place for birth date and sex. */
const { birth_date: _, sex: __, ...insured } = parties.subscriber;

export const aStatusAnswer = (): ClaimStatusResponse => ({
	...parties,
	subscriber: insured,
	group_number: undefined,
	submitter: { name: 'CLEARINGHOUSE', identifiers: [{ qualifier: '46', value: 'X67E' }] },
	claim_id: 'A1',
	payer_claim_number: 'CLM-2026-00000001',
	service_date: '2026-03-01',
	service_date_end: '2026-03-02',
	statuses: [
		{
			category: 'F1',
			status: '65',
			date: '2026-03-09',
			charge: '150.00',
			paid: '120.00',
			paid_date: '2026-03-10',
			trace_number: 'T0001',
		},
	],
	lines: [
		{
			procedure_code: '99213',
			code_system: 'hcpcs',
			modifiers: ['25'],
			charge: '150.00',
			paid: '120.00',
			units: 1,
			service_date: '2026-03-01',
			statuses: [
				{ category: 'F1', status: '65', date: '2026-03-09' },
				{ category: 'F1', status: '107', entity: 'PR' },
			],
		},
	],
});

export const aRequest = (): Authorization => ({
	kind: 'request',
	...parties,
	category: 'AR',
	certification_type: 'I',
	service_type: '2',
	place: '21',
	dates: [{ kind: '435', date: '2026-04-01' }],
	quantities: [{ kind: 'DY', quantity: 5 }],
	providers: [{ role: 'FA', name: 'CITY HOSPITAL', npi: '1234567893' }],
	diagnoses: [{ code: 'I219', qualifier: 'ABF' }],
	services: [
		{
			category: 'HS',
			certification_type: 'I',
			dates: [{ kind: '472', date: '2026-04-01' }],
			procedure_code: '33510',
			code_system: 'hcpcs',
			modifiers: [],
			charge: '9000.00',
			units: 1,
		},
	],
	refusals: [],
});

/** Two claims, 450.00 paid, 20.00 of it taken back from the provider. */
export const aRemittance = (): Remittance => ({
	currency: 'USD',
	payer: {
		name: 'PAYER ONE',
		id: 'P1',
		address: { lines: ['1 PLAZA'], city: 'CHICAGO', state: 'IL', postal_code: '60601' },
	},
	payee: { npi: '1234567893', tax_id: '123456789', tax_id_type: 'employer', name: 'CLINIC' },
	payment: {
		method: 'ach',
		amount: '430.00',
		date: '2026-03-10',
		trace_number: 'T0001',
		payer_identifier: '1999999999',
		handling_code: 'I',
	},
	production_date: '2026-03-09',
	claims: [
		{
			claim_id: 'A1',
			payer_claim_number: 'CLM-2026-00000001',
			status_code: '1',
			charge: '500.00',
			paid: '400.00',
			patient_responsibility: '60.00',
			filing_code: '12',
			facility_type: '11',
			frequency_code: '1',
			patient: { last_name: 'SMITH', first_name: 'JANE', member_id: 'M1' },
			statement_from: '2026-03-01',
			adjustments: [],
			remarks: ['MA01'],
			lines: [
				{
					procedure_code: '99213',
					code_system: 'hcpcs',
					modifiers: ['25'],
					charge: '500.00',
					paid: '400.00',
					allowed: '460.00',
					units: 1,
					service_date: '2026-03-01',
					control_number: 'L1',
					adjustments: [
						{ group: 'CO', carc: '45', amount: '40.00' },
						{ group: 'PR', carc: '2', amount: '60.00' },
					],
					remarks: ['N130'],
				},
			],
		},
		{
			claim_id: 'A2',
			status_code: '1',
			charge: '50.00',
			paid: '50.00',
			adjustments: [],
			remarks: [],
			lines: [],
		},
	],
	provider_adjustments: [
		{
			provider_id: '1234567893',
			fiscal_period_end: '2026-12-31',
			reason: 'WO',
			reference: 'OLD1',
			amount: '20.00',
		},
	],
});
