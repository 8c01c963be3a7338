import { expect, test } from 'bun:test';
import type { SubmittedLine } from '../submitted-claim';
import { aSubmittedClaim, aSubmittedLine } from '../submitted-claim.builders';
import { lineFaults } from './lines';

const faultsOf = (...lines: Partial<SubmittedLine>[]) =>
	lineFaults(aSubmittedClaim({ lines: lines.map(aSubmittedLine) })).map(
		({ field, code }) => `${field} ${code}`,
	);

test('two lines of one number are refused at the second', () => {
	expect(faultsOf({ number: 1 }, { number: 2 }, { number: 1 })).toEqual([
		'lines.2.number LINE_NUMBER_REPEATED',
	]);
});

test('numbers need not follow each other', () => {
	expect(faultsOf({ number: 7 }, { number: 3 })).toEqual([]);
});

test('a line says what was done, as a procedure, a revenue code or a drug', () => {
	expect(faultsOf({ procedure_code: undefined })).toEqual(['lines.0.procedure_code LINE_WITHOUT_CODE']);
	expect(faultsOf({ procedure_code: undefined, revenue_code: '0120' })).toEqual([]);
	expect(faultsOf({ procedure_code: undefined, drug: { ndc: '00071015523' } })).toEqual([]);
});

test('a line points only to diagnoses that the claim has', () => {
	expect(faultsOf({ diagnosis_pointers: [1, 2] })).toEqual([
		'lines.0.diagnosis_pointers DIAGNOSIS_POINTER_UNKNOWN',
	]);
	expect(faultsOf({ diagnosis_pointers: [] })).toEqual([]);
});
