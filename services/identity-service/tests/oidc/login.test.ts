import { afterAll, expect, test } from 'bun:test';
import { createTokenVerifier } from '@claims-askes/chassis/http/tokens';
import { bodyOf, MEMBER, runningIssuer } from '../running-issuer';

const identity = await runningIssuer();
afterAll(identity.end);

const verifier = createTokenVerifier({ issuer: identity.issuer, audience: 'askes', now: () => new Date() });
const VERIFIER = 'a-code-verifier-that-is-long-enough-for-the-standard-to-be-content';
const CALLBACK = 'http://127.0.0.1:49152/callback';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A browser as far as this issuer needs one: it keeps cookies and follows no redirect by itself. */
function aBrowser() {
	const jar = new Map<string, string>();
	return async (address: string, form?: Record<string, string>) => {
		const response = await fetch(new URL(address, identity.issuer), {
			method: form ? 'POST' : 'GET',
			redirect: 'manual',
			headers: {
				accept: 'text/html',
				cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
			},
			...(form ? { body: new URLSearchParams(form) } : {}),
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [pair = ''] = cookie.split(';');
			jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
		}
		return response;
	};
}

const placeOf = (response: Response) => response.headers.get('location') ?? '';

const authorization = (changes: Record<string, string> = {}) =>
	`/auth?${new URLSearchParams({
		client_id: 'askes-cli',
		response_type: 'code',
		redirect_uri: CALLBACK,
		scope: 'openid claims:read payments:write',
		state: 'kept',
		code_challenge_method: 'S256',
		code_challenge: new Bun.CryptoHasher('sha256').update(VERIFIER).digest('base64url'),
		...changes,
	})}`;

const tokenRequest = (form: Record<string, string>) =>
	fetch(`${identity.issuer}/token`, {
		method: 'POST',
		body: new URLSearchParams({ client_id: 'askes-cli', ...form }),
	});

async function signIn(browse: ReturnType<typeof aBrowser>, username: string, password: string) {
	const begun = await browse(authorization());
	const page = await browse(placeOf(begun));
	expect(page.status).toBe(200);
	const submitted = await browse(placeOf(begun), { username, password });
	if (submitted.status !== 303) return submitted;
	return browse(placeOf(submitted));
}

async function codeFor(username: string, password: string): Promise<string> {
	const landed = await signIn(aBrowser(), username, password);
	const callback = new URL(placeOf(landed));
	expect([callback.origin, callback.searchParams.get('state')]).toEqual(['http://127.0.0.1:49152', 'kept']);
	return callback.searchParams.get('code') ?? '';
}

const redeem = (code: string, code_verifier = VERIFIER) =>
	tokenRequest({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier });

test('somebody signs in and their token says who they are and what they asked for', async () => {
	const tokens = await bodyOf(await redeem(await codeFor('ana', 'correct horse')));
	const caller = await verifier.verify(tokens.access_token);
	expect(caller).toMatchObject({ subject: 'ana', role: 'staff', only: null, authority: 3 });
	expect([...caller.scopes].sort()).toEqual(['claims:read', 'payments:write']);
	expect(tokens.id_token).toBeString();
});

test('nobody gets a scope that they do not have, and a member sees only their own rows', async () => {
	const budi = await bodyOf(await redeem(await codeFor('budi', 'battery staple')));
	expect([...(await verifier.verify(budi.access_token)).scopes]).toEqual(['claims:read']);
	const citra = await bodyOf(await redeem(await codeFor('citra', 'staple')));
	expect((await verifier.verify(citra.access_token)).only).toEqual({ member_id: MEMBER });
});

test('whoever is given no authority has the lowest, and a member none above it', async () => {
	for (const [username, password] of [
		['budi', 'battery staple'],
		['citra', 'staple'],
	] as const) {
		const { access_token } = await bodyOf(await redeem(await codeFor(username, password)));
		expect((await verifier.verify(access_token)).authority).toBe(1);
	}
});

test('a refresh token works once and is replaced; its second use ends the login', async () => {
	const first = await bodyOf(await redeem(await codeFor('ana', 'correct horse')));
	const refresh = (refresh_token: string) => tokenRequest({ grant_type: 'refresh_token', refresh_token });
	const second = await bodyOf(await refresh(first.refresh_token));
	expect(await verifier.verify(second.access_token)).toMatchObject({ subject: 'ana' });
	expect((await refresh(first.refresh_token)).status).toBe(400);
	expect((await refresh(second.refresh_token)).status).toBe(400);
});

test('a login outlives a restart of the service', async () => {
	const { refresh_token } = await bodyOf(await redeem(await codeFor('ana', 'correct horse')));
	identity.restart();
	expect((await tokenRequest({ grant_type: 'refresh_token', refresh_token })).status).toBe(200);
});

test('the database keeps no token that anybody could use', async () => {
	const { refresh_token } = await bodyOf(await redeem(await codeFor('ana', 'correct horse')));
	const rows = await identity.platform.sql`select json_agg(artifacts)::text as everything from artifacts`;
	expect(rows[0]?.everything).toContain('RefreshToken');
	expect(rows[0]?.everything).not.toContain(refresh_token);
});

test('a code is of no use without its verifier, nor a second time', async () => {
	const code = await codeFor('ana', 'correct horse');
	expect((await redeem(code, 'some-other-verifier-that-is-long-enough-for-the-standard')).status).toBe(400);
	const fresh = await codeFor('ana', 'correct horse');
	expect((await redeem(fresh)).status).toBe(200);
	expect((await redeem(fresh)).status).toBe(400);
});

test('a wrong password is told, and after many nobody may try that name', async () => {
	const browse = aBrowser();
	expect((await signIn(browse, 'nobody', 'x')).status).toBe(401);
	const begun = await browse(authorization());
	const statuses: number[] = [];
	for (let attempt = 0; attempt < 12; attempt++)
		statuses.push((await browse(placeOf(begun), { username: 'budi', password: `guess ${attempt}` })).status);
	expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
	expect(statuses.at(-1)).toBe(429);
});

test('the form of another browser signs nobody in', async () => {
	const begun = await aBrowser()(authorization());
	const stolen = await aBrowser()(placeOf(begun), { username: 'ana', password: 'correct horse' });
	expect(stolen.status).toBe(400);
});

test.each([
	['another host', { redirect_uri: 'http://evil.example/callback' }],
	['another path', { redirect_uri: 'http://127.0.0.1:49152/elsewhere' }],
])('a code is never sent to %s', async (_, changes) => {
	const response = await aBrowser()(authorization(changes));
	expect([response.status, placeOf(response)]).toEqual([400, '']);
});

test('what a hostile address carries is not shown as a page of ours', async () => {
	const response = await aBrowser()(authorization({ client_id: '<script>alert(1)</script>' }));
	expect(response.status).toBe(400);
	expect(await response.text()).not.toContain('<script>');
	expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a device without a browser is signed in by its code', async () => {
	const asked = await bodyOf(
		await fetch(`${identity.issuer}/device/auth`, {
			method: 'POST',
			body: new URLSearchParams({ client_id: 'askes-cli', scope: 'openid claims:read' }),
		}),
	);
	const poll = () => tokenRequest({ grant_type: DEVICE_GRANT, device_code: asked.device_code });
	expect((await bodyOf(await poll())).error).toBe('authorization_pending');

	const browse = aBrowser();
	const hidden = (page: string, name: string) =>
		new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
	const entry = await (await browse('/device')).text();
	const confirm = await (
		await browse('/device', { xsrf: hidden(entry, 'xsrf'), user_code: asked.user_code })
	).text();
	expect(confirm).toContain(asked.user_code);
	const begun = await browse('/device', {
		xsrf: hidden(confirm, 'xsrf'),
		user_code: asked.user_code,
		confirm: 'yes',
	});
	const submitted = await browse(placeOf(begun), { username: 'ana', password: 'correct horse' });
	expect(await (await browse(placeOf(submitted))).text()).toContain('Signed in');

	const tokens = await bodyOf(await poll());
	expect(await verifier.verify(tokens.access_token)).toMatchObject({ subject: 'ana', role: 'staff' });
	expect((await poll()).status).toBe(400);
});
