import { AskesConnectionError, errorOf } from './errors';

/** How the SDK proves who calls. */
export type Auth = string | (() => string | Promise<string>) | ClientCredentials;

/** OAuth 2.0 client credentials; the token is fetched when first needed and renewed before it ends. */
export interface ClientCredentials {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly scope?: string;
	/** The resource indicator that the token is for; `urn:askes` unless said. */
	readonly resource?: string;
}

/** Gives a valid token whenever it is asked; null where nobody signs in. */
export interface TokenSource {
	(): Promise<string | null>;
	/** Nobody believes this token any more, as after its key was withdrawn: the next one is fetched anew. */
	readonly forget?: (token: string) => void;
}

const RENEW_BEFORE_MS = 30_000;

const A_MINUTE = 60_000;

/**
 * A function that gives a valid token whenever it is asked. It throws AskesConnectionError where the issuer cannot be
 * reached, or has not answered in time, and AskesError where it refuses.
 */
export function tokenSource(auth: Auth | undefined, timeoutMs = A_MINUTE): TokenSource {
	if (auth === undefined) return async () => null;
	if (typeof auth === 'string') return async () => auth;
	if (typeof auth === 'function') return async () => auth();
	return renewing(auth, timeoutMs);
}

function renewing(credentials: ClientCredentials, timeoutMs: number): TokenSource {
	let current: { token: string; renewAt: number } | null = null;
	let fetching: Promise<string> | null = null;
	const renew = async () => {
		try {
			const { access_token, expires_in } = await requestToken(credentials, timeoutMs);
			current = { token: access_token, renewAt: Date.now() + expires_in * 1000 - RENEW_BEFORE_MS };
			return access_token;
		} finally {
			fetching = null;
		}
	};
	const get = async () => {
		if (current && current.renewAt > Date.now()) return current.token;
		fetching ??= renew();
		return fetching;
	};
	const forget = (token: string) => {
		if (current?.token === token) current = null;
	};
	return Object.assign(get, { forget });
}

async function requestToken(
	credentials: ClientCredentials,
	timeoutMs: number,
): Promise<{ access_token: string; expires_in: number }> {
	const { issuer, clientId, clientSecret, scope, resource = 'urn:askes' } = credentials;
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		resource,
		...(scope ? { scope } : {}),
	});
	const response = await fetch(`${issuer.replace(/\/$/, '')}/token`, {
		method: 'POST',
		headers: {
			authorization: `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`,
			'content-type': 'application/x-www-form-urlencoded',
		},
		body: form,
		signal: AbortSignal.timeout(timeoutMs),
	}).catch(unreachable);
	if (!response.ok) throw await errorOf(response);
	return response.json().catch(unreachable);
}

function unreachable(cause: unknown): never {
	throw new AskesConnectionError('identity-service', { cause });
}
