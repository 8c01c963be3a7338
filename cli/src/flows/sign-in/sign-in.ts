import { Failure } from '../../failure';
import type { Profile } from '../../profiles';
import { signInByBrowser } from './browser-sign-in';
import { signInByDevice } from './device-sign-in';
import { discoverIssuer, type Issuer } from './issuer';
import { withTokens } from './renewed-token';
import { requestTokens } from './token-request';

/** The public client that people sign in through, where the installation has no other. */
const PEOPLES_CLIENT = 'askes-cli';
/** What the tokens are for (RFC 8707). */
const RESOURCE = 'urn:askes';

export interface SignInOptions {
	readonly method: 'browser' | 'device';
	/** What a person asks for where the profile does not say. */
	readonly scopes: readonly string[];
	readonly timeoutMs: number;
	/** Where to go, and the code to confirm there, if any. */
	readonly show: (address: string, code?: string) => void;
}

/** Signs in as the profile says: with its client's secret, else a person. Returns it with what was gained. */
export async function signIn(
	profile: Profile,
	options: SignInOptions,
): Promise<Profile & { access_token: string }> {
	if (profile.issuer === undefined) {
		throw new Failure('unusable', 'ISSUER_NOT_NAMED', 'nothing says who gives tokens: name the issuer', {
			suggestions: ['askes login --issuer URL', 'askes up'],
		});
	}
	const issuer = await discoverIssuer(profile.issuer);
	const { client_secret } = profile;
	return client_secret === undefined
		? signInPerson(profile, issuer, options)
		: signInClient({ ...profile, client_secret }, issuer);
}

/** Proves that the secret is good. The token is not kept: commands fetch their own. */
async function signInClient(profile: Profile & { client_secret: string }, issuer: Issuer) {
	const { client_id: clientId, client_secret: clientSecret, scope } = profile;
	if (clientId === undefined) {
		throw new Failure(
			'unusable',
			'CLIENT_NOT_NAMED',
			'a secret is of no use without the client it belongs to',
			{
				suggestions: ['askes login --client-id ID --client-secret -'],
			},
		);
	}
	const { access_token } = await requestTokens(
		issuer.token_endpoint,
		{ grant_type: 'client_credentials', resource: RESOURCE, ...(scope === undefined ? {} : { scope }) },
		{ clientId, clientSecret },
	);
	return { ...signedOut(profile), client_id: clientId, client_secret: clientSecret, access_token };
}

async function signInPerson(profile: Profile, issuer: Issuer, options: SignInOptions) {
	const { method, scopes, timeoutMs, show } = options;
	const clientId = profile.client_id ?? PEOPLES_CLIENT;
	const scope = profile.scope ?? ['openid', 'offline_access', ...scopes].join(' ');
	const request = { clientId, scope, resource: RESOURCE, timeoutMs };
	const tokens =
		method === 'device'
			? await signInByDevice(issuer, request, show)
			: await signInByBrowser(issuer, request, show);
	const signedIn = withTokens({ ...signedOut(profile), client_id: clientId }, tokens);
	return { ...signedIn, access_token: tokens.access_token };
}

/** The profile as it is when nobody is signed in: where to go, and no credentials. A client goes with its secret. */
export function signedOut(profile: Profile): Profile {
	const { access_token: _, expires_at: __, refresh_token: ___, client_secret, client_id, ...rest } = profile;
	return client_secret === undefined && client_id !== undefined ? { ...rest, client_id } : rest;
}
