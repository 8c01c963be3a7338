import { expect, test } from 'bun:test';
import type { SubmittedClaim } from '../submitted-claim';
import { aSubmittedClaim, aSubmittedLine } from '../submitted-claim.builders';
import { chargeFaults } from './charges';

const faultsOf = (changes: Partial<SubmittedClaim>) =>
	chargeFaults(aSubmittedClaim(changes)).map(({ field, code }) => `${field} ${code}`);
const charging = (currency: string, total_charge: string, ...charges: string[]) => ({
	currency,
	total_charge,
	lines: charges.map((charge, at) => aSubmittedLine({ number: at + 1, charge })),
});

test('lines sum to the total, to the cent', () => {
	expect(faultsOf(charging('USD', '0.30', '0.10', '0.20'))).toEqual([]);
	expect(faultsOf(charging('USD', '0.31', '0.10', '0.20'))).toEqual(['total_charge CHARGES_DO_NOT_SUM']);
});

test('the same amount may be written with and without its decimals', () => {
	expect(faultsOf(charging('USD', '100', '99.50', '0.5'))).toEqual([]);
	expect(faultsOf(charging('IDR', '150000.00', '150000'))).toEqual([]);
});

test('an amount finer than its currency is refused where it stands, and the sum is not judged', () => {
	expect(faultsOf(charging('IDR', '150000', '149999.50', '0.50'))).toEqual([
		'lines.0.charge AMOUNT_TOO_FINE',
		'lines.1.charge AMOUNT_TOO_FINE',
	]);
	expect(faultsOf(charging('USD', '1.005', '1.00'))).toEqual(['total_charge AMOUNT_TOO_FINE']);
});

test('an amount past the largest that is carried is refused', () => {
	expect(faultsOf(charging('USD', '999999999999', '1.00'))).toEqual(['total_charge AMOUNT_TOO_LARGE']);
});

test('a claim asks for something; an encounter that was paid by capitation need not', () => {
	expect(faultsOf(charging('USD', '0.00', '0.00'))).toEqual(['total_charge NOTHING_CHARGED']);
	expect(faultsOf({ ...charging('USD', '0', '0'), purpose: 'encounter' })).toEqual([]);
});

test('a line of a charged claim may be free', () => {
	expect(faultsOf(charging('USD', '80.00', '80.00', '0.00'))).toEqual([]);
});
