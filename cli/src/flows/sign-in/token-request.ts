import { Failure } from '../../failure';

export interface Tokens {
	readonly access_token: string;
	readonly refresh_token: string | undefined;
	/** When the access token ends, in milliseconds. */
	readonly expiresAt: number;
}

/** What an issuer says when it gives no token (RFC 6749 5.2). */
export class TokenRefusal extends Failure {
	constructor(
		readonly error: string,
		description: string | undefined,
	) {
		super('refused', 'LOGIN_REFUSED', `the issuer refused: ${description ?? error}`, { facts: { error } });
	}
}

interface TokenBody {
	readonly access_token?: unknown;
	readonly refresh_token?: unknown;
	readonly expires_in?: unknown;
}

const PATIENCE_MS = 30_000;

/** Where an issuer does not say how long a token lasts. */
const ASSUMED_SECONDS = 300;

/** One request to the token endpoint; the secret travels as HTTP Basic. */
export async function requestTokens(
	endpoint: string,
	form: Readonly<Record<string, string>>,
	secret?: { readonly clientId: string; readonly clientSecret: string },
): Promise<Tokens> {
	const body = (await postForm(endpoint, form, secret)) as TokenBody;
	if (typeof body.access_token !== 'string') throw new TokenRefusal('no_token', 'its answer holds no token');
	const seconds = typeof body.expires_in === 'number' ? body.expires_in : ASSUMED_SECONDS;
	return {
		access_token: body.access_token,
		refresh_token: typeof body.refresh_token === 'string' ? body.refresh_token : undefined,
		expiresAt: Date.now() + seconds * 1000,
	};
}

/** Posts a form to one of the issuer's endpoints and reads the JSON that comes back; a refusal is thrown by name. */
export async function postForm(
	endpoint: string,
	form: Readonly<Record<string, string>>,
	secret?: { readonly clientId: string; readonly clientSecret: string },
): Promise<Record<string, unknown>> {
	const response = await fetch(endpoint, {
		method: 'POST',
		headers: {
			accept: 'application/json',
			...(secret === undefined ? {} : { authorization: basic(secret) }),
		},
		body: new URLSearchParams(form),
		signal: AbortSignal.timeout(PATIENCE_MS),
	}).catch((cause) => {
		throw new Failure('unavailable', 'ISSUER_UNREACHABLE', `${endpoint} does not answer`, { cause });
	});
	const body = ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>;
	if (response.ok) return body;
	if (response.status >= 500) {
		throw new Failure('unavailable', 'ISSUER_UNAVAILABLE', `${endpoint} answered ${response.status}`);
	}
	const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
	throw new TokenRefusal(text('error') ?? `HTTP ${response.status}`, text('error_description'));
}

/** Both parts are form-encoded first (RFC 6749 2.3.1). */
const basic = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }): string =>
	`Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`;
