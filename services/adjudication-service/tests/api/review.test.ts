import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { askForUnfunded } from '../../src/usecases/ask-again';
import { startReadjudication } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform } = house;
const consumer = house.listen();
const stopReadjudication = startReadjudication(platform, house.gatherFacts, 50);
afterAll(async () => {
	await stopReadjudication();
	await house.close();
});
// Nobody sees what is not in the contract: rule 18 makes it wait.
world.publishPlan({ benefit_of: { '99213': 'visit', UNPRICED: 'visit' } });
const provider = world.register();
const send = testClient(buildApp(platform), {
	subject: 'examiner',
	role: 'staff',
	scopes: ['adjudication:read', 'adjudication:write'],
});

/** Rule 31 asks a person about expensive claims; that one may let pass. */
world.publishPlan({ id: 'careful', audit: { claim_over: '50.00' } });

async function aPendedClaim(plan_id = 'careful'): Promise<AnnouncedClaim> {
	const member = world.enroll({}, { plan_id });
	const claim = world.submit(member, provider, { lines: [{ units: 4, charge: '400.00' }] });
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('pended');
	return claim;
}

async function itemOf(claim: AnnouncedClaim) {
	const { body } = await send('GET', `/api/v1/review-items?claim_id=${claim.id}`);
	return body.data[0];
}

async function whenDecided(claim: AnnouncedClaim, unlike: string): Promise<string | undefined> {
	for (let tries = 0; tries < 100; tries++) {
		const outcome = await house.liveOutcome(claim);
		if (outcome !== unlike) return outcome;
		await Bun.sleep(20);
	}
	return unlike;
}

test('a claim that waits is in the queue with every reason and the authority it asks for', async () => {
	const claim = await aPendedClaim();
	const item = await itemOf(claim);
	expect(item).toMatchObject({
		status: 'open',
		claim_number: claim.claim_number,
		billed: '400.00',
		version: 1,
	});
	expect(item.reasons).toMatchObject([{ rule: 'R31', carc: '133', line: 1 }]);
	expect(item.authority).toBe(item.reasons[0].authority);
	const { rows } = { rows: await house.sql`select key from accumulators where key like ${`%${claim.id}%`}` };
	expect(rows).toHaveLength(0);
});

test('a release decides the claim again, and its amounts then move', async () => {
	const claim = await aPendedClaim();
	const item = await itemOf(claim);
	const released = await send('POST', `/api/v1/review-items/${item.id}/releases`, {
		body: { reason: 'seen the bill' },
	});
	expect([released.status, released.body.data.status, released.body.data.closed_by]).toEqual([
		201,
		'released',
		'examiner',
	]);
	expect(await whenDecided(claim, 'pended')).toBe('approved');
	const { body } = await send('GET', `/api/v1/claims/${claim.id}/decision`);
	// 320 allowed: 100 of the deductible, then 20 % of 220.
	expect(body.data.totals).toMatchObject({ allowed: '320.00', paid: '176.00', member_owes: '144.00' });
	const before = await send('GET', `/api/v1/decisions/${item.decision_id}`);
	expect(before.body.data.reversed_by).toBe(body.data.id);
	const told = (await house.said('claim.adjudicated')).filter(({ data }) => data.claim_id === claim.id);
	expect(told.map(({ data }) => data.outcome)).toEqual(['pended', 'approved']);
	expect(told[1]?.metadata.user_id).toBe('examiner');
	const trace = await send('GET', `/api/v1/claims/${claim.id}/explanation`);
	expect(trace.body.data.steps).toContainEqual(expect.objectContaining({ rule: 'R31', did: 'released' }));
});

test('a denial carries the code of the person under the rule that asked for one', async () => {
	const claim = await aPendedClaim();
	const item = await itemOf(claim);
	await send('POST', `/api/v1/review-items/${item.id}/denials`, {
		body: { reason: 'no proof of the visit', carc: '252', group: 'CO', remarks: ['M127'] },
	});
	expect(await whenDecided(claim, 'pended')).toBe('denied');
	const { body } = await send('GET', `/api/v1/claims/${claim.id}/decision`);
	expect(body.data.lines[0]).toMatchObject({
		denial: { rule: 'R31', carc: '252' },
		adjustments: [{ group: 'CO', carc: '252', amount: '400.00', rule: 'R31', remarks: ['M127'] }],
	});
	expect(body.data.totals).toMatchObject({ paid: '0.00', provider_writes_off: '400.00' });
});

test('a line without a price is given one by a person, and no recalculation puts another in its place', async () => {
	const member = world.enroll({}, { plan_id: 'office' });
	const claim = world.submit(member, provider, {
		lines: [{ procedure_code: 'UNPRICED' }, { service_date: '2026-03-02' }],
	});
	await house.announce(claim);
	await consumer.idle();
	const item = await itemOf(claim);
	expect(item.reasons).toMatchObject([{ rule: 'R18', line: 1, authority: null }]);
	const release = (prices?: unknown) =>
		send('POST', `/api/v1/review-items/${item.id}/releases`, {
			body: { reason: 'agreed by telephone', prices },
		});
	for (const prices of [
		undefined,
		[],
		[{ line: 2, allowed: '10.00' }],
		[
			{ line: 1, allowed: '5.00' },
			{ line: 1, allowed: '6.00' },
		],
	])
		expect((await release(prices)).body.error.code).toBe('PRICE_REQUIRED');
	expect((await release([{ line: 1, allowed: '10.001' }])).body.error.code).toBe('PRICE_MALFORMED');
	expect((await release([{ line: 1, allowed: '90.00' }])).status).toBe(201);
	expect(await whenDecided(claim, 'pended')).toBe('approved');
	const { body } = await send('GET', `/api/v1/claims/${claim.id}/decision`);
	expect(body.data.lines.map(({ allowed }: { allowed: string }) => allowed)).toEqual(['90.00', '80.00']);
});

test('what nobody may let pass is not released', async () => {
	const empty = world.issuePolicy({ aso: { amount: '0' } });
	const member = world.enroll({}, { policy_id: empty.id });
	const claim = world.submit(member, provider, { lines: [{ units: 4, charge: '400.00' }] });
	await house.announce(claim);
	await consumer.idle();
	const item = await itemOf(claim);
	const refused = await send('POST', `/api/v1/review-items/${item.id}/releases`, {
		body: { reason: 'please' },
	});
	expect([refused.status, refused.body.error.code]).toEqual([409, 'NOT_RELEASABLE']);
});

test('an item ends once, and the same request twice answers the same', async () => {
	const item = await itemOf(await aPendedClaim());
	const release = () =>
		send('POST', `/api/v1/review-items/${item.id}/releases`, {
			body: { reason: 'fine' },
			headers: { 'idempotency-key': item.id },
		});
	const first = await release();
	const again = await release();
	expect([again.status, again.body]).toEqual([201, first.body]);
	const other = await send('POST', `/api/v1/review-items/${item.id}/denials`, {
		body: { reason: 'no', carc: '96', group: 'PR' },
	});
	expect([other.status, other.body.error.code]).toEqual([409, 'REVIEW_ITEM_CLOSED']);
});

test('a claim that lacked the funds of its group is approved in full after a top-up', async () => {
	const funded = world.issuePolicy({ aso: { amount: '10.00' } });
	const member = world.enroll({}, { policy_id: funded.id });
	const claim = world.submit(member, provider, { lines: [{ units: 4, charge: '400.00' }] });
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('pended');
	Object.assign(funded, { aso: { amount: '500.00' } });
	const asked = await send('POST', `/api/v1/claims/${claim.id}/adjudications`);
	expect(asked.status).toBe(202);
	expect(await whenDecided(claim, 'pended')).toBe('approved');
	expect((await house.balances())[`fund:aso|policy:${funded.id}`]).toBe(17_600);
	const item = await house.sql`select status from review_items where claim_id = ${claim.id}`;
	expect(item).toMatchObject([{ status: 'closed' }]);
});

test('a credit to the fund has the claims decided again that waited for it', async () => {
	const [short, other] = [1, 2].map(() => world.issuePolicy({ aso: { amount: '10.00' } }));
	if (!short || !other) throw new Error('two policies');
	const [claim, waiting] = [short, other].map(({ id }) =>
		world.submit(world.enroll({}, { policy_id: id }), provider, { lines: [{ units: 4, charge: '400.00' }] }),
	);
	if (!claim || !waiting) throw new Error('two claims');
	await house.announce(claim, waiting);
	await consumer.idle();
	Object.assign(short, { aso: { amount: '500.00' } });
	await platform.sql.begin((tx) =>
		askForUnfunded(platform, tx, [{ policyId: short.id, correlationId: 'top-up' }]),
	);
	expect(await whenDecided(claim, 'pended')).toBe('approved');
	expect(await house.liveOutcome(waiting)).toBe('pended');
	const [decided] = await house
		.said('claim.adjudicated')
		.then((said) => said.filter(({ data }) => data.claim_id === claim.id && data.outcome === 'approved'));
	expect(decided?.metadata.correlation_id).toBe('top-up');
});

test('a claim that is decided is not decided again on request', async () => {
	const claim = world.submit(world.enroll(), provider);
	await house.announce(claim);
	await consumer.idle();
	const { status, body } = await send('POST', `/api/v1/claims/${claim.id}/adjudications`);
	expect([status, body.error.code]).toEqual([409, 'CLAIM_NOT_PENDED']);
});

test('an item is given to one person at a time', async () => {
	const item = await itemOf(await aPendedClaim());
	const assign = (assigned_to: string, version: number) =>
		send('PATCH', `/api/v1/review-items/${item.id}`, {
			body: { assigned_to },
			headers: { 'if-match': `"${version}"` },
		});
	expect((await assign('ani', 1)).body.data).toMatchObject({ assigned_to: 'ani', version: 2 });
	expect((await assign('budi', 1)).body.error.code).toBe('CONCURRENT_CHANGE');
	const mine = await send('GET', '/api/v1/review-items?assigned_to=ani');
	expect(mine.body.data.map((found: { id: string }) => found.id)).toEqual([item.id]);
});
