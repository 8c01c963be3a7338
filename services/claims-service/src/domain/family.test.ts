import { expect, test } from 'bun:test';
import { familyOf } from './family';
import { aSubmittedClaim } from './submitted-claim.builders';

const ofMember = (member_id: string, payer = 'P1') =>
	familyOf(aSubmittedClaim({ subscriber: { member_id }, payer: { id: payer } }));

test('claims under one subscriber number are of one family, however the card was typed', () => {
	expect(ofMember('AB 123')).toBe(ofMember('ab123'));
});

test('the same number with another payer is another family', () => {
	expect(ofMember('AB123', 'P1')).not.toBe(ofMember('AB123', 'P2'));
});

test('a claim without a subscriber number is in nobody’s order but its own', () => {
	const nameless = (claim_id: string) => familyOf(aSubmittedClaim({ claim_id, subscriber: {} }));
	expect(nameless('A-1')).not.toBe(nameless('A-2'));
	expect(nameless('AB123')).not.toBe(ofMember('AB123'));
});
