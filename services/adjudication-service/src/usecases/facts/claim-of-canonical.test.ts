import { expect, test } from 'bun:test';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { claimOf, type Meaning } from './claim-of-canonical';
import { readClaim } from './read-claim';

const MEANING: Meaning = {
	memberId: 'm',
	providerId: 'p',
	authorizationIds: new Map([['AUTH-1', 'a1']]),
	document: { benefit_of: { '99213': 'visit', '0120': 'room' }, default_benefit: undefined },
};

const aClaim = (changes: Partial<CanonicalClaim> = {}, line: Partial<CanonicalClaim['lines'][number]> = {}) =>
	({
		claim_id: 'C-1',
		type: 'professional',
		use: 'claim',
		frequency_code: '1',
		currency: 'USD',
		total_charge: '100.00',
		billing_provider: { npi: '1234567893' },
		subscriber: { member_id: 'M' },
		patient: { relationship: 'self' },
		payer: {},
		diagnoses: [],
		lines: [
			{
				number: 1,
				service_date: '2026-03-01',
				procedure_code: '99213',
				code_system: 'hcpcs',
				modifiers: [],
				units: 1,
				charge: '100.00',
				diagnosis_pointers: [],
				...line,
			},
		],
		other_payers: [],
		source: { format: 'json' },
		...changes,
	}) satisfies CanonicalClaim;

const read = (claim: CanonicalClaim, meaning: Partial<Meaning> = {}) =>
	claimOf(
		{ id: 'c', claim_number: 'CLM-2026-00000001', received_on: '2026-04-01', replaces: null, claim },
		{ ...MEANING, ...meaning },
	);
const lineOf = (line: Partial<CanonicalClaim['lines'][number]>, meaning: Partial<Meaning> = {}) =>
	read(aClaim({}, line), meaning).lines[0];

test('an amount becomes whole minor units of its own currency', () => {
	expect(lineOf({ charge: '1234.50' })?.billed as number).toBe(123_450);
	const inRupiah = read(aClaim({ currency: 'IDR' }, { charge: '150000.00' }));
	expect(inRupiah.lines[0]?.billed as number).toBe(150_000);
});

test.each([
	[1, 1],
	[2.5, 3],
	[0.1, 1],
	[0, 0],
])('%d units are %d: one that was begun counts', (units, whole) => {
	expect(lineOf({ units })?.units).toBe(whole);
});

test('a hospital line without a procedure is known by its department', () => {
	const { procedure_code: _, ...line } = aClaim().lines[0] ?? {};
	const claim = aClaim();
	const room = { ...claim, lines: [{ ...line, revenue_code: '0120' }] } as CanonicalClaim;
	expect(read(room).lines[0]).toMatchObject({ code: '0120', benefit: 'room' });
});

test.each([
	[{ procedure_code: '99213', revenue_code: '0120' }, 'visit'],
	[{ procedure_code: 'J1234', revenue_code: '0120' }, 'room'],
	[{ procedure_code: 'J1234' }, undefined],
	[{ procedure_code: 'constructor' }, undefined],
])('%p falls under the benefit %p', (codes, benefit) => {
	expect(lineOf(codes)?.benefit).toBe(benefit);
});

test('a code that the plan does not name falls under its default benefit', () => {
	expect(lineOf({ procedure_code: 'J1234' }, { document: { default_benefit: 'other' } })?.benefit).toBe(
		'other',
	);
});

test('the principal diagnosis comes first, and what brought the patient in is left out', () => {
	const diagnoses: CanonicalClaim['diagnoses'] = [
		{ code: 'R51', system: 'icd-10', role: 'reason_for_visit' },
		{ code: 'E119', system: 'icd-10', role: 'other' },
		{ code: 'J069', system: 'icd-10', role: 'principal' },
		{ code: 'V0310', system: 'icd-10', role: 'external_cause' },
	];
	expect(read(aClaim({ diagnoses })).diagnoses).toEqual(['J069', 'E119']);
});

test('an authorization is found by its number, and a number that nobody knows matches nothing', () => {
	expect(read(aClaim({ authorization_number: 'AUTH-1' })).authorization).toBe('a1');
	expect(lineOf({ authorization_number: 'AUTH-9' })?.authorization).toBe('AUTH-9');
	expect(read(aClaim()).authorization).toBeUndefined();
});

test('blanks in place of a number name nobody and nothing, and are not asked about', () => {
	const blank = { npi: undefined, tax_id: ' ' };
	const claim = aClaim(
		{ subscriber: { member_id: '\u00a0' }, billing_provider: blank, authorization_number: '  ' },
		{ authorization_number: ' ' },
	);
	const asked = readClaim({ id: 'c', claim_number: 'C', received_on: '2026-04-01', replaces: null, claim });
	expect(asked).toMatchObject({ patient: null, biller: '', authorizationNumbers: [] });
	expect(read(claim).authorization).toBeUndefined();
});

test('blanks around a number are none of it', () => {
	const claim = aClaim({
		subscriber: { member_id: ' M ' },
		billing_provider: { tax_id: ' 12-3 ' },
		authorization_number: ' AUTH-1 ',
	});
	const asked = readClaim({ id: 'c', claim_number: 'C', received_on: '2026-04-01', replaces: null, claim });
	expect(asked).toMatchObject({
		patient: { member_number: 'M' },
		biller: 'tax:12-3',
		authorizationNumbers: ['AUTH-1'],
	});
	expect(read(claim).authorization).toBe('a1');
});

test('who has not assigned the benefits is paid back', () => {
	expect(read(aClaim({ benefits_assigned: 'no' })).channel).toBe('reimbursement');
	expect(read(aClaim({ benefits_assigned: 'yes' })).channel).toBe('cashless');
	expect(read(aClaim()).channel).toBe('cashless');
});

test.each<[Partial<CanonicalClaim>, string | undefined]>([
	[{ place_of_service: '11' }, 'office'],
	[{ place_of_service: '23' }, 'emergency'],
	[{ facility_type: '11' }, 'inpatient'],
	[{ facility_type: '13', place_of_service: '21' }, 'outpatient'],
	[{ type: 'pharmacy' }, 'pharmacy'],
	[{ place_of_service: '77' }, undefined],
	[{}, undefined],
])('%p was care given in setting %p', (changes, setting) => {
	expect(read(aClaim(changes)).setting).toBe(setting);
});

const INPATIENT: Partial<CanonicalClaim> = {
	type: 'institutional',
	facility_type: '11',
	admission_date: '2026-03-01',
	discharge_date: '2026-03-05',
};

test('a hospital bills a stay, with the class of its room', () => {
	const identifiers = [{ qualifier: 'room_class', value: '1' }];
	expect(read(aClaim({ ...INPATIENT, identifiers })).stay).toEqual({
		admitted: '2026-03-01',
		discharged: '2026-03-05',
		class: '1',
	});
});

test.each<[string, Partial<CanonicalClaim>]>([
	["the doctor's bill for a stay", { ...INPATIENT, type: 'professional' }],
	['a hospital visit without a night', { ...INPATIENT, facility_type: '13' }],
	['a stay without an end', { ...INPATIENT, discharge_date: undefined } as Partial<CanonicalClaim>],
])('%s bills no stay', (_, changes) => {
	expect(read(aClaim(changes)).stay).toBeUndefined();
});
