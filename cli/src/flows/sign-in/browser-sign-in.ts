import { randomBytes } from 'node:crypto';
import { Failure } from '../../failure';
import type { Issuer } from './issuer';
import { requestTokens, TokenRefusal, type Tokens } from './token-request';

export interface SignInRequest {
	readonly clientId: string;
	readonly scope: string;
	readonly resource: string;
	readonly timeoutMs: number;
}

/**
 * Signs a person in with their browser: authorization code with PKCE, the code caught by a server on the loopback
 * interface (RFC 8252). `show` is given the address to open.
 */
export async function signInByBrowser(
	issuer: Issuer,
	request: SignInRequest,
	show: (address: string) => void,
): Promise<Tokens> {
	const { clientId, scope, resource, timeoutMs } = request;
	if (issuer.authorization_endpoint === undefined) {
		throw new Failure('unusable', 'LOGIN_METHOD_UNSUPPORTED', 'this issuer signs nobody in by browser', {
			suggestions: ['askes login --device'],
		});
	}
	const verifier = randomBytes(32).toString('base64url');
	const state = randomBytes(16).toString('base64url');
	const callback = awaitCallback(state, issuer.issuer);
	try {
		const address = new URL(issuer.authorization_endpoint);
		const parameters = {
			client_id: clientId,
			response_type: 'code',
			redirect_uri: callback.address,
			scope,
			resource,
			state,
			code_challenge_method: 'S256',
			code_challenge: new Bun.CryptoHasher('sha256').update(verifier).digest('base64url'),
		};
		for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
		show(address.href);
		const code = await within(callback.code, timeoutMs);
		return await requestTokens(issuer.token_endpoint, {
			grant_type: 'authorization_code',
			client_id: clientId,
			code,
			redirect_uri: callback.address,
			code_verifier: verifier,
		});
	} finally {
		await callback.close();
	}
}

const PAGES = {
	done: 'You are signed in. You can close this page and go back to the terminal.',
	refused: 'That did not work. The terminal says why.',
} as const;

/** Waits for the browser to come back with the answer to our own request; whatever else knocks is sent away. */
function awaitCallback(state: string, issuer: string) {
	const { promise: code, resolve, reject } = Promise.withResolvers<string>();
	// A refusal may come before anybody waits for it.
	code.catch(() => {});
	const server = Bun.serve({
		hostname: '127.0.0.1',
		port: 0,
		fetch(request) {
			const { pathname, searchParams } = new URL(request.url);
			const isOurs = pathname === '/callback' && searchParams.get('state') === state;
			const isFromIssuer = (searchParams.get('iss') ?? issuer).replace(/\/$/, '') === issuer;
			if (!isOurs || !isFromIssuer) return new Response('Not found', { status: 404 });
			const given = searchParams.get('code');
			if (given) resolve(given);
			else {
				const error = searchParams.get('error') ?? 'no_code';
				reject(new TokenRefusal(error, searchParams.get('error_description') ?? undefined));
			}
			return page(given ? PAGES.done : PAGES.refused);
		},
	});
	return {
		address: `http://127.0.0.1:${server.port}/callback`,
		code,
		close: () => server.stop(),
	};
}

const page = (text: string): Response =>
	new Response(`<!doctype html><meta charset="utf-8"><title>askes</title><p>${text}</p>`, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': "default-src 'none'",
			connection: 'close',
		},
	});

async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
	const { promise: timeUp, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(
		() => reject(new Failure('cancelled', 'LOGIN_TIMED_OUT', 'nobody signed in in time')),
		timeoutMs,
	);
	try {
		return await Promise.race([promise, timeUp]);
	} finally {
		clearTimeout(timer);
	}
}
