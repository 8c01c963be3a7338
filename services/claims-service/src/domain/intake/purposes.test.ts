import { expect, test } from 'bun:test';
import { aSubmittedClaim } from '../submitted-claim.builders';
import { type Purpose, useFaults } from './purposes';

const faults = (changes: Parameters<typeof aSubmittedClaim>[0], wanted: Purpose) =>
	useFaults(aSubmittedClaim(changes), wanted).map(({ code }) => code);

test.each(['predetermination', 'preauthorization'])('a %s is not paid as if it were a claim', (use) => {
	expect(faults({ use }, 'claim')).toEqual(['USE_NOT_A_CLAIM']);
});

test('a claim is one, and a predetermination is asked as such', () => {
	expect(faults({}, 'claim')).toEqual([]);
	expect(faults({ use: 'predetermination' }, 'predetermination')).toEqual([]);
	expect(faults({}, 'predetermination')).toEqual(['USE_NOT_A_PREDETERMINATION']);
});

test.each(['7', '8'])('care to come corrects no claim, as frequency code %s would', (frequency_code) => {
	expect(faults({ use: 'predetermination', frequency_code }, 'predetermination')).toEqual([
		'CORRECTION_OF_NOTHING',
	]);
});
