import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { aPlan, startBenefits } from '../setup';

const { platform, send, stop } = await startBenefits();
const { sql } = platform;
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(sql));
});

test('the database itself lets nobody change or remove what was published', async () => {
	const body = { document: aPlan(), effective_from: '2026-01-01' };
	expect((await send('POST', '/api/v1/plans', { body })).status).toBe(201);
	for (const change of [sql`update plan_versions set document = '{}'`, sql`delete from plan_versions`])
		await expect(change).rejects.toMatchObject({ code: '42501' });
});
