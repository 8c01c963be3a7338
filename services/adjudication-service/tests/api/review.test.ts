import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
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
const send = testClient(buildApp(platform, platform.config), {
	subject: 'examiner',
	role: 'staff',
	authority: 4,
	scopes: ['adjudication:read', 'adjudication:write'],
});

/** Rule 31 asks a person about expensive claims; that one may let pass. */
world.publishPlan({ id: 'careful', audit: { claim_over: '50.00' } });

async function aPendedClaim(
	charge = '400.00',
	member = world.enroll({}, { plan_id: 'careful' }),
	service_date = '2026-03-02',
) {
	const claim = world.submit(member, provider, { lines: [{ units: 4, charge, service_date }] });
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('pended');
	return claim;
}

const DENIAL = { reason: 'no proof of the visit', carc: '252', group: 'CO' };
const NOBODYS = platform.newId();

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

test('an explanation says that a person denied it and by which code, and to colleagues who it was', async () => {
	const member = world.enroll({}, { plan_id: 'careful' });
	const claim = await aPendedClaim('400.00', member);
	const toldTo = async (as = {}) =>
		(await send('GET', `/api/v1/claims/${claim.id}/explanation`, { as })).body.data.persons_denial;
	expect(await toldTo()).toBeNull();
	await send('POST', `/api/v1/review-items/${(await itemOf(claim)).id}/denials`, { body: DENIAL });
	expect(await whenDecided(claim, 'pended')).toBe('denied');
	const denial = { carc: '252', group: 'CO', remarks: [], denied_at: expect.any(String) };
	expect(await toldTo()).toEqual({ ...denial, denied_by: 'examiner', reason: 'no proof of the visit' });
	expect(await toldTo({ role: 'member', member_id: member.id })).toEqual({
		...{ ...denial, denied_by: null, reason: null },
	});
});

test('a code that says too little by itself goes with a remark', async () => {
	const item = await itemOf(await aPendedClaim());
	for (const carc of ['16', '96', '226']) {
		const denial = { reason: 'no answer', carc, group: 'CO' };
		for (const [path, body] of [
			[`/api/v1/review-items/${item.id}/denials`, denial],
			['/api/v1/review-actions', { ...denial, action: 'deny', on: { items: [{ id: item.id }] } }],
		] as const) {
			const refused = await send('POST', path, { body });
			expect([refused.status, refused.body.error.details[0].field]).toEqual([422, 'remarks']);
		}
	}
	const told = { reason: 'no answer', carc: '226', group: 'CO', remarks: ['N706'] };
	const { status } = await send('POST', `/api/v1/review-items/${item.id}/denials`, { body: told });
	expect(status).toBe(201);
});

test('a claim that a person let pass, and that comes back with another amount, is still theirs', async () => {
	const member = world.enroll({}, { plan_id: 'careful' });
	// Both wait: each would use the whole deductible, and the second turns out to pay more.
	const first = await aPendedClaim('400.00', member);
	const later = await aPendedClaim('400.00', member, '2026-03-09');
	const claims = [first, later];
	const items = await Promise.all(claims.map(itemOf));
	const on = { items: items.map(({ id }) => ({ id })) };
	await send('POST', '/api/v1/review-actions', { body: { action: 'assign', on, assigned_to: 'wayan' } });
	await send('POST', '/api/v1/review-actions', { body: { action: 'release', on, reason: 'both seen' } });
	expect(await whenDecided(first, 'pended')).toBe('approved');
	const again = await itemOf(later);
	expect([again.status, again.assigned_to, again.proposal]).toEqual(['open', 'wayan', null]);
	expect(again.id).not.toBe(items[1].id);
});

test('of claims that are let pass together, one that then pays less is let pass too', async () => {
	world.publishPlan({
		id: 'visits',
		audit: { claim_over: '50.00' },
		cost_share: undefined,
		pools: [{ id: 'year', scope: 'member', per: 'year', amount: '400.00' }],
	});
	const member = world.enroll({}, { plan_id: 'visits' });
	const first = await aPendedClaim('400.00', member);
	const later = await aPendedClaim('400.00', member, '2026-03-09');
	const claims = [first, later];
	const on = { items: (await Promise.all(claims.map(itemOf))).map(({ id }) => ({ id })) };
	await send('POST', '/api/v1/review-actions', { body: { action: 'release', on, reason: 'both seen' } });
	for (const claim of claims) expect(await whenDecided(claim, 'pended')).toBe('approved');
	const { body } = await send('GET', `/api/v1/claims/${later.id}/decision`);
	// 320 allowed each, of which the year has 80 left.
	expect(body.data.totals).toMatchObject({ allowed: '320.00', paid: '80.00' });
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
	const above = await release([{ line: 1, allowed: '100.01' }]);
	expect([above.status, above.body.error.code]).toEqual([422, 'PRICE_ABOVE_BILLED']);
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
		body: { reason: 'no', carc: '96', group: 'PR', remarks: ['N130'] },
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
	await house.credit({ policy_id: short.id, fund: 'aso', amount: '490.00', currency: 'USD' });
	await house.recalculate();
	expect(await whenDecided(claim, 'pended')).toBe('approved');
	expect(await house.liveOutcome(waiting)).toBe('pended');
	const [decided] = await house
		.said('claim.adjudicated')
		.then((said) => said.filter(({ data }) => data.claim_id === claim.id && data.outcome === 'approved'));
	expect(decided?.metadata.correlation_id).toBe('a credit');
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

const act = (item: { id: string }, what: string, body: object, as = {}, headers = {}) =>
	send('POST', `/api/v1/review-items/${item.id}/${what}`, { body, as, headers });
const second = { subject: 'second', authority: 5 };
const auditOf = (id: string) =>
	house.admin<{ action: string; actor: string; after: Record<string, unknown> }[]>`
		select action, actor, after from audit.entries where entity_id = ${id} order by id`;

test('a person of too little authority is told which it takes, and nothing has happened', async () => {
	const claim = await aPendedClaim();
	const item = await itemOf(claim);
	const refused = await act(item, 'releases', { reason: 'fine' }, { subject: 'junior', authority: 3 });
	expect([refused.status, refused.body.error]).toEqual([
		403,
		{
			code: 'AUTHORITY_TOO_LOW',
			message: 'This needs a person of authority 4; yours is 3',
			details: [{ field: 'authority', message: 'at least 4', code: 'LEVEL_4' }],
		},
	]);
	expect((await act(item, 'denials', DENIAL, { subject: 'junior', authority: 3 })).status).toBe(403);
	expect(await itemOf(claim)).toEqual(item);
	expect(await auditOf(item.id)).toHaveLength(0);
});

test('above the amount a second person decides, and the audit trail names both', async () => {
	const claim = await aPendedClaim('12000.00');
	const item = await itemOf(claim);
	const proposed = await act(item, 'releases', { reason: 'seen the report' });
	expect(proposed.body.data).toMatchObject({
		status: 'awaiting_approval',
		proposal: { by: 'examiner', reason: 'seen the report', prices: [] },
		version: 2,
	});
	expect(await house.liveOutcome(claim)).toBe('pended');
	const own = await act(item, 'approvals', { reason: 'me again' });
	expect([own.status, own.body.error.code]).toEqual([403, 'SECOND_APPROVER_NEEDED']);
	const approved = await act(item, 'approvals', { reason: 'agreed' }, second);
	expect(approved.body.data).toMatchObject({
		status: 'released',
		closed_by: 'second',
		proposal: { by: 'examiner' },
	});
	expect(await whenDecided(claim, 'pended')).toBe('approved');
	expect((await auditOf(item.id)).map(({ action, actor }) => [action, actor])).toEqual([
		['review_item.proposed', 'examiner'],
		['review_item.released', 'second'],
	]);
});

test('what the second person rejects is open again for everybody', async () => {
	const claim = await aPendedClaim('12000.00');
	const item = await itemOf(claim);
	await act(item, 'releases', { reason: 'seen the report' });
	const rejected = await act(item, 'rejections', { reason: 'the report is of another day' }, second);
	expect(rejected.body.data).toMatchObject({
		status: 'open',
		proposal: null,
		note: 'the report is of another day',
	});
	expect((await act(item, 'denials', DENIAL)).body.data.status).toBe('denied');
	expect(await whenDecided(claim, 'pended')).toBe('denied');
});

test('two people who read the same item do not both act on it', async () => {
	const item = await itemOf(await aPendedClaim('12000.00'));
	const asRead = { 'if-match': `"${item.version}"` };
	expect((await act(item, 'releases', { reason: 'mine' }, {}, asRead)).status).toBe(201);
	await act(item, 'rejections', { reason: 'back' }, second);
	const late = await act(item, 'releases', { reason: 'mine too' }, second, asRead);
	expect([late.status, late.body.error.code]).toEqual([412, 'CONCURRENT_CHANGE']);
});

test('of twenty who release the same item at once one does', async () => {
	const item = await itemOf(await aPendedClaim());
	const answers = await Promise.all(
		Array.from({ length: 20 }, (_, nth) =>
			act(item, 'releases', { reason: 'fine' }, { subject: `nth-${nth}` }),
		),
	);
	expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
	expect(answers.filter(({ status }) => status !== 201 && status !== 409 && status !== 412)).toHaveLength(0);
	expect(await auditOf(item.id)).toHaveLength(1);
});

test('what was proposed of a claim that would pay less by now is still proposed', async () => {
	const member = world.enroll({}, { plan_id: 'visits' });
	const large = await aPendedClaim('12000.00', member);
	const proposed = await itemOf(large);
	await act(proposed, 'releases', { reason: 'seen the report' });
	const small = await aPendedClaim('120.00', member, '2026-03-09');
	await act(await itemOf(small), 'releases', { reason: 'a visit' });
	expect(await whenDecided(small, 'pended')).toBe('approved');
	await send('POST', `/api/v1/claims/${large.id}/adjudications`);
	const [again] = await waitFor(async () => {
		const found = await send('GET', `/api/v1/review-items?claim_id=${large.id}&status=awaiting_approval`);
		return found.body.data.filter(({ id }: { id: string }) => id !== proposed.id);
	});
	expect(again).toMatchObject({ proposal: { reason: 'seen the report' } });
});

test('a claim that is decided again and still waits keeps its person and what was proposed', async () => {
	const funded = world.issuePolicy();
	const claim = await aPendedClaim(
		'12000.00',
		world.enroll({}, { plan_id: 'careful', policy_id: funded.id }),
	);
	const item = await itemOf(claim);
	await send('PATCH', `/api/v1/review-items/${item.id}`, { body: { assigned_to: 'ani' } });
	await act(item, 'releases', { reason: 'seen the report' });
	await send('POST', `/api/v1/claims/${claim.id}/adjudications`);
	const [again] = await waitFor(async () => {
		const found = await send('GET', `/api/v1/review-items?claim_id=${claim.id}&status=awaiting_approval`);
		return found.body.data.filter(({ id }: { id: string }) => id !== item.id);
	});
	expect(again).toMatchObject({
		assigned_to: 'ani',
		proposal: { by: 'examiner', reason: 'seen the report' },
	});
	// Something new has appeared: nobody has proposed to let that pass.
	Object.assign(funded, { aso: { amount: '10.00' } });
	await send('POST', `/api/v1/claims/${claim.id}/adjudications`);
	const [anew] = await waitFor(
		async () => (await send('GET', `/api/v1/review-items?claim_id=${claim.id}`)).body.data,
	);
	expect(anew).toMatchObject({ assigned_to: 'ani', proposal: null, status: 'open', authority: null });
});

test('what a person denied stays denied when the claim is decided again', async () => {
	const claim = await aPendedClaim();
	await act(await itemOf(claim), 'denials', DENIAL);
	expect(await whenDecided(claim, 'pended')).toBe('denied');
	const denials =
		await house.sql`select denial, reviewed_by from reviewed_denials where claim_id = ${claim.id}`;
	expect(denials).toMatchObject([{ denial: { carc: '252', group: 'CO' }, reviewed_by: 'examiner' }]);
});

async function waitFor<T>(find: () => Promise<T[]>): Promise<T[]> {
	for (let tries = 0; tries < 100; tries++) {
		const found = await find();
		if (found.length > 0) return found;
		await Bun.sleep(20);
	}
	return [];
}

test('the queue is searched, counted by reason, and paged by age and by amount', async () => {
	const group_id = platform.newId();
	const { id: policy_id } = world.issuePolicy({ group_id });
	for (const charge of ['500.00', '300.00', '700.00', '300.00'])
		await aPendedClaim(
			charge,
			world.enroll({ group_id }, { plan_id: 'careful', ...(charge === '700.00' && { policy_id }) }),
		);
	const list = (query: string) => send('GET', `/api/v1/review-items?group_id=${group_id}&${query}`);
	const amounts = async (query: string) =>
		(await list(query)).body.data.map(({ billed }: { billed: string }) => billed);
	expect(await amounts('')).toEqual(['500.00', '300.00', '700.00', '300.00']);
	const pages: string[] = [];
	for (let cursor = '', page = 0; page < 10; page++) {
		const { body } = await list(`sort=amount&limit=1${cursor && `&cursor=${cursor}`}`);
		pages.push(...body.data.map(({ billed }: { billed: string }) => billed));
		cursor = body.metadata.page.next_cursor;
		if (!cursor) break;
	}
	expect(pages).toEqual(['700.00', '500.00', '300.00', '300.00']);
	expect(await amounts('currency=USD&billed_from=301&billed_to=600')).toEqual(['500.00']);
	expect(await amounts('rule=R31&carc=133&within_authority=4&assigned_to=')).toHaveLength(4);
	expect(await amounts(`policy_id=${policy_id}`)).toEqual(['700.00']);
	expect(await amounts('rule=R29')).toEqual([]);
	expect(await amounts('within_authority=3')).toEqual([]);
	expect(await amounts('opened_before=2026-11-23T00:00:00Z')).toEqual([]);
	const counts = await send('GET', `/api/v1/review-items/counts?group_id=${group_id}`);
	expect(counts.body.data).toEqual({ items: 4, reasons: [{ rule: 'R31', carc: '133', items: 4 }] });
	const dashes = Buffer.from(JSON.stringify(['USD', '300.00', '-'.repeat(36)])).toString('base64url');
	const cursors = ['WyJhIl0', dashes].map((cursor) => `sort=amount&cursor=${cursor}`);
	for (const query of ['billed_from=3', ...cursors, 'rule=x', 'within_authority=6'])
		expect((await list(query)).status).toBe(422);
});

test('many items are released at once: what is refused for one holds up no other', async () => {
	const group_id = platform.newId();
	const claims: AnnouncedClaim[] = [];
	for (const charge of ['400.00', '400.00', '12000.00', '400.00'])
		claims.push(await aPendedClaim(charge, world.enroll({ group_id }, { plan_id: 'careful' })));
	const { body } = await send('GET', `/api/v1/review-items?group_id=${group_id}`);
	const [one, two, large, gone] = body.data;
	await act(gone, 'denials', DENIAL);
	const request = {
		body: {
			action: 'release',
			reason: 'known provider',
			on: {
				items: [
					{ id: one.id, version: 1 },
					{ id: two.id, version: 7 },
					{ id: large.id },
					{ id: gone.id },
					{ id: platform.newId() },
				],
			},
		},
		headers: { 'idempotency-key': one.id, 'x-correlation-id': 'bulk-1' },
	};
	const answer = await send('POST', '/api/v1/review-actions', request);
	expect(answer.body.data).toMatchObject({ correlation_id: 'bulk-1', changed: 2, refused: 3 });
	expect(
		answer.body.data.results.map(
			({ status, problem }: { status: string; problem: { code: string } | null }) => [
				status,
				problem?.code ?? null,
			],
		),
	).toEqual([
		['released', null],
		['open', 'CONCURRENT_CHANGE'],
		['awaiting_approval', null],
		['denied', 'REVIEW_ITEM_CLOSED'],
		[null, 'REVIEW_ITEM_NOT_FOUND'],
	]);
	expect((await send('POST', '/api/v1/review-actions', request)).body).toEqual(answer.body);
	if (!claims[0]) throw new Error('claims');
	expect(await whenDecided(claims[0], 'pended')).toBe('approved');
	const [audited] = await house.admin`
		select count(*)::int as rows from audit.entries where correlation_id = 'bulk-1' and entity = 'review_item'`;
	expect(audited?.rows).toBe(2);
});

test('those that match a filter are given to a person, the longest waiting first', async () => {
	const group_id = platform.newId();
	for (const _ of [1, 2, 3]) await aPendedClaim('400.00', world.enroll({ group_id }, { plan_id: 'careful' }));
	const { body } = await send('POST', '/api/v1/review-actions', {
		body: { action: 'assign', assigned_to: 'ani', on: { filter: { group_id, assigned_to: '' }, limit: 2 } },
	});
	expect(body.data).toMatchObject({ changed: 2, refused: 0 });
	const mine = await send('GET', `/api/v1/review-items?group_id=${group_id}&assigned_to=ani`);
	expect(mine.body.data.map(({ id }: { id: string }) => id)).toEqual(
		body.data.results.map(({ id }: { id: string }) => id),
	);
});

test.each([
	['no item', { items: [] }],
	['an item twice', { items: [{ id: NOBODYS }, { id: NOBODYS }] }],
	['more than a thousand', { items: Array.from({ length: 1_001 }, () => ({ id: platform.newId() })) }],
	['amounts of no currency', { filter: { billed_from: '3' } }],
])('an action on %s is refused', async (_, on) => {
	const { status, body } = await send('POST', '/api/v1/review-actions', {
		body: { action: 'assign', assigned_to: null, on },
	});
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test('a member, provider or group acts on nothing in the queue', async () => {
	const item = await itemOf(await aPendedClaim());
	const as = { role: 'provider', provider_id: item.provider_id, authority: 5 } as const;
	expect((await act(item, 'releases', { reason: 'mine' }, as)).status).toBe(403);
	const bulk = { action: 'assign', assigned_to: 'me', on: { items: [{ id: item.id }] } };
	expect((await send('POST', '/api/v1/review-actions', { body: bulk, as })).status).toBe(403);
});

test('what colleagues write to each other is not for the provider whose claim it is', async () => {
	const claim = await aPendedClaim('12000.00');
	const item = await itemOf(claim);
	await act(item, 'releases', { reason: 'between us' });
	const as = { role: 'provider', provider_id: item.provider_id } as const;
	const one = await send('GET', `/api/v1/review-items/${item.id}`, { as });
	const list = await send('GET', `/api/v1/review-items?status=awaiting_approval&claim_id=${claim.id}`, {
		as,
	});
	for (const seen of [one.body.data, list.body.data[0]])
		expect(seen).toMatchObject({ id: item.id, note: null, proposal: null, assigned_to: null });
});
