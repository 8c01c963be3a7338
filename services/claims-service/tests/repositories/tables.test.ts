import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { aClaim, startClaims } from '../setup';

const { platform, send, stop } = await startClaims();
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(platform.sql));
});

test('the service itself cannot change what was submitted, nor forget a claim', async () => {
	const { body } = await send('POST', '/api/v1/claims', { body: aClaim() });
	const { sql } = platform;
	const forbidden = [
		sql`update claim_contents set content = '{}' where claim_id = ${body.data.id}`,
		sql`update claim_lines set charge = 0 where claim_id = ${body.data.id}`,
		sql`delete from claim_history where claim_id = ${body.data.id}`,
		sql`delete from claims where id = ${body.data.id}`,
	];
	for (const statement of forbidden)
		await expect(statement.execute()).rejects.toMatchObject({ code: '42501' });
});
