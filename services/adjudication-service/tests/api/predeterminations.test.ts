import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import type { TokenOptions } from '@claims-askes/chassis/testing/platform';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { buildApp } from '../../src/app';
import { Readings } from '../../src/usecases/facts/readings';
import { gatherFactsOf } from '../../src/usecases/predetermination/gather-facts-of';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();
const app = buildApp(
	platform,
	platform.config,
	gatherFactsOf(platform, { source: world, readings: new Readings(world) }),
);
const send = testClient(app, { scopes: ['claims:read', 'claims:write', 'adjudication:read'] });
const consumer = house.listen();

const NOBODY = '0190b5c6-7d1e-7000-8000-000000000000';
const path = '/api/v1/predeterminations';
const ask = (claim: CanonicalClaim, as: TokenOptions = {}, headers = {}) =>
	send('POST', path, { body: { claim }, as, headers });
const predetermined = async (claim: CanonicalClaim) => (await ask(claim)).body.data;
/** A claim that is asked about, and never announced. */
const asked = (
	...[member, changes]: [Parameters<typeof world.submit>[0], Parameters<typeof world.submit>[2]?]
) => world.submit(member, provider, { use: 'predetermination', ...changes });
/** All that a decision leaves behind. */
const leftBehind = async () => {
	const counts = await house.sql`
		select (select count(*) from decisions) as decisions, (select count(*) from decision_packs) as packs,
			(select count(*) from outbox) as events,
			(select count(*) from review_items) as items, (select count(*) from authorization_uses) as uses`;
	return [...counts, await house.balances()];
};

test('what would be decided is what is decided when the care is given', async () => {
	const member = world.enroll();
	const before = world.submit(member, provider, { lines: [{ charge: '60.00' }] });
	await house.announce(before);
	await consumer.idle();
	const lines = [{ service_date: '2026-03-02', units: 2, charge: '200.00' }];
	const would = await predetermined(asked(member, { lines }).claim);
	const claim = world.submit(member, provider, { lines });
	await house.announce(claim);
	await consumer.idle();
	const { body } = await send('GET', `/api/v1/claims/${claim.id}/decision`);
	const { outcome, totals, adjustments, alerts } = body.data;
	expect(would).toMatchObject({ outcome, totals, adjustments, alerts, lines: body.data.lines });
	expect(would).toMatchObject({ outcome: 'approved', as_of: '2026-11-23', member_id: member.id });
});

test('amounts that their currency does not have are refused by name', async () => {
	const member = world.enroll();
	const { claim } = asked(member);
	const lines = claim.lines.map((line) => ({ ...line, charge: '60.005' }));
	const { status, body } = await ask({ ...claim, total_charge: '60.005', lines });
	expect([status, body.error?.code]).toEqual([422, 'AMOUNT_UNREADABLE']);
});

test('nothing moves: no balance, no line to look back on, no event; and the same care asked about twice is no duplicate', async () => {
	const member = world.enroll();
	const before = await leftBehind();
	const first = await predetermined(asked(member).claim);
	const again = await predetermined(asked(member).claim);
	expect(first.totals.member_owes).toBe('80.00');
	expect([again.outcome, again.totals]).toEqual([first.outcome, first.totals]);
	expect(await leftBehind()).toEqual(before);
	const claim = world.submit(member, provider);
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe(first.outcome);
});

test('care to come is judged by the day on which it is to be given, and care without a day by today', async () => {
	const leaving = world.enroll({}, { to: '2026-12-31' });
	const inTime = await predetermined(asked(leaving, { lines: [{ service_date: '2026-12-31' }] }).claim);
	expect([inTime.outcome, inTime.as_of]).toEqual(['approved', '2026-12-31']);
	const late = await predetermined(asked(leaving, { lines: [{ service_date: '2027-01-02' }] }).claim);
	expect([late.outcome, late.lines[0].denial.carc]).toEqual(['denied', '27']);
	const claim = structuredClone(asked(leaving).claim);
	for (const line of claim.lines) delete line.service_date;
	const undated = await predetermined(claim);
	expect([undated.outcome, undated.lines[0].service_date]).toEqual(['approved', '2026-11-23']);
});

test('what was answered is found again, with the claim and with how it came about, and is audited', async () => {
	const member = world.enroll();
	const { claim } = asked(member);
	const would = await predetermined(claim);
	const { body } = await send('GET', `${path}/${would.id}`);
	expect(body.data).toEqual({ ...would, content: claim });
	const list = await send(
		'GET',
		`${path}?submitter_claim_id=${claim.claim_id}&member_id=${member.id}&limit=1`,
	);
	expect([list.body.data, list.body.metadata.page.next_cursor]).toEqual([[would], null]);
	const explained = await send('GET', `${path}/${would.id}/explanation`);
	expect(explained.body.data.predetermination).toEqual(would);
	expect(explained.body.data.steps[0]).toMatchObject({ rule: 'R1', did: 'passed' });
	expect(explained.body.data.movements).toContainEqual({
		...{ key: `deductible.in|member:${member.id}|2026`, line: 1, amount: '80.00' },
	});
	const [audited] = await house.admin`
		select action, after from audit.entries where entity = 'predetermination' and entity_id = ${would.id}`;
	expect(audited).toEqual({
		action: 'claim.predetermined',
		after: { outcome: would.outcome, currency: 'USD', paid: would.totals.paid },
	});
	expect((await send('GET', `${path}/${NOBODY}`)).body.error.code).toBe('PREDETERMINATION_NOT_FOUND');
});

test('a restricted token asks about its own, and finds its own', async () => {
	const member = world.enroll();
	const { claim } = asked(member);
	for (const [as, status] of [
		[{ role: 'member', member_id: member.id }, 201],
		[{ role: 'member', member_id: NOBODY }, 404],
		[{ role: 'provider', provider_id: provider.id }, 201],
		[{ role: 'provider', provider_id: NOBODY }, 404],
		// An employer would read off it what its employees are treated for.
		[{ role: 'group', group_id: member.group_id }, 404],
	] as const) {
		const answer = await ask(claim, as);
		expect([as, answer.status]).toEqual([as, status]);
		if (status === 201)
			expect((await send('GET', `${path}/${answer.body.data.id}`, { as })).status).toBe(200);
		else {
			expect(answer.body.error.code).toBe('PREDETERMINATION_OF_OTHERS');
			const [{ id } = { id: '' }] = (await send('GET', path)).body.data;
			expect((await send('GET', `${path}/${id}`, { as })).status).toBe(404);
			expect((await send('GET', path, { as })).body.data).toEqual([]);
		}
	}
	const reader = await ask(claim, { scopes: ['adjudication:read'] });
	expect([reader.status, reader.body.error.code]).toEqual([403, 'SCOPE_MISSING']);
});

test('the same key is answered the same, once; a fact that cannot be fetched is no answer', async () => {
	const { claim } = asked(world.enroll());
	const key = { 'idempotency-key': 'predetermine-1' };
	const first = await ask(claim, {}, key);
	const again = await ask(claim, {}, key);
	expect([again.body.data, again.headers.get('idempotent-replayed')]).toEqual([first.body.data, 'true']);
	expect((await send('GET', `${path}?submitter_claim_id=${claim.claim_id}`)).body.data).toHaveLength(1);
	world.isDown = true;
	const away = await ask(claim);
	world.isDown = false;
	expect(away.status).toBe(503);
});

test('nobody who is known is covered: the answer says so', async () => {
	const would = await predetermined(asked(null).claim);
	expect([would.outcome, would.member_id, would.lines[0].denial.carc]).toEqual(['denied', null, '31']);
});
