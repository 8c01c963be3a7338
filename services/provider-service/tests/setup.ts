import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { npiOf } from '@claims-askes/kernel/npi';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export async function startProviders() {
	const database = await testDatabase('provider-service');
	const platform = testPlatform('provider-service', settings, { DATABASE_URL: database.url });
	const admin = testPlatform('provider-service', settings, { DATABASE_URL: database.adminUrl });
	const send = testClient(buildApp(platform), { scopes: ['providers:read', 'providers:write'] });
	return {
		platform,
		admin: admin.sql,
		send,
		async stop() {
			await Promise.all([platform.sql.end(), admin.sql.end()]);
			await database.drop();
		},
	};
}

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
