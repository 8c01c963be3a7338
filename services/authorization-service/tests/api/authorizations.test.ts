import { afterAll, expect, test } from 'bun:test';
import {
	aRequest,
	CLAIM,
	MEMBER,
	OTHER_MEMBER,
	OTHER_PROVIDER,
	PROVIDER,
	startAuthorizations,
} from '../setup';

const { admin, send, stop } = await startAuthorizations();
afterAll(stop);

const PATH = '/api/v1/authorizations';
const scopes = ['authorizations:read', 'authorizations:write'];
const asHospital = { role: 'provider', provider_id: PROVIDER, scopes } as const;
const asOtherHospital = { role: 'provider', provider_id: OTHER_PROVIDER, scopes } as const;
const asMember = { role: 'member', member_id: MEMBER, scopes } as const;

const request = async (changes: object = {}) =>
	(await send('POST', PATH, { body: aRequest(changes) })).body.data;
const decide = (id: string, body: object, headers = {}) =>
	send('POST', `${PATH}/${id}/decisions`, { body, headers });
const approved = async (changes: object = {}) => {
	const { id } = await request(changes);
	return (await decide(id, { decision: 'approve' })).body.data;
};
const consume = (id: string, amount: string, claim_id = CLAIM) =>
	send('POST', `${PATH}/${id}/consumptions`, { body: { claim_id, amount } });
const said = async (id: string): Promise<{ event_type: string; data: object }[]> =>
	admin`select event_type, data from authorization_service.outbox where key = ${id} order by position`;
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
	status,
	body.error?.code,
];

test('a request waits for a decision under a number of its own, and the auditor sees no code', async () => {
	const asked = await request();
	expect(asked).toMatchObject({ status: 'requested', amount: '5000000', decided_at: null });
	expect(asked.number).toMatch(/^AUT-\d{4}-\d{8}$/);
	const read = await send('GET', `${PATH}/${asked.id}`);
	expect(read.body.data).toEqual(asked);
	expect(read.headers.get('etag')).toBe('"1"');
	expect(await said(asked.id)).toMatchObject([{ event_type: 'authorization.requested' }]);
	const trail = await admin`select after::text from audit.entries where entity_id = ${asked.id}`;
	expect(trail).toHaveLength(1);
	expect(trail[0]?.after).not.toContain('47.09');
});

test('the same request sent twice is one request', async () => {
	const twice = { body: aRequest(), headers: { 'idempotency-key': 'admission-1' } };
	const [first, again] = [await send('POST', PATH, twice), await send('POST', PATH, twice)];
	expect(again.body.data).toEqual(first.body.data);
	expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('an approval sends a letter, an extension a second one, and the first stays as it was', async () => {
	const { id, number } = await approved();
	const extended = await decide(id, { decision: 'extend', to: '2026-03-15', amount: '7000000' });
	expect(extended.body.data).toMatchObject({ status: 'approved', to: '2026-03-15', amount: '7000000' });
	const { body } = await send('GET', `${PATH}/${id}/letters`);
	expect(body.data).toMatchObject([
		{ number: `${number}-L2`, standing: 'valid', to: '2026-03-15', amount: '7000000' },
		{ number: `${number}-L1`, standing: 'replaced', to: '2026-03-10', amount: '5000000' },
	]);
	expect((await said(id)).map(({ event_type }) => event_type)).toEqual([
		'authorization.requested',
		'authorization.decided',
		'authorization.decided',
	]);
});

test('a cancelled authorization withdraws its letters, and a denied one never had any', async () => {
	const { id } = await approved();
	await decide(id, { decision: 'cancel', reason: 'The admission was called off' });
	expect((await send('GET', `${PATH}/${id}/letters`)).body.data).toMatchObject([{ standing: 'withdrawn' }]);
	const denied = await request();
	await decide(denied.id, { decision: 'deny', reason: 'Outside the plan' });
	expect((await send('GET', `${PATH}/${denied.id}/letters`)).body.data).toEqual([]);
});

test('whoever decides must have seen what is there now', async () => {
	const { id } = await request();
	const first = await decide(id, { decision: 'approve' }, { 'if-match': '"1"' });
	expect(first.headers.get('etag')).toBe('"2"');
	const late = await decide(id, { decision: 'cancel', reason: 'late' }, { 'if-match': '"1"' });
	expect(codeOf(late)).toEqual([412, 'CONCURRENT_CHANGE']);
});

test('of many who approve one request at once exactly one does', async () => {
	const { id } = await request();
	const answers = await Promise.all(Array.from({ length: 10 }, () => decide(id, { decision: 'approve' })));
	expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
	expect((await send('GET', `${PATH}/${id}/letters`)).body.data).toHaveLength(1);
});

test('a decision sent twice with one key is one decision', async () => {
	const { id } = await request();
	const headers = { 'idempotency-key': 'approve-once' };
	expect((await decide(id, { decision: 'approve' }, headers)).status).toBe(201);
	const again = await decide(id, { decision: 'approve' }, headers);
	expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
});

test('what a claim uses is recorded once, replaced when it is decided again, and given back', async () => {
	const { id } = await approved();
	expect((await consume(id, '1000000')).status).toBe(201);
	expect((await consume(id, '1000000')).status).toBe(200);
	expect((await consume(id, '800000')).body.data).toMatchObject({ claim_id: CLAIM, amount: '800000' });
	expect((await said(id)).filter(({ event_type }) => event_type === 'authorization.consumed')).toHaveLength(
		2,
	);
	await decide(id, { decision: 'cancel', reason: 'called off' });
	expect(codeOf(await consume(id, '900000'))).toEqual([409, 'AUTHORIZATION_NOT_APPROVED']);
	expect((await consume(id, '0')).status).toBe(201);
	const { body } = await send('GET', `${PATH}/${id}/consumptions`);
	expect(body.data).toMatchObject([{ claim_id: CLAIM, amount: '0' }]);
});

test('of uses that are numbered the latest stands, in whatever order they come', async () => {
	const { id } = await approved();
	const use = async (amount: string, version: number) => {
		const body = { claim_id: CLAIM, amount, version };
		return (await send('POST', `${PATH}/${id}/consumptions`, { body })).body.data.amount;
	};
	expect([await use('800000', 1), await use('0', 3), await use('500000', 2)]).toEqual(['800000', '0', '0']);
	// The same again under a later number is no news, and still later than what is told last.
	expect([await use('0', 5), await use('700000', 4), await use('600000', 6)]).toEqual(['0', '0', '600000']);
	expect((await said(id)).filter(({ event_type }) => event_type === 'authorization.consumed')).toHaveLength(
		3,
	);
	const numbered = Array.from({ length: 8 }, (_, at) => use(String(1_000 + at), 10 + at));
	await Promise.all(numbered);
	const { body } = await send('GET', `${PATH}/${id}/consumptions`);
	expect(body.data).toMatchObject([{ claim_id: CLAIM, amount: '1007' }]);
});

test('a claim that is recorded by many at once is recorded once', async () => {
	const { id } = await approved();
	await Promise.all(Array.from({ length: 10 }, () => consume(id, '1000000')));
	expect((await said(id)).filter(({ event_type }) => event_type === 'authorization.consumed')).toHaveLength(
		1,
	);
});

test('nothing is used of what was only asked for', async () => {
	const { id } = await request();
	expect(codeOf(await consume(id, '1'))).toEqual([409, 'AUTHORIZATION_NOT_APPROVED']);
});

test('many are read at once by id, number or member, with what they grant and not why', async () => {
	const member_id = crypto.randomUUID();
	const [one, two, three] = [await approved(), await request(), await request({ member_id })];
	const { body } = await send('POST', `${PATH}/batch-get`, {
		body: { ids: [one.id, CLAIM], numbers: [two.number, 'AUT-1999-00000001'], member_ids: [member_id] },
	});
	expect(body.data.map(({ id }: { id: string }) => id).sort()).toEqual([one.id, two.id, three.id].sort());
	expect(JSON.stringify(body.data)).not.toContain('47.09');
	expect(codeOf(await send('POST', `${PATH}/batch-get`, { body: {} }))).toEqual([422, 'VALIDATION_FAILED']);
});

test('a provider and a member see their own and nobody else does', async () => {
	const { id } = await approved();
	for (const as of [asHospital, asMember])
		expect((await send('GET', `${PATH}/${id}`, { as })).status).toBe(200);
	for (const as of [asOtherHospital, { ...asMember, member_id: OTHER_MEMBER }]) {
		expect((await send('GET', `${PATH}/${id}`, { as })).status).toBe(404);
		expect((await send('GET', `${PATH}/${id}/letters`, { as })).status).toBe(404);
		expect((await send('GET', `${PATH}?member_id=${MEMBER}`, { as })).body.data).toEqual([]);
		expect((await send('POST', `${PATH}/batch-get`, { as, body: { ids: [id] } })).body.data).toEqual([]);
	}
});

test('a hospital asks for its own care and decides nothing', async () => {
	const { provider_id: _, ...without } = aRequest();
	const asked = await send('POST', PATH, { as: asHospital, body: without });
	expect(asked.body.data.provider_id).toBe(PROVIDER);
	expect((await send('POST', PATH, { as: asOtherHospital, body: aRequest() })).status).toBe(404);
	const { id } = asked.body.data;
	const decision = await send('POST', `${PATH}/${id}/decisions`, {
		as: asHospital,
		body: { decision: 'approve' },
	});
	expect(codeOf(decision)).toEqual([403, 'SCOPE_MISSING']);
	const use = await send('POST', `${PATH}/${id}/consumptions`, {
		as: asHospital,
		body: { claim_id: CLAIM, amount: '1' },
	});
	expect(use.status).toBe(403);
});

test('a list is read page by page, newest first', async () => {
	const provider_id = crypto.randomUUID();
	const ids: string[] = [];
	for (let nth = 0; nth < 3; nth++) ids.unshift((await request({ provider_id })).id);
	const first = await send('GET', `${PATH}?provider_id=${provider_id}&limit=2`);
	const cursor = first.body.metadata.page.next_cursor;
	const rest = await send('GET', `${PATH}?provider_id=${provider_id}&limit=2&cursor=${cursor}`);
	expect([...first.body.data, ...rest.body.data].map(({ id }) => id)).toEqual(ids);
	expect(rest.body.metadata.page.next_cursor).toBeNull();
});

test.each<[string, object, string]>([
	['ends before it begins', { to: '2026-02-28' }, 'AUTHORIZATION_DATES_INVERTED'],
	['has cents in a currency without', { amount: '100.50' }, 'AMOUNT_MALFORMED'],
	['is larger than any amount', { amount: '9999999999999.99' }, 'AMOUNT_MALFORMED'],
	['is about nothing', { amount: '0.00' }, 'VALIDATION_FAILED'],
	['is negative', { amount: '-5' }, 'VALIDATION_FAILED'],
	['is a float', { amount: 5e6 }, 'VALIDATION_FAILED'],
	['names no benefit', { benefits: [] }, 'VALIDATION_FAILED'],
	['has a day that is none', { from: '2026-02-30' }, 'VALIDATION_FAILED'],
	['has a field that nobody knows', { approved: true }, 'VALIDATION_FAILED'],
])('a request that %s is refused', async (_, changes, code) => {
	expect(codeOf(await send('POST', PATH, { body: aRequest(changes) }))).toEqual([422, code]);
});

test('an authorization that is not there is not there for anything', async () => {
	expect((await send('GET', `${PATH}/${CLAIM}`)).status).toBe(404);
	expect((await decide(CLAIM, { decision: 'approve' })).status).toBe(404);
	expect((await consume(CLAIM, '1')).status).toBe(404);
	expect((await send('GET', `${PATH}/1%27%20or%201=1`)).status).toBe(422);
});
