import { afterAll, expect, test } from 'bun:test';
import { connect } from '@claims-askes/chassis/db/connect';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';

const database = await testDatabase('identity-service');
const sql = connect(database.url, { poolSize: 1, service: 'identity-service' });
afterAll(async () => {
	await sql.end();
	await database.drop();
});

test('the tables in drizzle are those that the migrations make', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(sql));
});
