import { describe, expect, test } from 'bun:test';
import type { CanonicalClaim } from '../src/claim';
import { writeClaimResponse, writeCoverage, writeExplanationOfBenefit, writeFhirClaim } from '../src/fhir';
import { isResourceType } from '../src/fhir/resource-types';
import {
	aBundle,
	aDecision,
	aFhirClaim,
	aJudgedClaim,
	aLineDecision,
	readAll,
	readOne,
} from '../src/fhir/test-support';
import { readClaims } from '../src/x12/claims/read-claims';
import { hasSharedData, sharedFiles } from '../src/x12/test-support/shared-data';
import { faultsOf, RESOURCE_TYPES } from './r4-schema';

test('the schema finds what is wrong, also in a resource within another', () => {
	const claim = JSON.parse(JSON.stringify(aFhirClaim()));
	expect(faultsOf(claim)).toEqual([]);
	const { length } = faultsOf({
		...claim,
		contained: [{ resourceType: 'Patient', birthDate: 'yesterday' }],
		created: 7,
	});
	// Nothing refers to it, either.
	expect(length).toBe(3);
});

test('every resource of R4 is known, and nothing else is one', () => {
	expect(RESOURCE_TYPES.filter((type) => !isResourceType(type))).toEqual([]);
	expect(['claim', 'ExplanationOfBenefitBase', ''].filter(isResourceType)).toEqual([]);
});

/** A claim, its answer and its explanation, while it waits and after. */
function* writtenOf(claim: CanonicalClaim): Generator<unknown> {
	const lines = claim.lines.map(({ number }) =>
		aLineDecision({ number, pends: [{ rule: 'R25', carc: '50' }] }),
	);
	const decided = aJudgedClaim(claim, { decision: aDecision({ lines }) });
	const { subscriber, patient, payer } = claim;
	yield JSON.parse(writeFhirClaim(claim));
	yield JSON.parse(writeCoverage({ id: 'c1', subscriber, patient, payer, from: '2026-01-01' }));
	for (const judged of [decided, { ...decided, status: 'pended' }, { ...decided, decision: null }] as const) {
		yield JSON.parse(writeClaimResponse(judged));
		yield JSON.parse(writeExplanationOfBenefit(judged));
	}
}

describe('what is written is R4', () => {
	test('of a small claim', async () => {
		const { claim } = await readOne(aBundle(aFhirClaim()));
		for (const written of writtenOf(claim)) expect(faultsOf(written)).toEqual([]);
	});

	test('also when the claim came at an hour without a zone, or at no time at all', async () => {
		const { claim } = await readOne(aBundle(aFhirClaim()));
		for (const submitted_at of ['2026-03-02T10:30', 'yesterday']) {
			const [written] = writtenOf({ ...claim, source: { ...claim.source, submitted_at } });
			expect(faultsOf(written)).toEqual([]);
		}
	});

	const files = ['fhir/r4/davinci-pas', 'fhir/r4/hl7-examples', 'x12/837p', 'x12/837i', 'x12/837d']
		.flatMap(sharedFiles)
		.filter((file) => file.bytes().length < 60_000);

	test.skipIf(!hasSharedData).each(files)('of $name (skipped without ../shared/data)', async (file) => {
		const claims: CanonicalClaim[] = [];
		if (file.name.startsWith('fhir')) {
			for (const one of await readAll(new TextDecoder().decode(file.bytes())))
				if (one.kind === 'claim') claims.push(one.claim);
		} else for await (const one of readClaims(file.bytes())) if (one.kind === 'claim') claims.push(one.claim);
		for (const claim of claims.slice(0, 5))
			for (const written of writtenOf(claim)) expect(faultsOf(written)).toEqual([]);
	});
});

describe.skipIf(!hasSharedData)('the real files (skipped without ../shared/data)', () => {
	const files = ['davinci-pas', 'hl7-examples', 'synthea-bundles'].flatMap((folder) =>
		sharedFiles(`fhir/r4/${folder}`),
	);
	test.each(files)('$name', (file) => {
		const faults = faultsOf(JSON.parse(new TextDecoder().decode(file.bytes())));
		// Da Vinci's examples name their entries by bare ids.
		expect(faults.filter((fault) => !fault.endsWith('is no fullUrl'))).toEqual([]);
	});
});
