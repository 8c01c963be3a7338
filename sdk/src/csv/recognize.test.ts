import { expect, test } from 'bun:test';
import type { CanonicalClaim } from '../claim';
import { readCsvClaims } from './read-claims';
import { recognizeCsv, unnamedFields } from './recognize';

/** The first claim of a file whose columns are known by their names. */
async function firstClaim(text: string): Promise<CanonicalClaim> {
	const kind = recognizeCsv(text);
	if (kind?.kind !== 'mapped') throw new Error('the columns are not known');
	for await (const reading of readCsvClaims(text, kind.mapping))
		if (reading.kind === 'claim') return reading.claim;
	throw new Error('no claim was read');
}

test.each([
	'ClaimID,ServiceDate,BilledAmount,DiagnosisCode,CPTCode',
	'Claim No,DOS,Charge Amount,Primary Diagnosis,Procedure Code',
	'claim_id,claim_line_start_date,charge_amount,diagnosis_code_1,hcpcs_code',
	'claimId,serviceFromDate,amountCharged,icdCode,hcpcs',
])('the columns %s are known by their names', async (header) => {
	expect(await firstClaim(`${header}\nA1,2026-03-01,10.50,E11.9,99213\n`)).toMatchObject({
		claim_id: 'A1',
		total_charge: '10.50',
		diagnoses: [{ code: 'E119', role: 'principal' }],
		lines: [{ service_date: '2026-03-01', procedure_code: '99213' }],
	});
});

test('the diagnosis without a number stands before those that have one, and is the principal one', async () => {
	const header = 'claim_id,dos,charge,secondary_diagnosis_1,dx2,principal_diagnosis,hcpcs_modifier_1';
	const { diagnoses, lines } = await firstClaim(`${header}\nA1,2026-03-01,1,I10,E78.5,E11.9,25\n`);
	expect(diagnoses.map(({ code, role }) => [code, role])).toEqual([
		['E119', 'principal'],
		['I10', 'other'],
		['E785', 'other'],
	]);
	expect(lines[0]?.modifiers).toEqual(['25']);
});

test('words of a code set may be written as people write them', async () => {
	const header = 'claim_id,dos,charge,claim_type,gender,relationship';
	expect(await firstClaim(`${header}\nA1,2026-03-01,1,Institutional,F,Child\n`)).toMatchObject({
		type: 'institutional',
		patient: { sex: 'female', relationship: 'child' },
	});
});

test('of a file whose columns are not known it is told what nobody says', () => {
	expect(unnamedFields('claim_id,member_id,claim_date,claim_amount\n')).toEqual([
		'lines.charge',
		'lines.service_date',
	]);
});
