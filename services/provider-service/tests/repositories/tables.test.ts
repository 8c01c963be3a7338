import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { aProvider, someTerms, startProviders } from '../setup';

const { platform, send, stop } = await startProviders();
const { sql } = platform;
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(sql));
});

test('the database itself keeps contracts apart, and lets nobody change what was agreed', async () => {
	const { body } = await send('POST', '/api/v1/providers', { body: aProvider() });
	const { id } = body.data;
	const contract = await send('POST', `/api/v1/providers/${id}/contracts`, { body: someTerms() });
	const copy = (currency: string) => sql`
		insert into contracts (id, provider_id, currency, valid_from, valid_to, terms, terms_hash)
		select ${platform.newId()}, provider_id, ${currency}, valid_from, valid_to, terms, 'another' from contracts
		where id = ${contract.body.data.id}`;
	await expect(copy('USD')).rejects.toMatchObject({ code: '23P01', constraint_name: 'contracts_apart' });
	await copy('IDR');
	for (const change of [
		sql`update contracts set terms = '{}'`,
		sql`delete from contracts`,
		sql`update contract_ends set reason = 'another'`,
	])
		await expect(change).rejects.toMatchObject({ code: '42501' });
});
