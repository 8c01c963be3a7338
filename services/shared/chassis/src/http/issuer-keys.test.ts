import { afterEach, expect, setSystemTime, test } from 'bun:test';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { createTokenVerifier } from './tokens';

const MINUTE_MS = 60_000;
const START = Date.now();
const later = (minutes: number) => setSystemTime(new Date(START + minutes * MINUTE_MS));
afterEach(() => setSystemTime());

/** An issuer whose published keys a test can change, and which a test can silence. */
async function anIssuer() {
	const { privateKey, publicKey } = await generateKeyPair('RS256');
	const published = { keys: [{ ...(await exportJWK(publicKey)), kid: 'first', alg: 'RS256' }] as JWK[] };
	const server = Bun.serve({
		port: 0,
		fetch: ({ url }) =>
			Response.json(url.endsWith('/jwks') ? published : { jwks_uri: new URL('/jwks', url).href }),
	});
	const issuer = `http://localhost:${server.port}`;
	const token = await new SignJWT({ role: 'client', scope: 'claims:read' })
		.setProtectedHeader({ alg: 'RS256', kid: 'first' })
		.setIssuer(issuer)
		.setAudience('askes')
		.setSubject('partner')
		.setExpirationTime(new Date(START + 60 * MINUTE_MS))
		.sign(privateKey);
	const verifier = createTokenVerifier({ issuer, audience: 'askes', now: () => new Date() });
	return { published, token, verifier, silence: () => server.stop(true) };
}

const problem = (code: string) => ({ problem: { code } });

test('a key that its issuer withdraws is believed for two minutes more at most, however warm the verifier is', async () => {
	const { published, token, verifier, silence } = await anIssuer();
	later(0);
	expect(await verifier.verify(token)).toMatchObject({ subject: 'partner' });
	published.keys.splice(0);
	later(2.1);
	await expect(Promise.resolve(verifier.verify(token))).rejects.toMatchObject(problem('TOKEN_INVALID'));
	await silence();
});

test('an issuer that does not answer is taken at its last word for ten minutes', async () => {
	const { token, verifier, silence } = await anIssuer();
	later(0);
	await verifier.verify(token);
	await silence();
	later(9);
	expect(await verifier.verify(token)).toMatchObject({ subject: 'partner' });
	later(11);
	await expect(Promise.resolve(verifier.verify(token))).rejects.toMatchObject(
		problem('DEPENDENCY_UNAVAILABLE'),
	);
});
