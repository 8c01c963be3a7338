import { describe, expect, test } from 'bun:test';
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

describe('a claim written as FHIR and read again says the same', () => {
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
