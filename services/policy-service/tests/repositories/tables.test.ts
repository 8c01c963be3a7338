import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { startPolicies } from '../setup';

const { platform, stop } = await startPolicies();
const { sql } = platform;
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(sql));
});

test('the database itself lets nobody change what was put in, endorsed or issued', async () => {
	for (const change of [
		sql`update fund_credits set amount = 1`,
		sql`delete from fund_credits`,
		sql`update endorsements set effective_on = '2026-01-01'`,
		sql`update policies set currency = 'USD'`,
	])
		await expect(change).rejects.toMatchObject({ code: '42501' });
});
