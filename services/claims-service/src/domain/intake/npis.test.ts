import { expect, test } from 'bun:test';
import type { SubmittedClaim } from '../submitted-claim';
import { aSubmittedClaim, aSubmittedLine } from '../submitted-claim.builders';
import { npiFaults } from './npis';

const RIGHT = { npi: '1234567893' };
const WRONG = { npi: '1234567890' };
const fieldsOf = (changes: Partial<SubmittedClaim>) =>
	npiFaults(aSubmittedClaim(changes)).map(({ field }) => field);

test('an NPI with a wrong check digit is refused, whoever it belongs to', () => {
	expect(fieldsOf({ billing_provider: WRONG, rendering_provider: RIGHT, service_facility: WRONG })).toEqual([
		'billing_provider.npi',
		'service_facility.npi',
	]);
});

test('providers of a line are looked at as well', () => {
	const lines = [aSubmittedLine(), aSubmittedLine({ number: 2, ordering_provider: WRONG })];
	expect(fieldsOf({ lines })).toEqual(['lines.1.ordering_provider.npi']);
});

test('a provider that goes by another number has none to be wrong', () => {
	expect(fieldsOf({ billing_provider: {} })).toEqual([]);
});
