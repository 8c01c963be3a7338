import type { CanonicalClaim } from '../claim';
import type { JudgedClaim, LineDecision, Predetermination } from './judged-claim';
import type { FhirReading, ReadFhirOptions } from './read-claims';
import { readFhirClaims } from './read-claims';

/** A small professional claim: valid as it comes, and a test changes only what it is about. */
export const aFhirClaim = (changes: object = {}) => ({
	resourceType: 'Claim',
	identifier: [{ system: 'http://clinic.example/claims', value: 'A1' }],
	status: 'active',
	type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] },
	use: 'claim',
	patient: { reference: 'Patient/p1' },
	created: '2026-03-02',
	provider: { reference: 'Organization/o1' },
	priority: { coding: [{ code: 'normal' }] },
	diagnosis: [
		{
			sequence: 1,
			diagnosisCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' }] },
		},
	],
	insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/c1' } }],
	item: [aFhirItem()],
	...changes,
});

export const aFhirItem = (changes: object = {}) => ({
	sequence: 1,
	diagnosisSequence: [1],
	productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] },
	servicedDate: '2026-03-01',
	net: { value: 150, currency: 'USD' },
	...changes,
});

/** The claim with those it refers to. */
export const aBundle = (...claims: object[]) => ({
	resourceType: 'Bundle',
	type: 'collection',
	entry: [
		...claims,
		{
			resourceType: 'Patient',
			id: 'p1',
			name: [{ family: 'Smith', given: ['Jane'] }],
			birthDate: '1980-01-01',
		},
		{
			resourceType: 'Organization',
			id: 'o1',
			name: 'Clinic',
			identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
		},
		{
			resourceType: 'Coverage',
			id: 'c1',
			subscriberId: 'M1',
			beneficiary: { reference: 'Patient/p1' },
			relationship: { coding: [{ code: 'self' }] },
			payor: [{ display: 'Payer One' }],
		},
	].map((resource) => ({ resource })),
});

export async function readAll(source: object | string, options?: ReadFhirOptions): Promise<FhirReading[]> {
	const readings: FhirReading[] = [];
	const text = typeof source === 'string' ? source : JSON.stringify(source);
	for await (const reading of readFhirClaims(text, options)) readings.push(reading);
	return readings;
}

/** The only claim of a document, which is expected to be accepted. */
export async function readOne(source: object | string) {
	const [first] = await readAll(source);
	if (first?.kind !== 'claim') throw new Error(`no claim: ${JSON.stringify(first)}`);
	return first;
}

/** Why the only claim of a document was refused. */
export async function refusal(source: object | string) {
	const [first] = await readAll(source);
	if (first?.kind !== 'rejected') throw new Error(`not refused: ${JSON.stringify(first)}`);
	return first.problems.map(({ code, path }) => `${code} ${path}`);
}

const CLAIM_ID = '0190b5c6-7d1e-7000-8000-000000000001';

/** A line of 150.00: 30.00 written off by contract, 20.00 copay, the rest paid. */
export const aLineDecision = (changes: Partial<LineDecision> = {}): LineDecision => ({
	number: 1,
	outcome: 'pay',
	procedure_code: '99213',
	service_date: '2026-03-01',
	units: 1,
	benefit: 'office-visit',
	billed: '150.00',
	allowed: '120.00',
	paid: '100.00',
	member_owes: '20.00',
	adjustments: [
		{ group: 'CO', carc: '45', amount: '30.00', rule: 'S1' },
		{ group: 'PR', carc: '3', amount: '20.00', rule: 'S6' },
	],
	funding: {},
	denial: null,
	pends: [],
	warnings: [],
	...changes,
});

type Decided = NonNullable<JudgedClaim['decision']>;

export const aDecision = (changes: Partial<Decided> = {}): Decided => ({
	id: '0190b5c6-7d1e-7000-8000-000000000002',
	claim_id: CLAIM_ID,
	claim_number: 'CLM-2026-00000001',
	outcome: 'approved',
	currency: 'USD',
	decided_at: '2026-03-03T10:00:00.000Z',
	member_id: null,
	family_id: null,
	provider_id: null,
	policy_id: null,
	plan_version_id: null,
	contract_id: null,
	engine_version: '1',
	reversed_by: null,
	totals: {
		billed: '150.00',
		allowed: '120.00',
		paid: '100.00',
		member_owes: '20.00',
		provider_writes_off: '30.00',
		other: '0.00',
	},
	adjustments: [],
	lines: [aLineDecision()],
	alerts: [],
	...changes,
});

/** A professional claim that was paid. */
export const aJudgedClaim = (content: CanonicalClaim, changes: Partial<JudgedClaim> = {}): JudgedClaim => ({
	id: CLAIM_ID,
	claim_number: 'CLM-2026-00000001',
	status: 'paid',
	received_on: '2026-03-02',
	received_at: '2026-03-02T12:00:00.000Z',
	updated_at: '2026-03-05T08:00:00.000Z',
	content,
	decision: aDecision(),
	...changes,
});

export const aPredetermination = (changes: Partial<Predetermination> = {}): Predetermination => {
	const { claim_id: _, claim_number, reversed_by: __, ...decided } = aDecision();
	return { ...decided, submitter_claim_id: claim_number, as_of: '2026-03-03', ...changes };
};
