import { expect, test } from 'bun:test';
import { readClaims } from '../../x12';
import { aClaim, collect, sample837 } from '../../x12/test-support/sample-837';
import type { CanonicalClaim } from '../canonical-claim';
import { type CheckClaimOptions, checkClaim } from './check-claim';
import { isNpi } from './code-sets';
import { PayerRule } from './payer-rules';

const [reading] = await collect(readClaims(sample837({ claims: [aClaim()] })));
if (reading?.kind !== 'claim') throw new Error('the sample is a claim');
const good = reading.claim;

const codesOf = (change: Partial<CanonicalClaim>, options?: CheckClaimOptions) =>
	checkClaim({ ...good, ...change }, options).map(({ code }) => code);

/** The good claim's lines with the first one changed. */
const withLine = (change: Partial<CanonicalClaim['lines'][number]>): Partial<CanonicalClaim> => ({
	lines: good.lines.map((line, at) => (at === 0 ? { ...line, ...change } : line)),
});

test('a good claim has no findings', () => {
	expect(checkClaim(good)).toEqual([]);
});

test('lines that do not add up are a finding of level 3, and only there', () => {
	expect(checkClaim({ ...good, total_charge: '150.01' })).toMatchObject([
		{ level: 3, code: 'LINE_CHARGES', path: ['total_charge'] },
	]);
	expect(codesOf({ total_charge: '150.01' }, { levels: [4, 5] })).toEqual([]);
});

test('another payer’s figures are held against the charges', () => {
	const payer = {
		payer: { id: 'P2' },
		subscriber: {},
		paid: '100.00',
		adjustments: [{ group: 'PR' as const, carc: '1', amount: '40.00' }],
		lines: [],
	};
	expect(codesOf({ other_payers: [payer] })).toEqual(['OTHER_PAYER_CLAIM']);
	expect(codesOf({ other_payers: [{ ...payer, paid: '110.00' }] })).toEqual([]);
});

test('an update of what is asked to be authorized need not name the payer’s number', () => {
	expect(codesOf({ use: 'preauthorization', frequency_code: '7' })).toEqual([]);
});

test.each<[string, Partial<CanonicalClaim>]>([
	['ORIGINAL_NUMBER', { frequency_code: '7' }],
	['MEMBER_ID', { subscriber: { ...good.subscriber, member_id: undefined } }],
	['OTHER_PAYER', { subscriber: { ...good.subscriber, payer_responsibility: 'secondary' } }],
	[
		'DIAGNOSIS',
		{
			diagnoses: [],
			...withLine({}),
			lines: good.lines.map((line) => ({ ...line, diagnosis_pointers: [] })),
		},
	],
	[
		'PRINCIPAL_DIAGNOSIS',
		{ diagnoses: good.diagnoses.map((diagnosis) => ({ ...diagnosis, role: 'other' })) },
	],
	['BILLING_PROVIDER', { billing_provider: { name: 'CLINIC' } }],
	['LINE_DATE_ORDER', withLine({ service_date_end: '2026-02-01' })],
	['BEFORE_BIRTH', withLine({ service_date: '1979-12-31' })],
	['POINTER_RANGE', withLine({ diagnosis_pointers: [3] })],
	['SERVICE_CODE', withLine({ procedure_code: undefined })],
	['NPI', { rendering_provider: { npi: '1234567890', last_name: 'DOE' } }],
	['TAXONOMY', { rendering_provider: { taxonomy: '207Q', last_name: 'DOE' } }],
	[
		'DIAGNOSIS_CODE',
		{ diagnoses: [{ code: '99999', system: 'icd-10-cm', role: 'principal' }, ...good.diagnoses.slice(1)] },
	],
	['PROCEDURE_CODE', withLine({ procedure_code: '9921' })],
	['PROCEDURE_SYSTEM', withLine({ code_system: 'unknown' })],
	['MODIFIER', withLine({ modifiers: ['2'] })],
	['PLACE_OF_SERVICE', { place_of_service: '00' }],
])('%s is found, and nothing else', (code, change) => {
	expect(codesOf(change)).toEqual([code]);
});

test('a car accident without date and state is two findings', () => {
	expect(codesOf({ related_cause: { causes: ['auto_accident'] } })).toEqual([
		'ACCIDENT_STATE',
		'ACCIDENT_DATE',
	]);
});

test('a code list that is at hand decides instead of the shape', () => {
	const codeSets = {
		procedure: {
			hcpcs: (code: string, date: string | undefined) => code === '99213' && date === '2026-03-01',
		},
	};
	expect(checkClaim(good, { codeSets })).toMatchObject([
		{ code: 'PROCEDURE_CODE', path: ['lines', 1, 'procedure_code'] },
	]);
});

test('a payer’s rules are configuration: when, which field, what it must be', () => {
	const rules = [
		{
			code: 'PA',
			message: 'these services need an authorization',
			when: [{ field: 'lines.procedure_code', one_of: ['85025'] }],
			field: 'lines.authorization_number',
		},
		{ code: 'GROUP', message: 'our groups begin with G', field: 'subscriber.group_number', pattern: 'G.*' },
		{ code: 'NO_POS', message: 'we do not pay for this place', field: 'place_of_service', none_of: ['11'] },
	].map((rule) => PayerRule.parse(rule));
	expect(checkClaim(good, { payerRules: rules })).toMatchObject([
		{ level: 7, code: 'PA', path: ['lines', 1, 'authorization_number'] },
		{ level: 7, code: 'NO_POS', path: ['place_of_service'] },
	]);
});

test('an NPI is known by its check digit', () => {
	expect(['1234567893', '1245319599'].every(isNpi)).toBe(true);
	expect(['1234567890', '123456789', 'ABCDEFGHIJ'].some(isNpi)).toBe(false);
});

test('what only the guides of the 837 ask for is a warning on a claim that came otherwise', () => {
	const lacking = { ...good, diagnoses: [], subscriber: {}, billing_provider: { name: 'KLINIK' } };
	const severities = (source: CanonicalClaim['source']) =>
		checkClaim({ ...lacking, source }, { levels: [4] })
			.filter(({ code }) => ['DIAGNOSIS', 'MEMBER_ID', 'BILLING_PROVIDER'].includes(code))
			.map(({ severity }) => severity);
	expect(severities(good.source)).toEqual(['error', 'error', 'error']);
	expect(severities({ format: 'csv' })).toEqual(['warning', 'warning', 'warning']);
});

test('an NPI that is made up is a warning in test data alone', () => {
	const source = { format: 'x12-837p', version: '005010X222A1' };
	const made = { ...good, billing_provider: { ...good.billing_provider, npi: '1234567890' } };
	const severityOf = (own: CanonicalClaim['source']) =>
		checkClaim({ ...made, source: own }).find(({ code }) => code === 'NPI')?.severity;
	expect([severityOf({ ...source, is_test: true }), severityOf(source)]).toEqual(['warning', 'error']);
});

test('taxonomy codes of before 2005 are codes', () => {
	const of = (taxonomy: string) => codesOf({ billing_provider: { ...good.billing_provider, taxonomy } });
	expect([of('203BF0100Y'), of('207Q')]).toEqual([[], ['TAXONOMY']]);
});
