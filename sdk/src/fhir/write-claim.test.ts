import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { CanonicalClaim } from '../claim';
import { readClaims } from '../x12/claims/read-claims';
import { sample837 } from '../x12/test-support/sample-837';
import { hasSharedData, sharedFiles } from '../x12/test-support/shared-data';
import { aBundle, aFhirClaim, aFhirItem, readAll, readOne } from './test-support';
import { writeFhirClaim } from './write-claim';

/** What a claim says, without where it came from. */
const meaningOf = ({ source: _, ...claim }: CanonicalClaim) => JSON.parse(JSON.stringify(claim));

async function writtenAndRead(claim: CanonicalClaim) {
	const [read] = await readAll(writeFhirClaim(claim));
	if (read?.kind !== 'claim') throw new Error(JSON.stringify(read));
	return read.claim;
}

const code = (system: string, value: string) => ({ coding: [{ system, code: value }] });
const cents = fc.integer({ min: 0, max: 10_000_000 }).map((minor) => minor / 100);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const among = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const day = fc.integer({ min: 1, max: 28 }).map((at) => `2026-03-${String(at).padStart(2, '0')}`);
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => text.trim() || 'x');

/** A line as people send it: told by a code, by the hospital's own, or in words. */
const someItem = fc
	.record({
		productOrService: fc.oneof(
			among(
				code('http://www.ama-assn.org/go/cpt', '99213'),
				code('http://www.ada.org/cdt', 'D2150'),
				code('urn:tariff', 'K-100'),
				code('https://www.nubc.org/CodeSystem/RevenueCodes', '0300'),
			),
			words.map((text) => ({ text })),
			words.map((display) => ({ coding: [{ system: 'urn:tariff', code: 'K-1', display }] })),
		),
		revenue: maybe(among(code('https://www.nubc.org/CodeSystem/RevenueCodes', '0300'))),
		modifier: fc.array(among(code('urn:modifiers', '25'), code('urn:modifiers', 'RT')), { maxLength: 4 }),
		servicedDate: day,
		servicedPeriod: maybe(fc.record({ start: day, end: day })),
		locationCodeableConcept: maybe(among(code('urn:places', '11'))),
		quantity: maybe(fc.record({ value: among(1, 2.5, 30) })),
		unitPrice: maybe(cents.map((value) => ({ value, currency: 'USD' }))),
		diagnosisSequence: fc.uniqueArray(among(7, 3, 12), { maxLength: 3 }),
		net: cents.map((value) => ({ value, currency: 'USD' })),
	})
	.map(({ servicedPeriod, servicedDate, ...item }) => ({
		...item,
		...(servicedPeriod ? { servicedPeriod } : { servicedDate }),
	}));

const someClaim = fc.record({
	type: among('professional', 'institutional', 'oral', 'pharmacy', 'vision').map((kind) =>
		code('http://terminology.hl7.org/CodeSystem/claim-type', kind),
	),
	use: among('claim', 'predetermination', 'preauthorization'),
	status: among('active', 'cancelled'),
	billablePeriod: maybe(fc.record({ start: day, end: day })),
	payee: maybe(among('provider', 'subscriber', 'other').map((type) => ({ type: code('urn:payees', type) }))),
	related: maybe(
		words.map((value) => [{ claim: { identifier: { value } }, relationship: code('urn:related', 'prior') }]),
	),
	diagnosis: fc.constant(
		[7, 3, 12].map((sequence, at) => ({
			sequence,
			diagnosisCodeableConcept: code(
				'http://hl7.org/fhir/sid/icd-10-cm',
				['E11.9', 'I10', 'J06.9'][at] ?? '',
			),
		})),
	),
	item: fc
		.array(someItem, { minLength: 1, maxLength: 4 })
		.map((items) => items.map((item, at) => ({ sequence: at * 2 + 1, ...item }))),
});

describe('a claim written as FHIR and read again says the same', () => {
	test('whatever it said, in FHIR', async () => {
		await fc.assert(
			fc.asyncProperty(someClaim, async (said) => {
				const { claim } = await readOne(aBundle(aFhirClaim(said)));
				expect(meaningOf(await writtenAndRead(claim))).toEqual(meaningOf(claim));
			}),
			{ numRuns: 100 },
		);
	});

	test('when it came from FHIR', async () => {
		const item = [
			aFhirItem(),
			aFhirItem({ sequence: 3, net: { value: 0.1, currency: 'USD' }, quantity: { value: 2.5 } }),
		];
		const { claim } = await readOne(aBundle(aFhirClaim({ item })));
		expect(meaningOf(await writtenAndRead(claim))).toEqual(meaningOf(claim));
	});

	test('when it came from an 837', async () => {
		for await (const reading of readClaims(sample837()))
			if (reading.kind === 'claim')
				expect(meaningOf(await writtenAndRead(reading.claim))).toEqual(meaningOf(reading.claim));
	});

	test('when its provider’s tax number is of an unknown kind', async () => {
		const { claim } = await readOne(aBundle(aFhirClaim()));
		const taxed = { ...claim, billing_provider: { name: 'Clinic', tax_id: '12-345' } };
		expect(meaningOf(await writtenAndRead(taxed))).toEqual(meaningOf(taxed));
	});

	test('where a service is told in words alone', async () => {
		const item = [aFhirItem({ productOrService: { text: 'Visit at home' } })];
		const { claim } = await readOne(aBundle(aFhirClaim({ item })));
		expect(claim.lines[0]).toMatchObject({ description: 'Visit at home', code_system: 'unknown' });
		expect(meaningOf(await writtenAndRead(claim))).toEqual(meaningOf(claim));
	});

	test('with its amounts to the last digit', async () => {
		const { claim } = await readOne(aBundle(aFhirClaim()));
		expect(writeFhirClaim({ ...claim, total_charge: '99999999999.90' })).toContain('"value":99999999999.90');
	});

	const files = ['fhir/r4/davinci-pas', 'fhir/r4/hl7-examples', 'x12/837p', 'x12/837i', 'x12/837d']
		.flatMap(sharedFiles)
		.filter((file) => file.bytes().length < 60_000);

	test.skipIf(!hasSharedData).each(files)('$name (skipped without ../shared/data)', async (file) => {
		const source = file.name.startsWith('fhir') ? await readAll(new TextDecoder().decode(file.bytes())) : [];
		const claims = source.flatMap((one) => (one.kind === 'claim' ? [one.claim] : []));
		if (file.name.startsWith('x12'))
			for await (const one of readClaims(file.bytes())) if (one.kind === 'claim') claims.push(one.claim);
		for (const claim of claims.slice(0, 5))
			expect(meaningOf(await writtenAndRead(claim))).toEqual(meaningOf(claim));
	});
});
