import { expect, test } from 'bun:test';
import { z } from 'zod';
import { CanonicalClaim } from './canonical-claim';
import { quickCheck } from './quick-check';
import { readCanonicalClaim } from './read-canonical-claim';
import { shapeWords } from './shape-words';

const aClaim = () => ({
	claim_id: 'A-1',
	type: 'professional',
	use: 'claim',
	frequency_code: '1',
	currency: 'USD',
	total_charge: '120.00',
	billing_provider: { npi: '1234567893', name: 'Clinic', address: { lines: ['1 Main Street'] } },
	subscriber: { member_id: 'M1', last_name: 'Smith', birth_date: '1980-02-29' },
	patient: { relationship: 'self', last_name: 'Smith' },
	payer: { id: 'P1', name: 'Payer' },
	diagnoses: [{ code: 'J069', system: 'icd-10-cm', role: 'principal' }],
	lines: [
		{
			number: 1,
			service_date: '2026-03-01',
			procedure_code: '99213',
			code_system: 'hcpcs',
			modifiers: ['25'],
			units: 1.5,
			charge: '120.00',
			diagnosis_pointers: [1],
		},
	],
	other_payers: [],
	source: { format: 'json', extras: [{ path: 'K3', value: [['a'], 'b'] }] },
});

/** The claim with every field in turn left out, and in turn replaced by each of these. */
const WRONG = [
	null,
	'',
	0,
	-1,
	1.0005,
	Number.NaN,
	true,
	'x'.repeat(300),
	'2026-02-30',
	'0000-01-01',
	[],
	{},
	[{}],
	[''],
];

function* damaged(value: unknown): Generator<unknown> {
	if (typeof value !== 'object' || value === null) return;
	const copy = (changes: object) =>
		Array.isArray(value) ? Object.assign([...value], changes) : { ...value, ...changes };
	for (const [key, part] of Object.entries(value)) {
		for (const wrong of WRONG) yield copy({ [key]: wrong });
		for (const inner of damaged(part)) yield copy({ [key]: inner });
		const { [key]: _, ...rest } = value as Record<string, unknown>;
		if (!Array.isArray(value)) yield rest;
	}
	yield copy({ colour: 'blue' });
	yield copy(JSON.parse('{"constructor":1}'));
}

test('the schema has nothing that zod cannot make code of', () => {
	expect(() => z.compile(CanonicalClaim, { strict: true })).not.toThrow();
});

test('a claim as read is the claim as given', () => {
	expect(readCanonicalClaim(aClaim()).data).toEqual(CanonicalClaim.parse(aClaim()));
});

test('a day in a year that no calendar has is refused by its place', () => {
	const claim = aClaim();
	const lines = claim.lines.map((line) => ({ ...line, service_date: '0000-01-01' }));
	const [issue] = readCanonicalClaim({ ...claim, lines }).error?.issues ?? [];
	expect(issue?.path).toEqual(['lines', 0, 'service_date']);
});

test('whatever is wrong with a claim, it is said as the schema says it', () => {
	const isClaim = quickCheck(CanonicalClaim);
	let refused = 0;
	for (const claim of damaged(aClaim())) {
		const { success, data, error } = CanonicalClaim.safeParse(claim, { error: shapeWords });
		const found = readCanonicalClaim(claim);
		expect(found.success).toBe(success);
		expect(isClaim(claim)).toBe(success);
		if (success) expect(found.data).toEqual(data as CanonicalClaim);
		else expect(found.error?.issues).toEqual(error.issues);
		if (!success) refused++;
	}
	expect(refused).toBeGreaterThan(500);
});

test('a key that JSON can write and an object has anyway is refused', () => {
	const claim = JSON.parse(JSON.stringify(aClaim()).replace('{', '{"__proto__":{"a":1},'));
	expect(readCanonicalClaim(claim).error?.issues).toEqual(
		CanonicalClaim.safeParse(claim, { error: shapeWords }).error?.issues as never,
	);
	expect(readCanonicalClaim(claim).success).toBe(
		CanonicalClaim.safeParse(claim, { error: shapeWords }).success,
	);
});
