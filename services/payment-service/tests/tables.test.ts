import { afterAll, expect, test } from 'bun:test';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import { settings } from '../src/config';
import * as tables from '../src/repositories/tables';

const database = await testDatabase('payment-service');
const { sql } = testPlatform('payment-service', settings, { DATABASE_URL: database.url });
afterAll(async () => {
	await sql.end();
	await database.drop();
});

test('the declared tables are the migrated ones', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(sql));
});
