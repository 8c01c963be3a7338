import { expect, test } from 'bun:test';
import { z } from 'zod';
import { CanonicalClaim } from './canonical-claim';

const aClaim = (): CanonicalClaim => ({
	claim_id: 'A-1',
	type: 'professional',
	use: 'claim',
	frequency_code: '1',
	currency: 'USD',
	total_charge: '120.00',
	billing_provider: { npi: '1234567893', name: 'Clinic' },
	subscriber: { member_id: 'M1', last_name: 'Smith' },
	patient: { relationship: 'self', last_name: 'Smith' },
	payer: { id: 'P1', name: 'Payer' },
	diagnoses: [{ code: 'J069', system: 'icd-10-cm', role: 'principal' }],
	lines: [
		{
			number: 1,
			service_date: '2026-03-01',
			procedure_code: '99213',
			code_system: 'hcpcs',
			modifiers: [],
			units: 1,
			charge: '120.00',
			diagnosis_pointers: [1],
		},
	],
	other_payers: [],
	source: { format: 'json' },
});

test('a small professional claim is a canonical claim', () => {
	expect(CanonicalClaim.parse(aClaim())).toEqual(aClaim());
});

test('a field nobody knows is refused by name', () => {
	const result = CanonicalClaim.safeParse({ ...aClaim(), colour: 'blue' });
	expect(result.error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['colour'] });
});

test.each(['-1.00', '1e3', '01.00', '1.', '.5', '12345678901234', '12345678901.234', 'NaN', ''])(
	'a charge of "%s" is refused',
	(charge) => {
		expect(CanonicalClaim.safeParse({ ...aClaim(), total_charge: charge }).success).toBe(false);
	},
);

test.each(['0', '0.00', '99999999999.99', '9999999999999'])('a charge of "%s" is accepted', (charge) => {
	expect(CanonicalClaim.safeParse({ ...aClaim(), total_charge: charge }).success).toBe(true);
});

test('the thirtieth of February is no date of service', () => {
	const claim = aClaim();
	for (const line of claim.lines) line.service_date = '2026-02-30';
	expect(CanonicalClaim.safeParse(claim).error?.issues[0]?.path).toEqual(['lines', 0, 'service_date']);
});

test('a line without a date is refused on a claim and allowed on a predetermination', () => {
	const claim = aClaim();
	for (const line of claim.lines) delete line.service_date;
	expect(CanonicalClaim.safeParse(claim).success).toBe(false);
	expect(CanonicalClaim.safeParse({ ...claim, use: 'predetermination' }).success).toBe(true);
});

test('a claim of a thousand lines is refused', () => {
	const claim = aClaim();
	const [line] = claim.lines;
	const lines = Array.from({ length: 1000 }, (_, i) => ({ ...line, number: i + 1 }));
	expect(CanonicalClaim.safeParse({ ...claim, lines }).error?.issues[0]).toMatchObject({ code: 'too_big' });
});

test('its JSON schema can be published, with every part under its own name', () => {
	const { $defs = {} } = z.toJSONSchema(CanonicalClaim);
	expect(Object.keys($defs)).toContain('ClaimLine');
	expect($defs.CanonicalClaim).toMatchObject({ type: 'object', additionalProperties: false });
	expect($defs.CanonicalClaim?.required).toContain('total_charge');
});
