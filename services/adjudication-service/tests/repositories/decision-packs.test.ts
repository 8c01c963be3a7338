import { afterAll, expect, test } from 'bun:test';
import type { StoredDecision } from '../../src/domain/stored-decision';
import { packed } from '../../src/repositories/decision-packs.repository';
import { type RecordRow, readLiveRecord } from '../../src/repositories/decision-reader.repository';
import { Readings } from '../../src/usecases/facts/readings';
import { replayDecisions } from '../../src/usecases/replay-decisions';
import { openHouse } from '../support/house';
import { type AnnouncedClaim, aWorld } from '../support/world';

const world = aWorld();
const house = await openHouse(world);
const consumer = house.listen();
afterAll(() => house.close());

world.publishPlan({});
const provider = world.register();
const decide = async (...claims: AnnouncedClaim[]) => {
	await house.announce(...claims);
	await consumer.idle();
};
const liveOf = async ({ id }: AnnouncedClaim): Promise<RecordRow> => {
	const decision = await readLiveRecord(house.sql, id, null);
	if (!decision) throw new Error('the claim is not decided');
	return decision;
};
const replayed = () =>
	replayDecisions(
		house.platform,
		{ readings: new Readings(world), codes: house.codes },
		{ from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z' },
		{ cursor: null, limit: 1_000 },
		{ correlationId: '' },
	);

test('decisions made together share packs, and each is read by itself', async () => {
	const claims = Array.from({ length: 40 }, (_, at) =>
		world.submit(world.enroll(), provider, { lines: [{ charge: `${at + 100}.00` }] }),
	);
	await decide(...claims);
	const [packs] = await house.sql`select count(*)::int as count from decision_packs`;
	expect(packs?.count).toBeLessThan(10);
	for (const [at, claim] of claims.entries()) {
		const { texts } = await liveOf(claim);
		expect(JSON.parse(texts.body).lines[0].billed).toBe(`${at + 100}.00`);
		expect(JSON.parse(texts.record).claim.id).toBe(claim.id);
	}
});

test('a decision of before, which has its long parts with it, is read, repeated and undone as any other', async () => {
	const member = world.enroll();
	const claim = world.submit(member, provider);
	await decide(claim);
	const { id, texts } = await liveOf(claim);
	const movements = texts.movements.map(({ key, line, amount }) => [key, line, amount]);
	await house.sql`
		update decisions set pack = null, place = null, movements = ${JSON.stringify(movements)}::text::json, record = ${Bun.zstdCompressSync(texts.record)}::bytea
		where id = ${id}`;
	const again = await liveOf(claim);
	expect([again.texts.body, again.texts.record, again.texts.movements]).toEqual([
		...[texts.body, texts.record, texts.movements],
	]);
	expect((await replayed()).differences).toEqual([]);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
	await house.voidClaim(claim);
	await consumer.idle();
	const left = Object.keys(await house.balances()).filter((key) => key.includes(member.id));
	expect(left).toEqual([]);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});

test('a long decision closes its pack', () => {
	const decision = (id: string, length: number) =>
		({ id, body: '', movements: [], record: 'x'.repeat(length) }) as unknown as StoredDecision;
	const { packs, places } = packed([decision('a', 10), decision('b', 300_000), decision('c', 10)]);
	expect(packs.map(({ id }) => id)).toEqual(['a', 'c']);
	expect(places).toEqual([
		{ pack: 'a', place: 0 },
		{ pack: 'a', place: 1 },
		{ pack: 'c', place: 0 },
	]);
});
