import { afterAll, expect, test } from 'bun:test';
import { deliverDue } from '../../src/usecases/deliver-notifications';
import { completed, newId, openPaymentLog, settled, startNotifications } from '../setup';

const service = await startNotifications({ WEBHOOK_ALLOW_PRIVATE: 'false' });
const log = await openPaymentLog(service);
const { admin, send } = service;
afterAll(async () => {
	await log.close();
	await service.stop();
});

const scopes = ['notifications:read', 'notifications:write'];
const member_id = newId();
const asMember = { role: 'member', member_id, scopes } as const;
const asOtherMember = { role: 'member', member_id: newId(), scopes } as const;
const asGroup = { role: 'group', group_id: newId(), scopes } as const;
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
	status,
	body.error?.code,
];
const aHook = { url: 'https://example.org/hook', topics: ['run.completed'] };
const aMembersHook = { ...aHook, topics: ['eob.ready'], recipient: { kind: 'member', id: member_id } };

test('a member reads their own notifications and nobody else’s', async () => {
	const run = newId();
	await log.say(settled(run, { member_id, provider_id: newId() }), completed(run, 1));
	while ((await deliverDue(service.deps)) > 0);
	const own = await send('GET', `/api/v1/notifications?run_id=${run}`, { as: asMember });
	expect(own.body.data).toMatchObject([{ recipient_kind: 'member', recipient_id: member_id }]);
	const [{ id }] = own.body.data;
	expect((await send('GET', `/api/v1/notifications/${id}`, { as: asMember })).status).toBe(200);
	for (const as of [asOtherMember, asGroup]) {
		expect((await send('GET', `/api/v1/notifications?run_id=${run}`, { as })).body.data).toEqual([]);
		expect((await send('GET', `/api/v1/notifications/${id}`, { as })).status).toBe(404);
	}
	expect((await send('POST', `/api/v1/notifications/${id}/retries`, { as: asMember })).status).toBe(403);
});

test('a preference is stated once by whoever saw the last, and the auditor sees no address', async () => {
	const path = `/api/v1/preferences/member/${member_id}`;
	const first = await send('GET', path, { as: asMember });
	expect([first.body.data.email, first.headers.get('etag')]).toEqual([null, '"0"']);
	const body = { email: 'dewi@example.org', locale: 'id' };
	const stated = await send('PUT', path, { as: asMember, body, headers: { 'if-match': '"0"' } });
	expect([stated.body.data.email, stated.headers.get('etag')]).toEqual(['dewi@example.org', '"1"']);
	const late = await send('PUT', path, { body, headers: { 'if-match': '"0"' } });
	expect(codeOf(late)).toEqual([412, 'CONCURRENT_CHANGE']);
	expect((await send('GET', path, { as: asOtherMember })).status).toBe(404);
	expect((await send('PUT', path, { as: asOtherMember, body })).status).toBe(404);
	const trail =
		await admin`select (before::text || after::text) as told from audit.entries where entity_id = ${member_id}`;
	expect(trail).toHaveLength(1);
	expect(trail[0]?.told).not.toContain('dewi');
});

test.each([
	['is no address', { email: 'dewi', locale: 'en' }],
	['smuggles a header', { email: 'a@example.org\r\nBcc: b@example.org', locale: 'en' }],
	['is in no language of ours', { email: null, locale: 'xx' }],
])('a preference that %s is refused', async (_, body) => {
	expect((await send('PUT', `/api/v1/preferences/member/${member_id}`, { body })).status).toBe(422);
});

test('of many who state a preference at once all succeed, one after the other', async () => {
	const path = `/api/v1/preferences/provider/${newId()}`;
	const body = { email: null, locale: 'en' };
	const answers = await Promise.all(Array.from({ length: 4 }, () => send('PUT', path, { body })));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
	expect((await send('GET', path)).headers.get('etag')).toBe('"4"');
});

test('of many who publish the same words at once each has a version of its own, or is told that somebody was faster', async () => {
	const body = { topic: 'eob.ready', locale: 'en', subject: 'Ready', body: 'Ready' };
	const answers = await Promise.all(
		Array.from({ length: 12 }, () => send('POST', '/api/v1/templates', { body })),
	);
	const done = answers.filter(({ status }) => status === 201);
	expect(new Set(done.map((answer) => answer.body.data.version)).size).toBe(done.length);
	const refused = answers.filter(({ status }) => status !== 201);
	expect(new Set(refused.map((answer) => answer.body.error.code))).toEqual(new Set(['CONCURRENT_CHANGE']));
});

test('the secret of a webhook is shown once', async () => {
	const request = { body: aHook, headers: { 'idempotency-key': 'hook-1' } };
	const first = await send('POST', '/api/v1/webhooks', request);
	expect(first.body.data.secret).toStartWith('whsec_');
	const again = await send('POST', '/api/v1/webhooks', request);
	expect(again.body.data).toEqual({ ...first.body.data, secret: null });
	const { id, secret } = first.body.data;
	expect((await send('GET', `/api/v1/webhooks/${id}`)).body.data.secret).toBeUndefined();
	const [row] = await admin`
		select (select json_agg(k) from notification_service.idempotency_keys as k)::text
			|| (select json_agg(e) from audit.entries as e)::text as everything`;
	expect(row?.everything).toContain(id);
	expect(row?.everything).not.toContain(secret);
});

test('a webhook is changed, listed and withdrawn', async () => {
	const { id } = (await send('POST', '/api/v1/webhooks', { body: aHook })).body.data;
	const url = 'https://example.org/other';
	expect((await send('PATCH', `/api/v1/webhooks/${id}`, { body: { url } })).body.data.url).toBe(url);
	expect((await send('GET', '/api/v1/webhooks')).body.data).toContainEqual(expect.objectContaining({ id }));
	expect((await send('DELETE', `/api/v1/webhooks/${id}`)).status).toBe(200);
	expect((await send('DELETE', `/api/v1/webhooks/${id}`)).status).toBe(404);
	expect((await send('POST', `/api/v1/webhooks/${id}/secrets`, { body: {} })).status).toBe(404);
});

test('a webhook is changed and withdrawn by whoever saw it as it is', async () => {
	const added = await send('POST', '/api/v1/webhooks', { body: aHook });
	expect(added.headers.get('etag')).toBe('"1"');
	const path = `/api/v1/webhooks/${added.body.data.id}`;
	const seen = { 'if-match': (await send('GET', path)).headers.get('etag') ?? '' };
	const answers = await Promise.all(
		Array.from({ length: 8 }, (_, nth) =>
			send('PATCH', path, { body: { url: `${aHook.url}/${nth}` }, headers: seen }),
		),
	);
	const [changed, ...others] = answers.sort((a, b) => a.status - b.status);
	expect([changed?.status, changed?.headers.get('etag')]).toEqual([200, '"2"']);
	expect(others.map(codeOf)).toEqual(others.map(() => [412, 'CONCURRENT_CHANGE']));
	expect((await send('GET', path)).body.data).toEqual(changed?.body.data);
	expect(codeOf(await send('DELETE', path, { headers: seen }))).toEqual([412, 'CONCURRENT_CHANGE']);
	expect((await send('DELETE', path, { headers: { 'if-match': '"2"' } })).status).toBe(200);
});

test('of a webhook, two who change different things at once both have their way', async () => {
	const { id } = (await send('POST', '/api/v1/webhooks', { body: aMembersHook })).body.data;
	const path = `/api/v1/webhooks/${id}`;
	const changes = [{ url: `${aHook.url}/new` }, { topics: ['documents.requested'] }];
	await Promise.all(changes.map((body) => send('PATCH', path, { body })));
	expect((await send('GET', path)).body.data).toMatchObject(Object.assign({}, ...changes));
});

test('a member subscribes to their own notifications and to nothing else', async () => {
	const body = { url: aHook.url, topics: ['eob.ready'] };
	const own = await send('POST', '/api/v1/webhooks', { as: asMember, body });
	expect(own.body.data.recipient_id).toBe(member_id);
	const { id } = own.body.data;
	expect((await send('GET', `/api/v1/webhooks/${id}`, { as: asOtherMember })).status).toBe(404);
	expect((await send('DELETE', `/api/v1/webhooks/${id}`, { as: asOtherMember })).status).toBe(404);
	const others = { ...body, recipient: { kind: 'member', id: member_id } };
	expect(codeOf(await send('POST', '/api/v1/webhooks', { as: asOtherMember, body: others }))).toEqual([
		422,
		'RECIPIENT_NOT_YOURS',
	]);
	expect(codeOf(await send('POST', '/api/v1/webhooks', { as: asGroup, body }))).toEqual([
		422,
		'TOPIC_NOT_FOR_RECIPIENT',
	]);
	expect(codeOf(await send('POST', '/api/v1/webhooks', { as: asGroup, body: others }))).toEqual([
		422,
		'RECIPIENT_NOT_YOURS',
	]);
	expect(codeOf(await send('POST', '/api/v1/webhooks', { as: asMember, body: aHook }))).toEqual([
		422,
		'TOPIC_NOT_FOR_RECIPIENT',
	]);
});

test.each([
	['http://example.org/hook', 'WEBHOOK_URL_REFUSED'],
	['https://127.0.0.1/hook', 'WEBHOOK_URL_REFUSED'],
	['https://169.254.169.254/latest', 'WEBHOOK_URL_REFUSED'],
	['file:///etc/passwd', 'VALIDATION_FAILED'],
	['nonsense', 'VALIDATION_FAILED'],
])('a webhook to %s is refused', async (url, code) => {
	expect(codeOf(await send('POST', '/api/v1/webhooks', { body: { ...aHook, url } }))).toEqual([422, code]);
});

test('a template has versions, and none asks for what it may not tell', async () => {
	const words = { topic: 'remittance.ready', locale: 'id', subject: 'Kabar', body: '{{claims}} klaim' };
	expect((await send('POST', '/api/v1/templates', { body: words })).body.data.version).toBe(2);
	const { body } = await send('GET', '/api/v1/templates');
	const versions = body.data.filter(
		({ topic, locale }: { topic: string; locale: string }) => topic === words.topic && locale === 'id',
	);
	expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
	const prying = await send('POST', '/api/v1/templates', { body: { ...words, subject: 'Untuk {{claims}}' } });
	expect(codeOf(prying)).toEqual([422, 'PLACEHOLDER_NOT_ALLOWED']);
	const broken = await send('POST', '/api/v1/templates', { body: { ...words, subject: 'a\r\nBcc: x' } });
	expect(broken.status).toBe(422);
	expect((await send('POST', '/api/v1/templates', { as: asMember, body: words })).status).toBe(403);
});
