import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { recalculateWaiting } from '../../src/usecases/recalculation/start-recalculation';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();
const consumer = house.listen();
const send = testClient(buildApp(platform, platform.config), {
	subject: 'examiner',
	role: 'staff',
	scopes: ['adjudication:read', 'adjudication:write'],
});
const PATH = '/api/v1/recalculations';

async function aYear(): Promise<{ member_id: string; claims: readonly AnnouncedClaim[] }> {
	const member = world.enroll();
	const claims = ['2026-06-01', '2026-02-01'].map((service_date) =>
		world.submit(member, provider, { lines: [{ service_date, units: 2, charge: '200.00' }] }),
	);
	for (const claim of claims) {
		await house.announce(claim);
		await consumer.idle();
	}
	return { member_id: member.id, claims };
}

test('who asks sees how far it has come and what it came to', async () => {
	const { claims } = await aYear();
	const asked = await send('POST', PATH, { body: { claim_ids: [claims[0]?.id] } });
	expect(asked.status).toBe(202);
	expect(asked.body.data).toMatchObject({ cause: 'requested', status: 'waiting', requested_by: 'examiner' });
	await house.recalculate();
	const { body } = await send('GET', `${PATH}/${asked.body.data.id}`);
	// The later claim came first and had used the deductible: now each has what its date gives it, and the sum is the same.
	expect(body.data).toMatchObject({
		status: 'done',
		families: { found: 1, done: 1, parked: 0 },
		claims: { touched: 1, looked_at: 2, adjusted: 2 },
		net: { USD: '0.00' },
		errors: [],
	});
	expect((await send('GET', PATH)).body.data[0]).toEqual(body.data);
	const [audited] = await house.admin`
		select actor, action from audit.entries where entity_id = ${asked.body.data.id}`;
	expect(audited).toEqual({ actor: 'examiner', action: 'recalculation.requested' });
});

test('the same request under the same key is one request', async () => {
	const { member_id } = await aYear();
	const headers = { 'idempotency-key': 'once' };
	const [first, second] = [
		await send('POST', PATH, { body: { member_id }, headers }),
		await send('POST', PATH, { body: { member_id }, headers }),
	];
	expect(second.body.data.id).toBe(first.body.data.id);
	const rows = await house.sql`select from recalculations where touches ->> 'member_id' = ${member_id}`;
	expect(rows).toHaveLength(1);
	await house.recalculate();
});

test('what a peer cannot tell is waited for; what fails by itself is parked in the end, and tried again when asked', async () => {
	const { claims } = await aYear();
	const { body } = await send('POST', PATH, { body: { claim_ids: [claims[0]?.id] } });
	const { id } = body.data;
	const desk = { changeFacts: world.changeFacts, settleMs: 0 };
	const soon = () => house.sql`update family_recalculations set ripe_at = now() where done_at is null`;
	world.isDown = true;
	await recalculateWaiting(platform, { ...desk, gatherFacts: house.gatherFacts });
	world.isDown = false;
	expect((await send('GET', `${PATH}/${id}`)).body.data).toMatchObject({ status: 'working', errors: [] });

	const gatherFacts = () => Promise.reject(new Error('a claim that nothing can read'));
	for (let tries = 0; tries < 5; tries++) {
		await soon();
		await recalculateWaiting(platform, { ...desk, gatherFacts });
	}
	const parked = (await send('GET', `${PATH}/${id}`)).body.data;
	expect(parked).toMatchObject({ status: 'parked', families: { parked: 1 }, errors: ['INTERNAL'] });
	expect((await send('POST', `${PATH}/${id}/retries`)).status).toBe(202);
	await house.recalculate();
	expect((await send('GET', `${PATH}/${id}`)).body.data).toMatchObject({ status: 'done', errors: [] });
	expect((await send('POST', `${PATH}/${id}/retries`)).body.error.code).toBe('RECALCULATION_NOT_PARKED');
});

test.each([
	['nothing', {}],
	['two things at once', { member_id: Bun.randomUUIDv7(), plan_id: 'office' }],
	['an unknown field', { member: Bun.randomUUIDv7() }],
	['a day that is none', { plan_id: 'office', from: '2026-02-30' }],
])('a request that names %s is refused', async (_, body) => {
	expect((await send('POST', PATH, { body })).status).toBe(422);
});

test("it is nobody's business who sees rows of their own alone", async () => {
	const as = { role: 'member', member_id: Bun.randomUUIDv7(), scopes: ['adjudication:read'] } as const;
	expect((await send('GET', PATH, { as })).status).toBe(403);
	expect((await send('GET', `${PATH}/${Bun.randomUUIDv7()}`)).status).toBe(404);
});
