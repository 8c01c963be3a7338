import { afterAll, expect, test } from 'bun:test';
import { stat } from 'node:fs/promises';
import { loadConfig } from '@claims-askes/chassis/config';
import { createTokenVerifier } from '@claims-askes/chassis/http/tokens';
import { createServiceToken } from '@claims-askes/chassis/peers/service-token';
import { SCOPE_NAMES, scopesOfService } from '@claims-askes/contracts/scopes';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { bodyOf, runningIssuer, SECRETS } from '../running-issuer';

const identity = await runningIssuer();
afterAll(identity.end);

const now = () => new Date();
const aVerifier = () => createTokenVerifier({ issuer: identity.issuer, audience: 'askes', now });

test('a service fetches its token and its peers believe it', async () => {
	const config = loadConfig('claims-service', z.object({}), {
		OIDC_ISSUER: identity.issuer,
		SERVICE_CLIENT_SECRET: SECRETS.service,
	});
	const token = await createServiceToken('claims-service', config, now).get();
	const caller = await aVerifier().verify(token);
	expect(caller).toMatchObject({ subject: 'claims-service', role: 'service', only: null, authority: 1 });
	expect([...caller.scopes].sort()).toEqual([...scopesOfService('claims-service')].sort());
	expect(caller.scopes.has('clients:read')).toBe(false);
});

test('a service may narrow its token, and is told when it asks for more than it has', async () => {
	const narrow = await bodyOf(
		await identity.token('claims-service', SECRETS.service, { scope: 'claims:read' }),
	);
	expect(decodeJwt(narrow.access_token)).toMatchObject({
		scope: 'claims:read',
		aud: 'askes',
		client_id: 'claims-service',
	});
	const greedy = await identity.token('claims-service', SECRETS.service, {
		scope: 'claims:read payments:write',
	});
	expect([greedy.status, (await bodyOf(greedy)).error]).toEqual([400, 'invalid_scope']);
});

test('while a secret is being replaced both are good', async () => {
	expect((await identity.token('claims-service', SECRETS.previous)).status).toBe(200);
});

test('the operator has every scope', async () => {
	const { access_token } = await bodyOf(await identity.token('askes-operator', SECRETS.operator));
	expect(decodeJwt(access_token)).toMatchObject({
		sub: 'askes-operator',
		role: 'staff',
		authority: 5,
	});
	expect(String(decodeJwt(access_token).scope).split(' ').sort()).toEqual([...SCOPE_NAMES].sort());
});

test.each([
	['a wrong secret', 'claims-service', 'not-the-secret-of-anybody'],
	['an unknown client', 'nobody', SECRETS.service],
	['a client named like a table', "' or 1=1 --", SECRETS.service],
	['an unknown client of the right form', '0190b5c6-7d1e-7000-8000-0000000000ff', SECRETS.service],
])('%s gets no token', async (_, id, secret) => {
	const response = await identity.token(id, secret);
	expect([response.status, (await bodyOf(response)).error]).toEqual([401, 'invalid_client']);
});

test('a token for another resource is refused', async () => {
	const response = await identity.token('claims-service', SECRETS.service, { resource: 'urn:elsewhere' });
	expect((await bodyOf(response)).error).toBe('invalid_target');
});

test('hostile requests are refused without a failure on our side', async () => {
	const post = (body: string, type = 'application/x-www-form-urlencoded') =>
		fetch(`${identity.issuer}/token`, { method: 'POST', headers: { 'content-type': type }, body });
	expect((await post('grant_type=client_credentials&grant_type=password')).status).toBe(400);
	expect((await post('{"grant_type":"client_credentials"}', 'application/json')).status).toBe(400);
	expect((await post('%%%')).status).toBe(400);
	expect((await post('a'.repeat(100_000))).status).toBe(413);
	expect((await fetch(`${identity.issuer}/auth?client_id=${'x'.repeat(5_000)}`)).status).toBe(400);
});

test('discovery and keys name the issuer, whatever host the caller writes', async () => {
	const response = await fetch(`${identity.issuer}/.well-known/openid-configuration`, {
		headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
	});
	const document = await bodyOf(response);
	expect(document).toMatchObject({
		issuer: identity.issuer,
		token_endpoint: `${identity.issuer}/token`,
		jwks_uri: `${identity.issuer}/jwks`,
	});
	expect(JSON.stringify(document)).not.toContain('evil');
	const { keys } = await bodyOf(await fetch(`${identity.issuer}/jwks`));
	expect(keys).toHaveLength(1);
	expect(Object.keys(keys[0])).not.toContain('d');
});

test('the keys lie in a file that nobody else can read, and survive a restart', async () => {
	const { access_token } = await bodyOf(await identity.token('claims-service', SECRETS.service));
	expect((await stat(identity.config.IDENTITY_KEYS_FILE)).mode & 0o777).toBe(0o600);
	identity.restart();
	expect(await aVerifier().verify(access_token)).toMatchObject({ subject: 'claims-service' });
});

test('after a rotation no verifier ever refuses a token, however soon it comes', async () => {
	const verifier = aVerifier();
	const aToken = async () =>
		(await bodyOf(await identity.token('claims-service', SECRETS.service))).access_token;
	const kidOf = (token: string) => decodeProtectedHeader(token).kid;
	const before = await aToken();
	expect(await verifier.verify(before)).toMatchObject({ role: 'service' });

	const { status, body } = await identity.asOperator('POST', '/api/v1/signing-keys', {});
	expect(status).toBe(201);
	const soon = await aToken();
	expect(kidOf(soon)).toBe(kidOf(before));
	expect(await verifier.verify(soon)).toMatchObject({ role: 'service' });

	identity.wait(10);
	const later = await aToken();
	expect(kidOf(later)).toBe(body.data[0].kid);
	for (const token of [later, before])
		expect(await aVerifier().verify(token)).toMatchObject({ role: 'service' });
});

test('keys that were stolen are withdrawn at once', async () => {
	const robbed = await runningIssuer();
	const { access_token } = await bodyOf(await robbed.token('claims-service', SECRETS.service));
	const { status } = await robbed.asOperator('POST', '/api/v1/signing-keys', { withdraw_previous: true });
	expect(status).toBe(201);
	const verifier = createTokenVerifier({ issuer: robbed.issuer, audience: 'askes', now });
	await expect(verifier.verify(access_token)).rejects.toMatchObject({ problem: { code: 'TOKEN_INVALID' } });
	await robbed.end();
});
