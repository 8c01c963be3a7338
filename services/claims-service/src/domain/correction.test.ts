import { expect, test } from 'bun:test';
import { cancelledBy } from './cancellation';
import { receiveClaim } from './claim';
import { correctionFaults, type OriginalClaim } from './correction';
import type { SubmittedClaim } from './submitted-claim';
import { aSubmittedClaim } from './submitted-claim.builders';

const original = (changes: Partial<OriginalClaim> = {}): OriginalClaim => ({
	id: 'claim-1',
	claim_number: 'CLM-2026-00000001',
	status: 'paid',
	version: 4,
	family_key: 'family-1',
	billing_npi: '1234567893',
	...changes,
});
const aCorrection = (frequency_code: '7' | '8', changes: Partial<SubmittedClaim> = {}) =>
	aSubmittedClaim({ frequency_code, original_claim_number: 'CLM-2026-00000001', ...changes });
const codesOf = (claim: SubmittedClaim, found: OriginalClaim | null, family = 'family-1') =>
	correctionFaults(claim, family, found).map(({ code }) => code);

test.each(['7', '8'] as const)('frequency code %s names a claim that the payer has', (frequency) => {
	expect(codesOf(aCorrection(frequency), original())).toEqual([]);
	expect(codesOf(aCorrection(frequency), null)).toEqual(['ORIGINAL_CLAIM_UNKNOWN']);
	expect(codesOf(aCorrection(frequency, { original_claim_number: undefined }), null)).toEqual([
		'ORIGINAL_CLAIM_NUMBER_MISSING',
	]);
});

test('a claim that is no correction may name another without any consequence', () => {
	expect(codesOf(aSubmittedClaim({ original_claim_number: 'CLM-2026-00000001' }), null)).toEqual([]);
});

test('nobody corrects a claim for another subscriber or of another provider', () => {
	expect(codesOf(aCorrection('7'), original(), 'family-2')).toEqual(['ORIGINAL_CLAIM_DIFFERS']);
	expect(codesOf(aCorrection('7'), original({ billing_npi: null }))).toEqual(['ORIGINAL_CLAIM_DIFFERS']);
});

test.each(['voided', 'replaced'] as const)('a %s claim cannot be corrected again', (status) => {
	expect(codesOf(aCorrection('7'), original({ status }))).toEqual(['ORIGINAL_CLAIM_OVER']);
});

const receipt = {
	id: 'claim-2',
	claim_number: 'CLM-2026-00000002',
	family_key: 'family-1',
	received_at: '2026-11-23T10:00:00.000Z',
	received_on: '2026-11-23',
	batch_id: null,
	replaces_id: 'claim-1',
	member_id: null,
	provider_id: null,
	warnings: [],
};

test('a replacement goes to adjudication and takes the place of its original', () => {
	const claim = receiveClaim(aCorrection('7'), receipt);
	expect(claim).toMatchObject({ status: 'received', replaces_id: 'claim-1' });
	expect(cancelledBy(aCorrection('7'), claim, original())).toMatchObject({
		status: 'replaced',
		replaced_by_id: 'claim-2',
		reason: 'replaced by CLM-2026-00000002',
	});
});

test('a void asks for no decision of its own: it is closed as it comes in', () => {
	const claim = receiveClaim(aCorrection('8'), receipt);
	expect(claim.status).toBe('closed');
	expect(cancelledBy(aCorrection('8'), claim, original())).toMatchObject({
		status: 'voided',
		replaced_by_id: null,
	});
});
