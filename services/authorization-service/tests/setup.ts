import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export async function startAuthorizations() {
	const database = await testDatabase('authorization-service');
	const platform = testPlatform('authorization-service', settings, { DATABASE_URL: database.url });
	const admin = testPlatform('authorization-service', settings, { DATABASE_URL: database.adminUrl });
	const send = testClient(buildApp(platform), { scopes: ['authorizations:read', 'authorizations:write'] });
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

export const MEMBER = '019a0000-0000-7000-8000-000000000001';
export const OTHER_MEMBER = '019a0000-0000-7000-8000-000000000002';
export const PROVIDER = '019a0000-0000-7000-8000-000000000011';
export const OTHER_PROVIDER = '019a0000-0000-7000-8000-000000000012';
export const CLAIM = '019a0000-0000-7000-8000-000000000021';

/** A hospital asks to admit a member for ten days. */
export const aRequest = (changes: object = {}) => ({
	member_id: MEMBER,
	provider_id: PROVIDER,
	from: '2026-03-01',
	to: '2026-03-10',
	benefits: ['INPATIENT'],
	codes: [{ system: 'icd-9-cm', code: '47.09' }],
	currency: 'IDR',
	amount: '5000000',
	...changes,
});
