import { expect, test } from 'bun:test';
import { type ResourcesBeside, readReferred } from './beside';
import { aBundle, aFhirClaim, readAll } from './test-support';

/** What a folder holds beside the claims, by name. */
async function besideOf(...texts: string[]): Promise<ResourcesBeside> {
	const found = new Map<string, Set<string>>();
	for (const text of texts)
		for await (const resource of readReferred(text))
			for (const name of resource.names) found.set(name, (found.get(name) ?? new Set()).add(resource.text));
	return { find: async (name) => [...(found.get(name) ?? [])] };
}

const lines = (...resources: object[]) => resources.map((resource) => JSON.stringify(resource)).join('\n');
const { entry } = aBundle();
const others = lines(...entry.map(({ resource }) => resource));

const unresolved = (readings: Awaited<ReturnType<typeof readAll>>) =>
	readings
		.flatMap((reading) => ('warnings' in reading ? reading.warnings : []))
		.filter(({ code }) => code.startsWith('REFERENCE_'));

test('a claim finds patient, coverage and provider in other files, and says the same as in a Bundle with them', async () => {
	const [alone] = await readAll(lines(aFhirClaim()), { beside: await besideOf(others) });
	const [bundled] = await readAll(aBundle(aFhirClaim()));
	if (alone?.kind !== 'claim' || bundled?.kind !== 'claim') throw new Error('no claim');
	const { source: _, ...claim } = alone.claim;
	const { source: __, ...expected } = bundled.claim;
	expect(claim).toEqual(expected);
	expect(unresolved([alone])).toEqual([]);
});

test('a reference may be an address, with a version, or a search for an identifier', async () => {
	const claim = aFhirClaim({
		patient: { reference: 'https://payer.example/fhir/Patient/p1/_history/3' },
		provider: { reference: 'Organization?identifier=http://hl7.org/fhir/sid/us-npi|1234567893' },
	});
	const readings = await readAll(lines(claim), { beside: await besideOf(others) });
	expect(readings[0]).toMatchObject({
		claim: { patient: { last_name: 'Smith' }, billing_provider: { name: 'Clinic' } },
	});
	expect(unresolved(readings)).toEqual([]);
});

test('of two different patients of one name nobody is taken; the same one twice is one', async () => {
	const twice = await besideOf(others, others);
	expect(unresolved(await readAll(lines(aFhirClaim()), { beside: twice }))).toEqual([]);
	const another = lines({ resourceType: 'Patient', id: 'p1', name: [{ family: 'Other' }] });
	const readings = await readAll(lines(aFhirClaim()), { beside: await besideOf(others, another) });
	expect(readings[0]).toMatchObject({
		claim: { patient: { identifiers: [{ qualifier: 'fhir-reference', value: 'Patient/p1' }] } },
	});
	expect(unresolved(readings).map(({ code, path }) => [code, path])).toEqual([
		['REFERENCE_AMBIGUOUS', 'Claim.patient'],
	]);
});

test('what is no resource of R4 is rejected by its name, wherever a claim could have stood', async () => {
	const misspelt = { ...aFhirClaim(), resourceType: 'claim' };
	for (const text of [lines(aFhirClaim(), misspelt), aBundle(aFhirClaim(), misspelt)]) {
		const readings = await readAll(text);
		const problems = readings.flatMap((reading) =>
			reading.kind === 'rejected' ? reading.problems : reading.kind === 'problem' ? [reading.problem] : [],
		);
		expect(problems.map(({ code }) => code)).toEqual(['RESOURCE_UNKNOWN']);
		expect(readings.filter(({ kind }) => kind === 'claim')).toHaveLength(1);
	}
	const nameless = readAll({ resourceType: 'Bundle', entry: [{ resource: { id: 'x' } }] });
	expect((await nameless)[0]).toMatchObject({ kind: 'rejected', problems: [{ code: 'NOT_FHIR' }] });
});
