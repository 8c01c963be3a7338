import type { SubmittedClaim, SubmittedLine } from './submitted-claim';

/** For tests: a line of one office visit. */
export const aSubmittedLine = (changes: Partial<SubmittedLine> = {}): SubmittedLine => ({
	number: 1,
	service_date: '2026-03-01',
	procedure_code: '99213',
	units: 1,
	charge: '120.00',
	diagnosis_pointers: [1],
	...changes,
});

/** For tests: a claim without a fault. */
export const aSubmittedClaim = (changes: Partial<SubmittedClaim> = {}): SubmittedClaim => ({
	claim_id: 'A-1',
	type: 'professional',
	use: 'claim',
	frequency_code: '1',
	currency: 'USD',
	total_charge: '120.00',
	billing_provider: { npi: '1234567893' },
	subscriber: { member_id: 'M1' },
	patient: { relationship: 'self' },
	payer: { id: 'P1' },
	diagnoses: [{ code: 'J069', system: 'icd-10-cm' }],
	lines: [aSubmittedLine()],
	other_payers: [],
	source: { format: 'json' },
	...changes,
});
