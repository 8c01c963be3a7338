import { afterAll, expect, test } from 'bun:test';
import { declaredTables, migratedTables } from '@claims-askes/chassis/testing/tables';
import * as tables from '../../src/repositories/tables';
import { startDocuments } from '../setup';

const { platform, stop } = await startDocuments();
afterAll(stop);

test('the tables are declared as the migrations made them', async () => {
	expect(declaredTables(tables)).toEqual(await migratedTables(platform.sql));
});
