import { expect, test } from 'bun:test';
import { Remittance, remittanceImbalances } from '../../claim';
import { aBundle, aFhirClaim, aLineDecision, aPredetermination, readOne } from '../../fhir/test-support';
import { remittanceOfPredetermination } from './predetermination-remittance';
import { readRemittances } from './read-remittances';
import { writeRemittances } from './write-remittance';

const { claim } = await readOne(aBundle(aFhirClaim()));
const options = { sender: { id: 'P' }, receiver: { id: 'C' }, controlNumber: 1, at: '2026-03-03T10:00' };

test('nothing is paid, what would be stands among the adjustments, and all sums foot, also when read again', async () => {
	const remittance = remittanceOfPredetermination(claim, aPredetermination());
	if (!remittance) throw new Error('it is decided');
	expect(Remittance.safeParse(remittance).error).toBeUndefined();
	expect(remittance.claims[0]).toMatchObject({
		...{ status_code: '25', charge: '150.00', paid: '0.00', patient_responsibility: '20.00' },
		lines: [
			{
				adjustments: [
					{ group: 'CO', carc: '45', amount: '30.00' },
					{ group: 'PR', carc: '3', amount: '20.00' },
					{ group: 'OA', carc: '101', amount: '100.00' },
				],
			},
		],
	});
	expect(remittanceImbalances(remittance)).toEqual([]);
	const text = (await Array.fromAsync(writeRemittances([remittance], options))).join('');
	expect(text).toMatch(/BPR\*H\*0(\.00)?\*C\*NON/);
	for await (const reading of readRemittances(text)) {
		if (reading.kind !== 'document') continue;
		expect(reading.warnings).toEqual([]);
		expect(remittanceImbalances(reading.document)).toEqual([]);
		expect(reading.document.claims[0]).toMatchObject({ status_code: '25', paid: '0.00' });
	}
});

test('a claim that is only priced has a number of the payer and a kind of filing, as any that an 835 names', () => {
	const would = aPredetermination();
	const filed = (filing_code?: string) =>
		remittanceOfPredetermination({ ...claim, subscriber: { ...claim.subscriber, filing_code } }, would)
			?.claims[0];
	expect(filed('MB')).toMatchObject({ payer_claim_number: would.id, filing_code: 'MB' });
	expect(filed('CI')).toMatchObject({ filing_code: 'ZZ' });
	expect(filed()).toMatchObject({ filing_code: 'ZZ' });
});

test('what is taken off the claim as a whole lowers what its lines would be paid', () => {
	const would = aPredetermination({
		adjustments: [{ group: 'CO', carc: '45', amount: '10.00', rule: 'S12' }],
		totals: { ...aPredetermination().totals, paid: '90.00' },
		lines: [aLineDecision()],
	});
	const remittance = remittanceOfPredetermination(claim, would);
	if (!remittance) throw new Error('it is decided');
	expect(remittance.claims[0]?.adjustments).toContainEqual({ group: 'OA', carc: '101', amount: '-10.00' });
	expect(remittanceImbalances(remittance)).toEqual([]);
});

test('of a claim that a person would have to look at an 835 says nothing', () => {
	expect(remittanceOfPredetermination(claim, aPredetermination({ outcome: 'pended' }))).toBeUndefined();
});
