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
