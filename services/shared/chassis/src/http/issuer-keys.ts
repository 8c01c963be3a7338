import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import {
	createLocalJWKSet,
	createRemoteJWKSet,
	errors,
	type JWKSCacheInput,
	type JWTVerifyGetKey,
	jwksCache,
} from 'jose';
import { z } from 'zod';

/** So often the issuer is asked anew which keys hold: whoever has stolen one has not long after it was withdrawn. */
const ASKED_ANEW_MS = 60_000;
/** An issuer that does not answer is taken at its last word for so long: a restart of it stops nobody's work. */
const LAST_WORD_MS = 10 * 60_000;

/** jose's codes for "the keys could not be fetched"; all others speak of the token. */
const SILENT: ReadonlySet<string> = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID']);

export const isIssuerSilent = (error: unknown): boolean =>
	!(error instanceof errors.JOSEError) || SILENT.has(error.code);

/** The keys that an issuer publishes, as they are now. */
export async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
	const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
	try {
		const response = await fetch(address, { signal: AbortSignal.timeout(3_000) });
		const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json());
		return keysAt(new URL(jwks_uri));
	} catch {
		throw new ProblemError(PROBLEMS.DEPENDENCY_UNAVAILABLE);
	}
}

function keysAt(address: URL): JWTVerifyGetKey {
	const last: JWKSCacheInput = {};
	const published = createRemoteJWKSet(address, {
		cooldownDuration: 5_000,
		cacheMaxAge: ASKED_ANEW_MS,
		[jwksCache]: last,
	});
	return async (header, token) => {
		try {
			return await published(header, token);
		} catch (error) {
			const { jwks, uat = 0 } = last;
			if (!isIssuerSilent(error) || !jwks || Date.now() - uat >= LAST_WORD_MS) throw error;
			return createLocalJWKSet(jwks)(header, token);
		}
	};
}
