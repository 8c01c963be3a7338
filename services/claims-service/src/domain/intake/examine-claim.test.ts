import { expect, test } from 'bun:test';
import type { SubmittedClaim } from '../submitted-claim';
import { aSubmittedClaim, aSubmittedLine } from '../submitted-claim.builders';
import { examineClaim, type IntakeFacts } from './examine-claim';

const facts = (changes: Partial<IntakeFacts> = {}): IntakeFacts => ({
	wanted: 'claim',
	today: '2026-11-23',
	isKnownDiagnosis: () => true,
	family_key: 'family-1',
	original: null,
	warnOnly: new Set(),
	...changes,
});
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);
const examine = (claim: Partial<SubmittedClaim>, changes: Partial<IntakeFacts> = {}) => {
	const { reasons, warnings } = examineClaim(aSubmittedClaim(claim), facts(changes));
	return { reasons: codes(reasons), warnings: codes(warnings) };
};

test('a clean claim has no reasons and no warnings', () => {
	expect(examine({})).toEqual({ reasons: [], warnings: [] });
});

test('all reasons are told at once', () => {
	const lines = [aSubmittedLine({ service_date: '2027-01-01', charge: '1.00', diagnosis_pointers: [9] })];
	expect(examine({ lines, billing_provider: { npi: '1234567890' } }).reasons.sort()).toEqual([
		'CHARGES_DO_NOT_SUM',
		'DATE_AFTER_RECEIPT',
		'DIAGNOSIS_POINTER_UNKNOWN',
		'NPI_CHECK_DIGIT',
	]);
});

test('charges that do not sum reject what was written for us, and are kept with what a file carried', () => {
	expect(examine({ total_charge: '999.99' })).toEqual({ reasons: ['CHARGES_DO_NOT_SUM'], warnings: [] });
	expect(examine({ total_charge: '999.99', source: { format: 'x12-837p' } })).toEqual({
		reasons: [],
		warnings: ['CHARGES_DO_NOT_SUM'],
	});
});

test('charges that do not sum reject a claim of any format that was submitted by itself, unless the payer says', () => {
	const claim = { total_charge: '999.99', source: { format: 'fhir-r4' } };
	const reasons = ['CHARGES_DO_NOT_SUM'];
	expect(examine(claim, { isSubmittedByItself: true })).toEqual({ reasons, warnings: [] });
	const warnOnly = new Set(['CHARGES_DO_NOT_SUM'] as const);
	expect(examine(claim, { isSubmittedByItself: true, warnOnly })).toEqual({ reasons: [], warnings: reasons });
});

test('a file does not excuse a wrong check digit or a date that cannot be', () => {
	const claim = {
		source: { format: 'x12-837p' },
		billing_provider: { npi: '1234567890' },
		lines: [aSubmittedLine({ service_date: '2027-01-01' })],
	};
	expect(examine(claim).reasons.sort()).toEqual(['DATE_AFTER_RECEIPT', 'NPI_CHECK_DIGIT']);
});

test('test data may carry made-up identifiers, and is kept with a warning', () => {
	const claim = {
		source: { format: 'x12-837p', is_test: true as const },
		billing_provider: { npi: '1234567890' },
	};
	expect(examine(claim)).toEqual({ reasons: [], warnings: ['NPI_CHECK_DIGIT'] });
});

test('a payer may choose to be warned of what it can live with', () => {
	const warnOnly = new Set(['NPI_CHECK_DIGIT'] as const);
	expect(examine({ billing_provider: { npi: '1234567890' } }, { warnOnly })).toEqual({
		reasons: [],
		warnings: ['NPI_CHECK_DIGIT'],
	});
});

test('a diagnosis that its code system never had is refused', () => {
	expect(examine({}, { isKnownDiagnosis: ({ code }) => code !== 'J069' }).reasons).toEqual([
		'DIAGNOSIS_UNKNOWN',
	]);
});

test('no reason repeats what was submitted', () => {
	const lines = [aSubmittedLine({ procedure_code: 'SECRET', charge: '123.45678', diagnosis_pointers: [9] })];
	const { reasons } = examineClaim(
		aSubmittedClaim({ lines, billing_provider: { npi: '9999999999' } }),
		facts({ isKnownDiagnosis: () => false }),
	);
	expect(reasons.length).toBeGreaterThan(2);
	expect(JSON.stringify(reasons)).not.toMatch(/SECRET|123\.45678|9999999999|J069|M1/);
});

test('a claim that could never be decided for what another payer is said to have paid is rejected, also of a file', () => {
	const source = { format: 'x12-837p' };
	const other_payers = [{ paid: '80.001', adjustments: [], lines: [] }];
	expect(examine({ source, other_payers }).reasons).toEqual(['AMOUNT_TOO_FINE']);
});
