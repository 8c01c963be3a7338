import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { aCoverage, anEmployee, startMembers } from '../setup';

const { platform, send, stop } = await startMembers();
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(platform.sql));
});

test('the database itself keeps two coverages of one product apart, and no others', async () => {
	const { body } = await send('POST', '/api/v1/members', { body: anEmployee() });
	const { policy_id, plan_id } = aCoverage() as { policy_id: string; plan_id: string };
	const insert = (member_id: string, from: string, to: string | null, product: string | null = null) =>
		platform.sql`insert into coverages (id, member_id, policy_id, plan_id, product, valid_from, valid_to)
			values (${platform.newId()}, ${member_id}, ${policy_id}, ${plan_id}, ${product}, ${from}, ${to})`;
	await expect(insert(body.data.id, '2030-01-01', null)).rejects.toMatchObject({
		code: '23P01',
		constraint_name: 'coverages_apart',
	});
	await insert(body.data.id, '2025-12-01', '2025-12-31');
	await expect(insert(body.data.id, '2025-12-31', '2025-12-31')).rejects.toMatchObject({ code: '23P01' });
	// Names that begin alike, and one that sorts between another's days if nothing ended the names.
	for (const product of ['dental', 'dental-2', 'dental0'])
		await insert(body.data.id, '2026-01-01', null, product);
	await expect(insert(body.data.id, '2027-01-01', null, 'dental')).rejects.toMatchObject({ code: '23P01' });
});
