import { expect, test } from 'bun:test';
import type { EntryResult } from '@claims-askes/kernel/bulk';
import { npiOf } from '@claims-askes/kernel/npi';
import type { Registration } from './provider';
import { type ImportedProvider, importAll, type ProviderEntry } from './provider-import';

let ids = 0;
const newId = () => `id-${++ids}`;
const NPI = npiOf('123456789');

const anEntry = (provider: Partial<Registration> = {}, contract: ProviderEntry['contract'] = null) => ({
	provider: { kind: 'facility' as const, name: 'Rumah Sakit', npi: NPI, ...provider },
	contract,
});
const aContract = (from: string, to: string | null = null) => ({
	terms: { from, to, currency: 'USD', prices: {} },
	hash: `${from} ${to}`,
	findings: [],
});
const outcomes = (results: readonly EntryResult<ImportedProvider>[]) =>
	results.map((result) => (result.outcome === 'refused' ? result.error.problem.code : result.outcome));
const providersOf = (results: readonly EntryResult<ImportedProvider>[]) =>
	results.flatMap((result) => (result.outcome === 'refused' ? [] : [result.value.provider]));

test('a list that comes again changes nothing, and tells the same ids', () => {
	const list = [anEntry({}, aContract('2026-01-01')), anEntry({ npi: null, tax_id: '01.234' })];
	const first = importAll(list, [], newId);
	const again = importAll(list, providersOf(first), newId);
	expect([outcomes(first), outcomes(again)]).toEqual([
		['created', 'created'],
		['unchanged', 'unchanged'],
	]);
	expect(again.map(contractOf)).toEqual(first.map(contractOf));
});

const contractOf = (result: EntryResult<ImportedProvider>) =>
	result.outcome === 'refused' ? null : result.value.contractId;

test('a provider who comes twice in a list is one, with both contracts', () => {
	const list = [
		anEntry({}, aContract('2026-01-01', '2026-06-30')),
		anEntry({ name: 'Rumah Sakit Harapan' }, aContract('2026-07-01')),
	];
	const results = importAll(list, [], newId);
	expect(outcomes(results)).toEqual(['created', 'updated']);
	const [, last] = providersOf(results);
	expect(last?.contracts.map(({ from }) => from)).toEqual(['2026-01-01', '2026-07-01']);
});

test('who cannot be taken is told why, and the others are', () => {
	const list = [
		anEntry({ npi: null }),
		anEntry({ npi: '1234567890' }),
		anEntry({}, aContract('2026-01-01')),
		anEntry({}, aContract('2026-02-01')),
	];
	expect(outcomes(importAll(list, [], newId))).toEqual([
		'IDENTIFIER_MISSING',
		'NPI_INVALID',
		'created',
		'CONTRACT_OVERLAPS',
	]);
});

test('a tax id alone does not name a provider who has an NPI', () => {
	const known = providersOf(importAll([anEntry({ tax_id: '01.234' })], [], newId));
	const [result] = importAll([anEntry({ npi: null, tax_id: '01.234' })], known, newId);
	expect(result?.outcome).toBe('created');
});
