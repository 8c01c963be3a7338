import { afterAll, expect, test } from 'bun:test';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import { settings } from '../../src/config';
import * as tables from '../../src/repositories/tables';

const database = await testDatabase('adjudication-service');
const platform = testPlatform('adjudication-service', settings, { DATABASE_URL: database.url });
afterAll(async () => {
	await platform.sql.end();
	await database.drop();
});

test('the declared tables are those of the migrated schema', async () => {
	expect(await migratedTables(platform.sql)).toEqual(declaredTables(tables));
});
