import { afterAll, expect, test } from 'bun:test';
import { aClaim, startClaims } from '../setup';

const { admin, send, eventsAbout, stop } = await startClaims();
afterAll(stop);

const MEMBER = Bun.randomUUIDv7();
const DECISION = Bun.randomUUIDv7();
const REASON = 'my doctor says the biopsy was needed';

/** A claim as it stands once it is decided for a member. */
async function aDecided(status = 'denied') {
	const claim = (await send('POST', '/api/v1/claims', { body: aClaim() })).body.data;
	await admin`update claims_service.claims set status = ${status}, decision_id = ${DECISION}, member_id = ${MEMBER}
		where id = ${claim.id}`;
	return claim as { id: string; claim_number: string };
}
const as = (member_id: string) => ({ role: 'member', member_id }) as const;
const appeal = (reference: string, headers: Record<string, string> = {}, caller = {}) =>
	send('POST', `/api/v1/claims/${reference}/appeals`, { body: { reason: REASON }, headers, as: caller });
const appealsOf = async ({ id }: { id: string }, caller = {}) =>
	(await send('GET', `/api/v1/claims/${id}/appeals`, { as: caller })).body.data;

test('a member appeals what was decided of their claim: it says so, and the others are told', async () => {
	const claim = await aDecided();
	const { status, body } = await appeal(claim.claim_number, {}, as(MEMBER));
	expect(status).toBe(201);
	expect(body.data).toMatchObject({
		...{ claim_id: claim.id, decision_id: DECISION, asked_by: 'member', reason: REASON },
		...{ status: 'open', closed_at: null },
	});
	const read = (await send('GET', `/api/v1/claims/${claim.id}`)).body.data;
	expect(read).toMatchObject({ status: 'appealed', version: 2, decision_id: DECISION });
	expect((await send('GET', `/api/v1/claims/${claim.id}/history`)).body.data.at(-1)).toMatchObject({
		...{ seq: 2, from: 'denied', to: 'appealed' },
	});
	expect(await appealsOf(claim, as(MEMBER))).toEqual([body.data]);
	const [, appealed, moved] = await eventsAbout(claim.id);
	expect(appealed).toMatchObject({
		event_type: 'claim.appealed',
		data: { claim_id: claim.id, appeal_id: body.data.id, decision_id: DECISION, asked_by: 'member' },
	});
	expect(moved?.data).toEqual({ claim_id: claim.id, from: 'denied', to: 'appealed' });
});

test('the reason stays with the appeal: no event, move or audit entry repeats it', async () => {
	const claim = await aDecided();
	await appeal(claim.id);
	const audited = await admin`select action, before, after from audit.entries where entity_id = ${claim.id}`;
	expect(audited.map(({ action }) => action)).toContain('claim.appealed');
	const moves = (await send('GET', `/api/v1/claims/${claim.id}/history`)).body.data;
	expect(JSON.stringify([audited, moves, await eventsAbout(claim.id)])).not.toContain('biopsy');
});

test("another's claim is not there to be appealed, nor are its appeals to be read", async () => {
	const claim = await aDecided();
	const stranger = as(Bun.randomUUIDv7());
	const { status, body } = await appeal(claim.id, {}, stranger);
	expect([status, body.error.code]).toEqual([404, 'CLAIM_NOT_FOUND']);
	expect((await send('GET', `/api/v1/claims/${claim.id}/appeals`, { as: stranger })).status).toBe(404);
	expect(await appealsOf(claim)).toEqual([]);
});

test.each(['received', 'pended', 'approved', 'scheduled', 'appealed', 'closed', 'voided'])(
	'a claim that is %s is not appealed',
	async (status) => {
		const answer = await appeal((await aDecided(status)).id);
		expect([answer.status, answer.body.error.code]).toEqual([409, 'CLAIM_ILLEGAL_MOVE']);
	},
);

test.each(['denied', 'partially_approved', 'paid'])('a claim that is %s may be appealed', async (status) => {
	expect((await appeal((await aDecided(status)).id)).status).toBe(201);
});

test('a claim that was decided again while its appeal waits is not appealed twice', async () => {
	const claim = await aDecided();
	await appeal(claim.id);
	await admin`update claims_service.claims set status = 'denied' where id = ${claim.id}`;
	const { status, body } = await appeal(claim.id);
	expect([status, body.error.code]).toEqual([409, 'APPEAL_WAITS']);
});

test('sent again under its key, an appeal gets the same bytes and moves nothing', async () => {
	const claim = await aDecided();
	const first = await appeal(claim.id, { 'idempotency-key': 'appeal-once' });
	const again = await appeal(claim.id, { 'idempotency-key': 'appeal-once' });
	expect([again.status, again.body]).toEqual([201, first.body]);
	expect(await appealsOf(claim)).toHaveLength(1);
	expect(await eventsAbout(claim.id)).toHaveLength(3);
});

test('of many at once exactly one appeals the claim', async () => {
	const claim = await aDecided();
	const answers = await Promise.all(Array.from({ length: 8 }, () => appeal(claim.id)));
	expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
	expect(await appealsOf(claim)).toHaveLength(1);
});

test('whoever has not seen the latest version appeals nothing', async () => {
	const claim = await aDecided();
	expect((await appeal(claim.id, { 'if-match': '"7"' })).status).toBe(412);
	expect((await appeal(claim.id, { 'if-match': '"1"' })).status).toBe(201);
});

test('a void ends the appeal of its claim', async () => {
	const claim = await aDecided();
	await appeal(claim.id);
	const body = { reason: 'billed in error' };
	expect((await send('POST', `/api/v1/claims/${claim.id}/voids`, { body })).status).toBe(201);
	expect(await appealsOf(claim)).toMatchObject([{ status: 'closed', closed_at: expect.any(String) }]);
});
