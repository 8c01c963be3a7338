import { expect, test } from 'bun:test';
import type { SubmittedClaim } from '../submitted-claim';
import { aSubmittedClaim, aSubmittedLine } from '../submitted-claim.builders';
import { dateFaults } from './dates';

const TODAY = '2026-11-23';
const faultsOf = (changes: Partial<SubmittedClaim>) =>
	dateFaults(aSubmittedClaim(changes), TODAY).map(({ field, code }) => `${field} ${code}`);
const withLine = (service_date: string | undefined, service_date_end?: string) => ({
	lines: [aSubmittedLine({ service_date, service_date_end })],
});

test('care given today is in time, and care given tomorrow is not', () => {
	expect(faultsOf(withLine('2026-11-23'))).toEqual([]);
	expect(faultsOf(withLine('2026-11-24'))).toEqual(['lines.0.service_date DATE_AFTER_RECEIPT']);
});

test('care that goes on past the day of receipt is refused at its end', () => {
	expect(faultsOf(withLine('2026-11-20', '2026-11-25'))).toEqual([
		'lines.0.service_date_end DATE_AFTER_RECEIPT',
	]);
});

test('what ends before it begins is refused on lines, statements and stays alike', () => {
	expect(faultsOf(withLine('2026-03-02', '2026-03-01'))).toEqual(['lines.0.service_date_end DATES_INVERTED']);
	expect(faultsOf({ statement_from: '2026-03-02', statement_through: '2026-03-01' })).toEqual([
		'statement_through DATES_INVERTED',
	]);
	expect(faultsOf({ admission_date: '2026-03-02', discharge_date: '2026-03-01' })).toEqual([
		'discharge_date DATES_INVERTED',
	]);
});

test('a stay of one day is no inversion', () => {
	expect(faultsOf({ admission_date: '2026-03-01', discharge_date: '2026-03-01' })).toEqual([]);
});

test('a line of a claim says when, and a line of a predetermination need not', () => {
	expect(faultsOf(withLine(undefined))).toEqual(['lines.0.service_date DATE_MISSING']);
	expect(faultsOf({ use: 'predetermination', ...withLine(undefined) })).toEqual([]);
});

test('a preauthorization may ask about care to come, but not about care that runs backwards', () => {
	expect(faultsOf({ use: 'preauthorization', ...withLine('2027-01-10') })).toEqual([]);
	expect(faultsOf({ use: 'preauthorization', ...withLine('2027-01-10', '2027-01-09') })).toEqual([
		'lines.0.service_date_end DATES_INVERTED',
	]);
});
