import { afterAll, beforeEach, expect, test } from 'bun:test';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { settings } from '../../src/config';
import {
	addCauses,
	type FamilyPart,
	putOff,
	takeParts,
} from '../../src/repositories/recalculations.repository';
import { withParts } from '../../src/usecases/recalculation/parts-in-hand';

const database = await testDatabase('adjudication-service');
const platform = testPlatform('adjudication-service', settings, { DATABASE_URL: database.url });
const { sql, newId } = platform;
afterAll(async () => {
	await sql.end();
	await database.drop();
});

const LEASE_MS = 1_000;
const IDS = ['1', '2', '3'];
const idsOf = (parts: readonly FamilyPart[]) => parts.map(({ id }) => id);
const taken = async () => idsOf(await takeParts(sql, 10, LEASE_MS));

beforeEach(async () => {
	const id = newId();
	await sql`delete from family_recalculations`;
	await addCauses(sql, [
		{
			...{ id, cause: 'requested', subject: null, touches: {}, is_forced: true },
			...{ requested_by: 'test', correlation_id: 'test' },
		},
	]);
	await sql`
		insert into family_recalculations (id, recalculation_id, family_id, claim_ids, ripe_at)
		overriding system value
		select part, ${id}, gen_random_uuid(), '{}', now() from unnest(${IDS}::bigint[]) as part`;
});

test('families are in the hands of one process as long as it works, however long that is', async () => {
	const done = await withParts(
		platform,
		10,
		async (parts) => {
			expect(idsOf(parts)).toEqual(IDS);
			await Bun.sleep(LEASE_MS * 2);
			expect(await taken()).toEqual([]);
		},
		LEASE_MS,
	);
	expect(done).toBe(3);
});

test('those of a process that died are taken by another as soon as its lease has ended', async () => {
	expect(await taken()).toEqual(IDS);
	expect(await taken()).toEqual([]);
	await Bun.sleep(LEASE_MS);
	expect(await taken()).toEqual(IDS);
});

test('what is put off meanwhile is in nobody’s hands', async () => {
	await withParts(
		platform,
		10,
		async () => {
			await putOff(sql, ['2'], { seconds: 0, error: null, isParked: false });
			await Bun.sleep(LEASE_MS);
			expect(await taken()).toEqual(['2']);
		},
		LEASE_MS,
	);
});
