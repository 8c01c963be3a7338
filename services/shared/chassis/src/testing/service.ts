import type { ServiceName } from '@claims-askes/contracts/services';
import type { z } from 'zod';
import type { App } from '../http/app';
import type { Platform } from '../platform';
import { testClient } from './client';
import { testDatabase } from './database';
import { testPlatform } from './platform';

/** A service on a database of its own, a client with these scopes, and a look behind the service's back. */
export async function testService<Shape extends z.ZodRawShape>(
	name: ServiceName,
	settings: z.ZodObject<Shape>,
	buildApp: (platform: Platform) => App,
	scopes: readonly string[],
) {
	const database = await testDatabase(name);
	const platform = testPlatform(name, settings, { DATABASE_URL: database.url });
	const admin = testPlatform(name, settings, { DATABASE_URL: database.adminUrl });
	return {
		platform,
		admin: admin.sql,
		send: testClient(buildApp(platform), { scopes }),
		async stop() {
			await Promise.all([platform.sql.end(), admin.sql.end()]);
			await database.drop();
		},
	};
}
