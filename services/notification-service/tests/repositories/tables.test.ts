import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { startNotifications } from '../setup';

const { platform, stop } = await startNotifications();
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(platform.sql));
});

test('ids made in the database are of version 7 and begin with the time', async () => {
	const [row] = await platform.sql<{ ids: string[] }[]>`
		select array(select uuid_v7() from generate_series(1, 50)) as ids`;
	for (const id of row?.ids ?? [])
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
	const age = Date.now() - Number.parseInt((row?.ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16);
	expect(Math.abs(age)).toBeLessThan(60_000);
});
