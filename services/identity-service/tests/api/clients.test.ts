import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { decodeJwt } from 'jose';
import { buildApp } from '../../src/app';
import { settings } from '../../src/config';
import { bodyOf, MEMBER, runningIssuer } from '../running-issuer';

const identity = await runningIssuer();
const platform = testPlatform('identity-service', settings, {
	DATABASE_URL: identity.database.url,
	IDENTITY_KEYS_FILE: identity.config.IDENTITY_KEYS_FILE,
});
const send = testClient(buildApp(platform, platform.config), {
	scopes: ['clients:read', 'clients:write', 'claims:read', 'claims:write'],
});
const admin = testPlatform('identity-service', settings, {
	DATABASE_URL: identity.database.adminUrl,
	IDENTITY_KEYS_FILE: identity.config.IDENTITY_KEYS_FILE,
});
afterAll(async () => {
	await Promise.all([platform.sql.end(), admin.sql.end()]);
	await identity.end();
});

const aClient = (changes = {}) => ({
	name: 'Klinik app',
	role: 'client',
	scopes: ['claims:read'],
	...changes,
});
const register = async (changes = {}) =>
	(await send('POST', '/api/v1/clients', { body: aClient(changes) })).body.data;

test('a registered client gets tokens with its scopes', async () => {
	const { client_id, client_secret } = await register({ scopes: ['claims:read', 'claims:write'] });
	const token = await bodyOf(await identity.token(client_id, client_secret));
	expect(decodeJwt(token.access_token)).toMatchObject({
		sub: client_id,
		role: 'client',
		scope: 'claims:read claims:write',
	});
});

test('whoever is limited to some rows makes nobody who is not, and sees no clients', async () => {
	const as = { role: 'member', member_id: MEMBER, scopes: ['clients:read', 'clients:write'] } as const;
	const { client_id } = await register();
	const path = `/api/v1/clients/${client_id}`;
	for (const [method, address, body] of [
		['POST', '/api/v1/clients', aClient({ scopes: ['clients:read'] })],
		['GET', '/api/v1/clients', undefined],
		['GET', path, undefined],
		['DELETE', path, undefined],
		['POST', `${path}/secrets`, {}],
		['GET', '/api/v1/signing-keys', undefined],
		['POST', '/api/v1/signing-keys', {}],
	] as const)
		expect([address, (await send(method, address, { as, body })).status]).toEqual([address, 403]);
	expect((await send('GET', path)).body.data.withdrawn_at).toBeNull();
});

test('a restricted client carries the one row that it sees in every token', async () => {
	const { client_id, client_secret } = await register({ role: 'member', member_id: MEMBER });
	const token = await bodyOf(await identity.token(client_id, client_secret));
	expect(decodeJwt(token.access_token)).toMatchObject({ role: 'member', member_id: MEMBER });
});

test('the secret is shown once: neither the database nor a repeated request knows it', async () => {
	const request = { body: aClient(), headers: { 'idempotency-key': 'once' } };
	const first = await send('POST', '/api/v1/clients', request);
	const again = await send('POST', '/api/v1/clients', request);
	expect(again.headers.get('idempotent-replayed')).toBe('true');
	expect(again.body.data).toEqual({ ...first.body.data, client_secret: null });
	const secret = first.body.data.client_secret;
	expect(secret.length).toBeGreaterThanOrEqual(43);
	const stored = await admin.sql`
		select (select json_agg(c) from identity_service.client_secrets c)::text || (select json_agg(i) from identity_service.idempotency_keys i)::text
			|| (select json_agg(e) from audit.entries e)::text as everything`;
	expect(stored[0]?.everything).toContain(first.body.data.client_id);
	expect(stored[0]?.everything).not.toContain(secret);
});

test('a renewed secret and the one before are both good for the overlap', async () => {
	const { client_id, client_secret } = await register();
	const renewed = await send('POST', `/api/v1/clients/${client_id}/secrets`, { body: {} });
	for (const secret of [client_secret, renewed.body.data.client_secret])
		expect((await identity.token(client_id, secret)).status).toBe(200);
});

test('a secret renewed without overlap ends the old one at once', async () => {
	const { client_id, client_secret } = await register();
	const renewed = await send('POST', `/api/v1/clients/${client_id}/secrets`, {
		body: { overlap_seconds: 0 },
	});
	expect((await identity.token(client_id, client_secret)).status).toBe(401);
	expect((await identity.token(client_id, renewed.body.data.client_secret)).status).toBe(200);
});

test('a withdrawn client gets no token and stays in the list', async () => {
	const { client_id, client_secret } = await register();
	expect((await send('DELETE', `/api/v1/clients/${client_id}`)).body.data.withdrawn_at).toBeString();
	expect((await send('DELETE', `/api/v1/clients/${client_id}`)).status).toBe(200);
	expect((await identity.token(client_id, client_secret)).status).toBe(401);
	expect((await send('POST', `/api/v1/clients/${client_id}/secrets`, { body: {} })).status).toBe(404);
	const { body } = await send('GET', '/api/v1/clients?limit=1');
	expect(body.data).toMatchObject([{ client_id }]);
	const next = await send('GET', `/api/v1/clients?limit=1&cursor=${body.metadata.page.next_cursor}`);
	expect(next.body.data[0].client_id < client_id).toBe(true);
});

test('nobody gives away what they do not have, nor the right to make clients', async () => {
	for (const scopes of [['payments:write'], ['clients:read']]) {
		const { status, body } = await send('POST', '/api/v1/clients', { body: aClient({ scopes }) });
		expect([status, body.error.code]).toEqual([422, 'SCOPE_NOT_GRANTABLE']);
	}
});

test("a client's tokens carry its authority, which is no more than its creator's", async () => {
	const as = { authority: 3 };
	const { body } = await send('POST', '/api/v1/clients', { as, body: aClient({ authority: 3 }) });
	const { client_id, client_secret } = body.data;
	const token = await bodyOf(await identity.token(client_id, client_secret));
	expect(decodeJwt(token.access_token)).toMatchObject({ authority: 3 });
	expect((await send('GET', `/api/v1/clients/${client_id}`)).body.data.authority).toBe(3);
	const more = await send('POST', '/api/v1/clients', { as, body: aClient({ authority: 4 }) });
	expect([more.status, more.body.error.code]).toEqual([422, 'AUTHORITY_NOT_GRANTABLE']);
});

test.each([
	['an authority above the highest', { authority: 6 }],
	['a member with authority', { role: 'member', member_id: MEMBER, authority: 2 }],
	['a member without its id', { role: 'member' }],
	['a plain client with a member', { member_id: MEMBER }],
	['a service', { role: 'service' }],
	['a scope that does not exist', { scopes: ['everything:write'] }],
	['no scope at all', { scopes: [] }],
	['a name that is not there', { name: '  ' }],
])('%s is not registered', async (_, changes) => {
	const { status, body } = await send('POST', '/api/v1/clients', { body: aClient(changes) });
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test('whoever lacks the scope sees and changes nothing', async () => {
	const as = { scopes: ['claims:read', 'claims:write'] };
	expect((await send('GET', '/api/v1/clients', { as })).status).toBe(403);
	expect((await send('POST', '/api/v1/clients', { as, body: aClient() })).status).toBe(403);
	expect((await send('POST', '/api/v1/signing-keys', { as, body: {} })).status).toBe(403);
	expect((await send('GET', '/api/v1/clients/not-an-id')).status).toBe(422);
	expect((await send('GET', `/api/v1/clients/${MEMBER}`)).status).toBe(404);
});
