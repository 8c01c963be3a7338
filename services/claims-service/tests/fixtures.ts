import type { TokenOptions } from '@claims-askes/chassis/testing/platform';
import type { CanonicalClaim, ClaimLine } from '@claims-askes/sdk/claim';

export const STAFF: TokenOptions = { role: 'staff', scopes: ['claims:read', 'claims:write'] };

let made = 0;

/** A line of one office visit. */
export const aLine = (changes: Partial<ClaimLine> = {}): ClaimLine => ({
	number: 1,
	service_date: '2026-03-01',
	procedure_code: '99213',
	code_system: 'hcpcs',
	modifiers: [],
	units: 1,
	charge: '120.00',
	diagnosis_pointers: [1],
	...changes,
});

/** A clean claim, different from every other in the submitter's own number. */
export const aClaim = (changes: Partial<CanonicalClaim> = {}): CanonicalClaim => ({
	claim_id: `A-${++made}`,
	type: 'professional',
	use: 'claim',
	frequency_code: '1',
	currency: 'USD',
	total_charge: '120.00',
	billing_provider: { npi: '1234567893', name: 'Clinic' },
	subscriber: { member_id: 'M1', last_name: 'Smith' },
	patient: { relationship: 'self', last_name: 'Smith' },
	payer: { id: 'P1', name: 'Payer' },
	diagnoses: [{ code: 'J069', system: 'icd-10-cm', role: 'principal' }],
	lines: [aLine()],
	other_payers: [],
	source: { format: 'json' },
	...changes,
});
