import { expect, test } from 'bun:test';
import type { SubmittedClaim } from '../submitted-claim';
import { aSubmittedClaim } from '../submitted-claim.builders';
import { otherPayerFaults } from './other-payers';

type OtherPayer = SubmittedClaim['other_payers'][number];
const anOtherPayer = (changes: Partial<OtherPayer> = {}): OtherPayer => ({
	paid: '80.00',
	patient_responsibility: '20',
	adjustments: [{ amount: '-1.5' }],
	lines: [{ paid: '80.00', adjustments: [{ amount: '20.00' }] }],
	...changes,
});
const faultsOf = (...other_payers: OtherPayer[]) =>
	otherPayerFaults(aSubmittedClaim({ other_payers })).map(({ field, code }) => `${field} ${code}`);

test('what another payer decided is taken in, also where it took something back', () => {
	expect(faultsOf(anOtherPayer())).toEqual([]);
	expect(faultsOf(anOtherPayer({ paid: '-80.00', patient_responsibility: undefined }))).toEqual([]);
});

test('an amount of another payer that is no money of the claim’s currency is refused where it stands', () => {
	const lines = [
		{ paid: '80.00', adjustments: [] },
		{ paid: '80.001', patient_responsibility: '0.001', adjustments: [{ amount: '0.001' }] },
	];
	expect(faultsOf(anOtherPayer({ paid: '999999999999' }), anOtherPayer({ lines }))).toEqual([
		'other_payers.0.paid AMOUNT_TOO_LARGE',
		'other_payers.1.lines.1.paid AMOUNT_TOO_FINE',
		'other_payers.1.lines.1.patient_responsibility AMOUNT_TOO_FINE',
		'other_payers.1.lines.1.adjustments.0.amount AMOUNT_TOO_FINE',
	]);
	const adjustments = [{ amount: '1.00' }, { amount: '1.005' }];
	expect(faultsOf(anOtherPayer({ patient_responsibility: '2.005', adjustments }))).toEqual([
		'other_payers.0.patient_responsibility AMOUNT_TOO_FINE',
		'other_payers.0.adjustments.1.amount AMOUNT_TOO_FINE',
	]);
});
