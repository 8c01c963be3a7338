import { testService } from '@claims-askes/chassis/testing/service';
import { npiOf } from '@claims-askes/kernel/npi';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export const startProviders = () =>
	testService('provider-service', settings, buildApp, ['providers:read', 'providers:write']);

let providers = 100_000_000;

/** An NPI that nobody has yet. */
export const anNpi = () => npiOf(String(++providers));

export const aProvider = (changes: object = {}) => ({
	kind: 'facility',
	name: 'Rumah Sakit Harapan',
	npi: anNpi(),
	specialties: ['282N00000X'],
	...changes,
});

export const someTerms = (changes: object = {}) => ({
	from: '2026-01-01',
	to: '2026-12-31',
	currency: 'USD',
	prices: { '99213': { basis: 'fee', amount: '80.00' } },
	...changes,
});
