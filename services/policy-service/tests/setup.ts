import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export async function startPolicies() {
	const database = await testDatabase('policy-service');
	const platform = testPlatform('policy-service', settings, { DATABASE_URL: database.url });
	const admin = testPlatform('policy-service', settings, { DATABASE_URL: database.adminUrl });
	const send = testClient(buildApp(platform), { scopes: ['policies:read', 'policies:write'] });
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

let numbers = 0;

export const aGroup = (changes: object = {}) => ({
	number: `G-${++numbers}`,
	name: 'PT Maju Bersama',
	...changes,
});

/** A policy in rupiah with a buffer for excess, under a number that nobody has yet. */
export const aPolicy = (changes: object = {}) => ({
	number: `P-${++numbers}`,
	currency: 'IDR',
	from: '2026-01-01',
	to: '2026-12-31',
	aso: true,
	excess: { mode: 'any_cause', fund: 'buffer', add_room: false },
	classes: [{ class: 'staff', plan_id: 'GOLD', room_class: 'VIP' }],
	...changes,
});
