import { expect, test } from 'bun:test';
import { aSubmittedClaim } from '../submitted-claim.builders';
import { useFaults } from './purposes';

test.each(['predetermination', 'preauthorization'])('a %s is not paid as if it were a claim', (use) => {
	expect(useFaults(aSubmittedClaim({ use })).map(({ code }) => code)).toEqual(['USE_NOT_A_CLAIM']);
});

test('a claim is one', () => {
	expect(useFaults(aSubmittedClaim())).toEqual([]);
});
