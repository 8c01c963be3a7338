import { expect, test } from 'bun:test';
import type { CanonicalClaim, OtherPayer } from '@claims-askes/sdk/claim';
import { moneyIn } from './money-reader';
import { primaryOf } from './primary-figures';

const read = moneyIn(2);
const payer = (changes: Partial<OtherPayer>): OtherPayer => ({
	payer: {},
	subscriber: {},
	adjustments: [],
	lines: [],
	...changes,
});
const claim = (...other_payers: OtherPayer[]) =>
	({
		total_charge: '150.00',
		lines: [
			{ number: 1, charge: '100.00' },
			{ number: 2, charge: '50.00' },
		],
		other_payers,
	}) as unknown as CanonicalClaim;
const figures = (paid: number, left: number, allowed: number, obliged: number) => ({
	...{ paid, left, allowed, obliged },
});

test('a payer who is only named has not decided', () => {
	expect(primaryOf(claim(payer({})), read)).toBeUndefined();
	expect(primaryOf(claim(), read)).toBeUndefined();
});

test('what the primary decided line by line is taken line by line', () => {
	const decided = payer({
		paid: '90.00',
		lines: [
			{
				number: 1,
				paid: '60.00',
				adjustments: [
					{ group: 'CO', carc: '45', amount: '25.00' },
					{ group: 'PR', carc: '2', amount: '15.00' },
				],
			},
			{ number: 2, paid: '30.00', patient_responsibility: '20.00', adjustments: [] },
		],
	});
	expect(primaryOf(claim(decided), read) as unknown).toEqual({
		lines: { 1: figures(6_000, 1_500, 7_500, 7_500), 2: figures(3_000, 2_000, 5_000, 5_000) },
	});
});

test('where a line is missing the figures are those of the claim', () => {
	const decided = payer({
		paid: '60.00',
		patient_responsibility: '15.00',
		lines: [{ number: 1, paid: '60.00', adjustments: [{ group: 'CO', carc: '45', amount: '25.00' }] }],
	});
	expect(primaryOf(claim(decided), read) as unknown).toEqual({ claim: figures(6_000, 1_500, 7_500, 12_500) });
});

test('what the primary neither paid nor wrote off is left to the patient, unless it says otherwise', () => {
	const paidOnly = payer({ paid: '100.00' });
	expect(primaryOf(claim(paidOnly), read) as unknown).toEqual({
		claim: figures(10_000, 5_000, 15_000, 15_000),
	});
});

test('two payers before us are one: what both paid, and what the second left', () => {
	const first = payer({ paid: '80.00', patient_responsibility: '40.00' });
	const second = payer({ paid: '30.00', patient_responsibility: '10.00' });
	expect(primaryOf(claim(first, second), read) as unknown).toEqual({
		claim: figures(11_000, 1_000, 12_000, 15_000),
	});
});

test.each([
	['more was paid than billed', payer({ paid: '400.00', patient_responsibility: '20.00' })],
	['a payment was taken back', payer({ paid: '-20.00', patient_responsibility: '200.00' })],
	[
		'more was written off than billed',
		payer({ paid: '10.00', adjustments: [{ group: 'CO', carc: '45', amount: '900.00' }] }),
	],
])('figures fit together even where %s', (_, decided) => {
	const found = primaryOf(claim(decided), read)?.claim;
	if (!found) throw new Error('the payer has decided');
	const { paid, left, allowed, obliged = allowed } = found;
	expect([paid >= 0, left >= 0, paid + left <= allowed, allowed <= obliged, obliged <= 15_000]).toEqual([
		true,
		true,
		true,
		true,
		true,
	]);
});
