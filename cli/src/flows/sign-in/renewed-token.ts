import { dirname, join } from 'node:path';
import { Failure } from '../../failure';
import { withFolderLock } from '../../local/system/folder-lock';
import { type Profile, profilePath, readProfiles, writeProfiles } from '../../profiles';
import { discoverIssuer } from './issuer';
import { requestTokens, TokenRefusal, type Tokens } from './token-request';

const RENEW_BEFORE_MS = 30_000;

/** A function that gives the person's token of a profile, renewed before it ends and kept for the next command. */
export function renewedToken(name: string): () => Promise<string> {
	let known: Profile | undefined;
	return async () => {
		known = isFresh(known) ? known : readProfiles().profiles[name];
		if (!isFresh(known)) known = await renew(name);
		return known?.access_token ?? '';
	};
}

/** A refresh token is good for one use: of two commands at once, one renews and the other takes what it got. */
async function renew(name: string): Promise<Profile> {
	return withFolderLock(join(dirname(profilePath()), 'sign-in'), async () => {
		const file = readProfiles();
		const profile = file.profiles[name];
		if (profile !== undefined && isFresh(profile)) return profile;
		const { issuer, client_id, refresh_token } = profile ?? {};
		if (profile === undefined || !issuer || !client_id || !refresh_token) throw ended(name);
		const tokens = await refresh(name, { issuer, client_id, refresh_token });
		const renewed = withTokens(profile, tokens);
		writeProfiles({ ...file, profiles: { ...file.profiles, [name]: renewed } });
		return renewed;
	});
}

async function refresh(
	name: string,
	{ issuer, client_id, refresh_token }: Required<Pick<Profile, 'issuer' | 'client_id' | 'refresh_token'>>,
): Promise<Tokens> {
	const { token_endpoint } = await discoverIssuer(issuer);
	try {
		const tokens = await requestTokens(token_endpoint, {
			grant_type: 'refresh_token',
			client_id,
			refresh_token,
		});
		// An issuer that does not rotate leaves the old one good.
		return { ...tokens, refresh_token: tokens.refresh_token ?? refresh_token };
	} catch (error) {
		throw error instanceof TokenRefusal && error.error === 'invalid_grant' ? ended(name) : error;
	}
}

const ended = (name: string): Failure =>
	new Failure('refused', 'LOGIN_ENDED', `the sign-in of profile "${name}" has ended`, {
		suggestions: [`askes login --profile ${name}`],
	});

function isFresh(profile: Profile | undefined): boolean {
	if (profile?.access_token === undefined || profile.expires_at === undefined) return false;
	return Date.parse(profile.expires_at) - RENEW_BEFORE_MS > Date.now();
}

/** The profile signed in as the person whom these tokens speak for. */
export function withTokens(profile: Profile, tokens: Tokens): Profile {
	const { client_secret: _, ...rest } = profile;
	return {
		...rest,
		access_token: tokens.access_token,
		expires_at: new Date(tokens.expiresAt).toISOString(),
		...(tokens.refresh_token === undefined ? {} : { refresh_token: tokens.refresh_token }),
	};
}
