import { afterAll, expect, test } from 'bun:test';
import { readFeed } from '@claims-askes/chassis/events/feed';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform, sql } = house;
const consumer = house.listen();
afterAll(() => house.close());

/** The claims come in November: what was done in March is late, and a person of authority 3 may let that pass. */
world.publishPlan({ filing_days: 60, benefit_of: { '99213': 'visit' } });
const provider = world.register();
const send = testClient(buildApp(platform, platform.config), {
	subject: 'examiner',
	role: 'staff',
	authority: 4,
	scopes: ['adjudication:read', 'adjudication:write'],
});
const LATE = { service_date: '2026-03-01', units: 2, charge: '200.00' };

async function aDenied(changes: object = {}, member = world.enroll()): Promise<AnnouncedClaim> {
	const claim = world.submit(member, provider, { lines: [{ ...LATE, ...changes }] });
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('denied');
	return claim;
}

/** What claims-service says when somebody appeals; the appeal's id. */
async function appeal({ id: claim_id, family_key: key }: AnnouncedClaim): Promise<string> {
	const appeal_id = Bun.randomUUIDv7();
	const said = { claim_id, appeal_id, decision_id: Bun.randomUUIDv7(), asked_by: 'member' } as const;
	await house.say({ type: 'claim.appealed', key, data: said });
	await consumer.idle();
	return appeal_id;
}

const itemOf = async (id: string) => (await send('GET', `/api/v1/review-items/${id}`)).body.data;
const uphold = (id: string, headers: Record<string, string> = {}) =>
	send('POST', `/api/v1/review-items/${id}/upholdings`, { body: { reason: 'sent too late' }, headers });
const override = async ({ id }: AnnouncedClaim, body: object = {}, as = {}) =>
	(await send('POST', `/api/v1/claims/${id}/overrides`, { body: { reason: 'proof seen', ...body }, as })).body
		.data;
const decisionOf = async ({ id }: AnnouncedClaim) =>
	(await send('GET', `/api/v1/claims/${id}/decision`)).body.data;
/** What was said of a claim, in the order of the log. */
const saidOf = async ({ id }: AnnouncedClaim) => {
	const { events } = await readFeed(sql, 'adjudication-service', { after: 'earliest', limit: 100_000 });
	return events.filter(({ data }) => data.claim_id === id);
};
/** All that was ever decided and moved. */
const books = async () => ({
	balances: await house.balances(),
	decisions: [...(await sql`select * from decisions order by position`)],
});

test('an appeal waits in the queue under its own id, and says nothing of why', async () => {
	const claim = await aDenied();
	const id = await appeal(claim);
	expect(await itemOf(id)).toMatchObject({
		...{ kind: 'appeal', status: 'open', claim_id: claim.id, claim_number: claim.claim_number },
		...{ billed: '200.00', reasons: [], authority: 1, note: null, version: 1 },
	});
	const queue = (await send('GET', '/api/v1/review-items?kind=appeal')).body.data;
	expect(queue.map((item: { id: string }) => item.id)).toContain(id);
});

test('an upheld appeal leaves balances and decisions as they were, and is said', async () => {
	const claim = await aDenied();
	const id = await appeal(claim);
	const before = await books();
	const { status, body } = await uphold(id);
	expect([status, body.data.status, body.data.closed_by]).toEqual([201, 'upheld', 'examiner']);
	await house.recalculate();
	expect(await books()).toEqual(before);
	expect((await saidOf(claim)).map(({ event_type, data }) => [event_type, data.verdict])).toEqual([
		['claim.adjudicated', undefined],
		['claim.appeal.decided', 'upheld'],
	]);
	expect((await uphold(id)).body.error.code).toBe('REVIEW_ITEM_CLOSED');
});

test('sent again under its key, an answer is the same and is said once', async () => {
	const claim = await aDenied();
	const id = await appeal(claim);
	const [first, again] = [
		await uphold(id, { 'idempotency-key': 'uphold-once' }),
		await uphold(id, { 'idempotency-key': 'uphold-once' }),
	];
	expect([again.status, again.body]).toEqual([201, first.body]);
	expect(await saidOf(claim)).toHaveLength(2);
});

test('a granted appeal comes to what an override comes to, and is said after the decision', async () => {
	const [appealed, plain] = [await aDenied(), await aDenied()];
	const id = await appeal(appealed);
	const said = await override(appealed);
	await override(plain);
	expect((await itemOf(id)).status).toBe('open');
	await house.recalculate();
	const [granted, overridden] = [await decisionOf(appealed), await decisionOf(plain)];
	expect([granted.outcome, granted.totals, granted.lines]).toEqual([
		overridden.outcome,
		overridden.totals,
		overridden.lines,
	]);
	expect(granted.totals.paid).toBe('48.00');
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
	expect(await itemOf(id)).toMatchObject({ status: 'granted', closed_by: 'examiner', note: 'proof seen' });
	expect((await saidOf(appealed)).map(({ event_type }) => event_type)).toEqual([
		'claim.adjudicated',
		'claim.reversed',
		'claim.adjudicated',
		'claim.appeal.decided',
	]);
	expect((await saidOf(appealed)).at(-1)?.data).toEqual({
		...{ claim_id: appealed.id, appeal_id: id, verdict: 'granted' },
	});
	const audited = await house.admin`select action, actor, after from audit.entries where entity_id = ${id}`;
	expect(audited).toMatchObject([
		{ action: 'review_item.granted', actor: 'examiner', after: { override_id: said.id } },
	]);
});

test('an override that waits for a second person grants nothing before they agree', async () => {
	const claim = await aDenied({ charge: '12000.00' });
	const id = await appeal(claim);
	const { id: proposed } = await override(claim);
	await house.recalculate();
	expect((await itemOf(id)).status).toBe('open');
	const as = { subject: 'second', authority: 5 };
	await send('POST', `/api/v1/review-items/${proposed}/approvals`, { body: { reason: 'agreed' }, as });
	await house.recalculate();
	expect((await itemOf(id)).status).toBe('granted');
});

test('a recalculation meanwhile loses no appeal, and grants none', async () => {
	const member = world.enroll();
	const claim = await aDenied({}, member);
	const id = await appeal(claim);
	world.contract(provider, { prices: { '99213': { basis: 'fee', amount: '70.00' } } });
	await house.askAgain({ claim_ids: [claim.id] });
	expect((await itemOf(id)).status).toBe('open');
	expect((await uphold(id)).status).toBe(201);
});

test('an appeal is neither released nor denied, and what is none is not upheld', async () => {
	const claim = await aDenied({ charge: '12000.00' });
	const id = await appeal(claim);
	const act = (of: string, what: string, body: object) =>
		send('POST', `/api/v1/review-items/${of}/${what}`, { body: { reason: 'seen', ...body } });
	const denial = { carc: '252', group: 'CO' };
	for (const [what, body] of [
		['releases', {}],
		['denials', denial],
		['approvals', {}],
	] as const)
		expect((await act(id, what, body)).body.error.code).toBe('APPEAL_ANSWERED_OTHERWISE');
	const { id: proposed } = await override(claim);
	expect((await uphold(proposed)).body.error.code).toBe('NOT_AN_APPEAL');
	const many = { action: 'uphold', reason: 'sent too late', on: { items: [{ id }, { id: proposed }] } };
	const { body } = await send('POST', '/api/v1/review-actions', { body: many });
	expect(body.data).toMatchObject({ changed: 1, refused: 1 });
});

test('a cancelled claim takes its appeal with it, be it heard of before or after', async () => {
	const claim = await aDenied();
	const id = await appeal(claim);
	await house.voidClaim(claim);
	await consumer.idle();
	expect((await itemOf(id)).status).toBe('closed');
	expect((await send('GET', `/api/v1/review-items/${await appeal(claim)}`)).status).toBe(404);
});
