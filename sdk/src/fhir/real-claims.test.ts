import { describe, expect, test } from 'bun:test';
import { CanonicalClaim } from '../claim';
import { hasSharedData, type SharedFile, sharedFiles } from '../x12/test-support/shared-data';
import { FhirError } from './problem';
import { type DocumentSummary, type FhirReading, readFhirClaims } from './read-claims';

/** Sums add up without a float: in minor units. */
const cents = (amount: string) => {
	const [units = '0', decimals = ''] = amount.split('.');
	return Number(units) * 100 + Number(decimals.padEnd(2, '0'));
};

/** `n_Claim=1; claim_total_sum=0; claim_use=claim:1` as a record. */
const statedFacts = (facts: string): Record<string, string> =>
	Object.fromEntries(facts.split('; ').map((fact) => fact.split('=') as [string, string]));

async function readAll(file: SharedFile) {
	const readings: FhirReading[] = [];
	for await (const reading of readFhirClaims(file.bytes())) readings.push(reading);
	const documents: DocumentSummary[] = readings.flatMap((one) =>
		one.kind === 'document' ? [one.document] : [],
	);
	const claims = readings.flatMap((one) => (one.kind === 'claim' ? [one] : []));
	return { documents, claims, rejected: readings.filter(({ kind }) => kind === 'rejected') };
}

/** Facts of other resources than claims (payments of an EOB, its totals) are not this reader's. */
const COUNTED = /^(?:n_|bundle_|claim_)/;

function countFacts({ documents, claims }: Awaited<ReturnType<typeof readAll>>): Record<string, string> {
	const [document] = documents;
	const resources = document?.resources ?? {};
	const all = claims.map(({ claim }) => claim);
	const sum = (amounts: string[]) => String(amounts.reduce((total, amount) => total + cents(amount), 0));
	const isStated = ({ warnings }: (typeof claims)[number]) =>
		!warnings.some(({ code, path }) => code === 'AMOUNT_DERIVED' && path === 'Claim.total');
	const kept = all
		.flatMap(({ source }) => source.extras ?? [])
		.filter(({ path }) => /diagnosis\[\d+\]$/.test(path));
	return {
		bundle_type: String(document?.bundle_type),
		bundle_entries: String(Object.values(resources).reduce((total, count) => total + count, 0)),
		n_resources: String(Object.values(resources).reduce((total, count) => total + count, 0)),
		...Object.fromEntries(Object.entries(resources).map(([type, count]) => [`n_${type}`, String(count)])),
		claim_items: String(all.flatMap(({ lines }) => lines).length),
		claim_total_sum: sum(claims.filter(isStated).map(({ claim }) => claim.total_charge)),
		claim_item_net_sum: sum(all.flatMap(({ lines }) => lines.map(({ charge }) => charge))),
		claim_use: `${all[0]?.use}:${all.length}`,
		claim_diagnoses: String(all.flatMap(({ diagnoses }) => diagnoses).length + kept.length),
	};
}

describe.skipIf(!hasSharedData)('the real R4 files (skipped without ../shared/data)', () => {
	const files = ['davinci-pas', 'hl7-examples', 'synthea-bundles'].flatMap((folder) =>
		sharedFiles(`fhir/r4/${folder}`),
	);

	test('are all there', () => {
		expect(files.length).toBeGreaterThanOrEqual(40);
	});

	test.each(files)('$name gives the resources, lines and amounts it holds', async (file) => {
		const read = await readAll(file);
		const counted = countFacts(read);
		const stated = Object.entries(statedFacts(file.facts)).filter(([fact]) => COUNTED.test(fact));
		expect(stated).not.toBeEmpty();
		for (const [fact, value] of stated)
			expect({ [fact]: counted[fact] }).toEqual({
				[fact]: fact.endsWith('_sum') ? String(cents(value)) : value,
			});
		expect(read.rejected).toEqual([]);
		expect(read.claims).toHaveLength(Number(counted.n_Claim ?? 0));
		for (const { claim } of read.claims) CanonicalClaim.parse(claim);
	});
});

describe.skipIf(!hasSharedData)(
	'files of another version or encoding (skipped without ../shared/data)',
	() => {
		test.each(sharedFiles('fhir/stu3-cms-dpc'))('$name is refused for what it is', async (file) => {
			const error = await readAll(file).catch((thrown: unknown) => thrown);
			expect(error).toBeInstanceOf(FhirError);
			expect((error as FhirError).problem.code).toBe(
				file.name.endsWith('.xml') ? 'XML_UNSUPPORTED' : 'VERSION_UNSUPPORTED',
			);
		});
	},
);
