import { afterAll, expect, test } from 'bun:test';
import { ENGINE_VERSION } from '@claims-askes/engine';
import { Readings } from '../../src/usecases/facts/readings';
import { replayDecisions } from '../../src/usecases/replay-decisions';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform, codes } = house;
afterAll(() => house.close());
const plan = world.publishPlan({ audit: { claim_over: '300.00' } });
const provider = world.register();
const consumer = house.listen({ batchSize: 3 });
const DAY = { from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z' };
const replay = (readings = new Readings(world), cursor: string | null = null, limit = 100) =>
	replayDecisions(platform, { readings, codes }, DAY, { cursor, limit }, { correlationId: 'replay' });

const member = world.enroll();
const days = ['2026-03-01', '2026-03-02', '2026-03-01', '2026-03-05'];
const claims = days.map((service_date) =>
	world.submit(member, provider, { lines: [{ service_date }, { procedure_code: 'X' }] }),
);
const expensive = world.submit(member, provider, { lines: [{ units: 9, charge: '900.00' }] });
const larger = world.submit(world.enroll(), provider, { lines: [{ units: 9, charge: '900.00' }] });
const strangers = [
	world.submit(null, provider),
	world.submit(member, null),
	world.submit(member, provider, { currency: 'EUR' }),
];
const [first] = claims;
if (!first) throw new Error('claims');

await house.announce(...claims, expensive, larger, ...strangers);
await consumer.idle();
// Some are let pass by a person, one is undone: both change what the next claims see, and what the history holds.
await house.sql`
	insert into releases (claim_id, fingerprint, review_item_id, released_by, reason)
	select claim_id, reasons -> 0 ->> 'fingerprint', id, 'examiner', 'seen' from review_items
	where claim_id = ${expensive.id}`;
await house.sql`
	insert into releases (claim_id, fingerprint, covers, up_to, review_item_id, released_by, reason)
	select claim_id, 'when it would have paid more', reasons -> 0 #>> '{covers,fingerprint}', 90000, id, 'examiner', 'seen'
	from review_items where claim_id = ${larger.id}`;
for (const { id } of [expensive, larger])
	await house.sql`
		insert into readjudications (id, claim_id, requested_by, correlation_id)
		values (${platform.newId()}, ${id}, 'examiner', 'story')`;
await readjudicateWaiting(platform, house.gatherFacts);
await house.voidClaim(first);
await house.announce(world.submit(member, provider, { lines: [{ service_date: '2026-03-01' }] }));
await consumer.idle();
await house.announce(world.submit(member, provider, { lines: [{ service_date: '2026-03-06' }] }));
await consumer.idle();

test('stored decisions come out the same again, to the byte, whatever has been undone since', async () => {
	expect([await house.liveOutcome(expensive), await house.liveOutcome(larger)]).toEqual([
		'approved',
		'approved',
	]);
	expect(await replay()).toEqual({
		total: 13,
		checked: 13,
		differences: [],
		engine_version: ENGINE_VERSION,
		next_cursor: null,
	});
});

test('a span is gone through page by page', async () => {
	let checked = 0;
	for (let cursor: string | null = null, pages = 0; pages < 10; pages++) {
		const page = await replay(undefined, cursor, 4);
		checked += page.checked;
		cursor = page.next_cursor;
		if (cursor === null) break;
	}
	expect(checked).toBe(13);
});

test('nothing is made again outside of the span', async () => {
	const tomorrow = { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' };
	const report = await replayDecisions(
		platform,
		{ readings: new Readings(world), codes },
		tomorrow,
		{ cursor: null, limit: 10 },
		{ correlationId: '' },
	);
	expect(report.checked).toBe(0);
});

test('a difference is told with the first step where it parts', async () => {
	const before = await house.balances();
	const changed = { ...plan, document: { ...plan.document, cost_share: { in: { coinsurance: 50 } } } };
	const otherwise = new Readings({ contracts: world.contracts, planVersions: async () => [changed] });
	const { differences } = await replay(otherwise);
	const decisions =
		await house.sql`select claim_id from decisions where kind = 'decision' and outcome <> 'denied'`;
	expect(differences.length).toBeGreaterThanOrEqual(decisions.length - 1);
	expect(differences[0]).toMatchObject({
		is_decided_otherwise: true,
		claim_id: first.id,
		claim_number: first.claim_number,
		engine_version: expect.any(String),
		parting: {
			rule: 'S5',
			line: 1,
			before: { did: 'cut', carcs: ['1'], before: 8_000, after: 0 },
			after: { did: 'passed', carcs: [], before: 8_000, after: 8_000 },
		},
	});
	expect(await house.balances()).toEqual(before);
});

test('whatever somebody edits of a stored decision is told, and what cannot be read keeps nobody from the others', async () => {
	const [decision] = await house.sql`
		select id, pack from decisions where claim_id = ${claims[1]?.id ?? ''} and kind = 'decision'`;
	const edited = async (change: string) => {
		// The owner of the tables, past what keeps everybody else from it.
		await house.admin.unsafe(
			`update adjudication_service.decisions set ${change} where id = '${decision?.id}'`,
		);
		const { differences } = await replay();
		expect(differences).toHaveLength(1);
		expect(differences[0]).toMatchObject({
			decision_id: decision?.id,
			is_decided_otherwise: true,
			parting: null,
		});
		return differences[0]?.differs_in;
	};
	expect(await edited('paid = paid + 1')).toEqual(['totals']);
	expect(await edited("paid = paid - 1, outcome = 'denied'")).toEqual(['outcome']);
	const other = `replace(history::text, '"pay"', '"deny"')::json`;
	expect(await edited(`outcome = 'partially_approved', history = ${other}`)).toEqual(['history']);

	const { checked, differences } = await (async () => {
		await house.admin.unsafe(
			`update adjudication_service.decision_packs set content = '\\xdeadbeef' where id = '${decision?.pack}'`,
		);
		return replay();
	})();
	expect(checked).toBe(13);
	const lost = await house.sql`select id from decisions where pack = ${decision?.pack}`;
	expect(differences.map(({ decision_id, differs_in }) => [decision_id, ...differs_in]).sort()).toEqual(
		lost.map(({ id }) => [id, 'record']).sort(),
	);
	expect(differences.length).toBeLessThan(13);
});
