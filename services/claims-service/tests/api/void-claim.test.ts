import { afterAll, expect, test } from 'bun:test';
import { aClaim, startClaims } from '../setup';

const { admin, send, eventsAbout, stop } = await startClaims();
afterAll(stop);

const aReceived = async () => (await send('POST', '/api/v1/claims', { body: aClaim() })).body.data;
const cancel = (reference: string, headers: Record<string, string> = {}, reason = 'billed in error') =>
	send('POST', `/api/v1/claims/${reference}/voids`, { body: { reason }, headers });

test('a voided claim says so, keeps the reason in its history and tells the others', async () => {
	const claim = await aReceived();
	const { status, body } = await cancel(claim.id);
	expect([status, body.data.status, body.data.version]).toEqual([201, 'voided', 2]);
	const history = await send('GET', `/api/v1/claims/${claim.id}/history`);
	expect(history.body.data).toMatchObject([
		{ seq: 1, from: null, to: 'received', reason: null },
		{ seq: 2, from: 'received', to: 'voided', reason: 'billed in error' },
	]);
	const said = await eventsAbout(claim.id);
	expect(said.map(({ event_type }) => event_type)).toEqual([
		'claim.submitted',
		'claim.voided',
		'claim.status.changed',
	]);
	expect(said[1]?.data).toEqual({ claim_id: claim.id, replaced_by: null });
});

test('sent again with its id written otherwise, a void gets its first answer', async () => {
	const claim = await aReceived();
	const headers = { 'idempotency-key': 'void-otherwise' };
	const first = await cancel(claim.id, headers);
	for (const spelled of [claim.id.toUpperCase(), claim.id.replace('-', '%2D')])
		expect((await cancel(spelled, headers)).body).toEqual(first.body);
});

test('what it answers is what is stored', async () => {
	const claim = await aReceived();
	const { body } = await cancel(claim.id);
	const read = await send('GET', `/api/v1/claims/${claim.id}`);
	expect(read.body.data).toMatchObject(body.data);
});

test('a claim can be voided by its number', async () => {
	const claim = await aReceived();
	expect((await cancel(claim.claim_number)).body.data.id).toBe(claim.id);
});

test('a claim cannot be voided twice', async () => {
	const claim = await aReceived();
	await cancel(claim.id);
	const { status, body } = await cancel(claim.id);
	expect([status, body.error.code]).toEqual([409, 'CLAIM_ILLEGAL_MOVE']);
});

test('sent again under its key, a void gets its first answer and moves nothing', async () => {
	const claim = await aReceived();
	const first = await cancel(claim.id, { 'idempotency-key': 'void-once' });
	const again = await cancel(claim.id, { 'idempotency-key': 'void-once' });
	expect([again.status, again.body]).toEqual([201, first.body]);
	expect(await eventsAbout(claim.id)).toHaveLength(3);
});

test('of many at once exactly one voids the claim', async () => {
	const claim = await aReceived();
	const statuses = (await Promise.all(Array.from({ length: 8 }, () => cancel(claim.id)))).map(
		({ status }) => status,
	);
	expect(statuses.toSorted()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
	expect(
		(await eventsAbout(claim.id)).filter(({ event_type }) => event_type === 'claim.voided'),
	).toHaveLength(1);
});

test('whoever has not seen the latest version voids nothing', async () => {
	const claim = await aReceived();
	expect((await cancel(claim.id, { 'if-match': '"7"' })).status).toBe(412);
	expect((await cancel(claim.id, { 'if-match': '"1"' })).status).toBe(201);
});

test('the reason stays out of the audit trail, which is kept for ever', async () => {
	const claim = await aReceived();
	await cancel(claim.id, {}, 'wrong person');
	const entries =
		await admin`select action, before, after from audit.entries where entity_id = ${claim.id} order by id`;
	expect([...entries]).toMatchObject([
		{ action: 'claim.received' },
		{
			action: 'claim.voided',
			before: { status: 'received' },
			after: { status: 'voided', replaced_by_id: null },
		},
	]);
});

test.each([
	['without a reason', {}],
	['with an empty reason', { reason: '  ' }],
	['with more than a reason', { reason: 'x', status: 'paid' }],
])('a void %s is refused', async (_, body) => {
	const claim = await aReceived();
	const answer = await send('POST', `/api/v1/claims/${claim.id}/voids`, { body });
	expect([answer.status, answer.body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test('a claim that is not there cannot be voided', async () => {
	const { status, body } = await cancel(Bun.randomUUIDv7());
	expect([status, body.error.code]).toEqual([404, 'CLAIM_NOT_FOUND']);
});
