import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';

const ROLES = ['service', 'client', 'staff', 'member', 'provider', 'group'] as const;

export interface BrokerToken {
	readonly subject: string;
	readonly role: (typeof ROLES)[number];
	readonly scopes: readonly string[];
	/** Whether it may see only the rows of one member, provider or group. */
	readonly isRestricted: boolean;
	readonly expiresAt: Date;
}

/** The issuer cannot be asked: nothing is known about the token, so nobody may be turned away for it. */
export class IssuerUnavailableError extends Error {
	override readonly name = 'IssuerUnavailableError';
}

export type VerifyToken = (token: string) => Promise<BrokerToken>;

const AUDIENCE = 'askes';
const CLOCK_TOLERANCE_SECONDS = 5;

/** Checks tokens by the issuer's published keys, which are found through its discovery document when first needed. */
export function verifierOf(issuer: string): VerifyToken {
	let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
	return async (token) => {
		keys ??= discoverKeys(issuer);
		try {
			const { payload } = await jwtVerify(token, await keys, {
				issuer,
				audience: AUDIENCE,
				algorithms: ['RS256'],
				requiredClaims: ['sub', 'exp'],
				clockTolerance: CLOCK_TOLERANCE_SECONDS,
			});
			return readClaims(payload);
		} catch (error) {
			if (error instanceof IssuerUnavailableError) keys = undefined;
			throw isOutage(error)
				? new IssuerUnavailableError('the keys cannot be fetched', { cause: error })
				: error;
		}
	};
}

async function discoverKeys(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
	try {
		const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
			signal: AbortSignal.timeout(3_000),
		});
		if (!response.ok) throw new Error(`the discovery document answers ${response.status}`);
		const { jwks_uri } = (await response.json()) as { jwks_uri?: string };
		return createRemoteJWKSet(new URL(jwks_uri ?? ''), { timeoutDuration: 3_000 });
	} catch (error) {
		throw new IssuerUnavailableError(`${issuer} cannot be reached`, { cause: error });
	}
}

function isOutage(error: unknown): boolean {
	if (error instanceof IssuerUnavailableError || error instanceof errors.JWKSTimeout) return true;
	// Every judgement about the token itself is a JOSEError with a code of its own; this one is about the answer.
	return !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC';
}

function readClaims(claims: JWTPayload): BrokerToken {
	const role = ROLES.find((name) => name === claims.role);
	if (role === undefined) throw new errors.JWTClaimValidationFailed('unknown role', claims, 'role');
	return {
		subject: claims.sub ?? '',
		role,
		scopes: typeof claims.scope === 'string' ? claims.scope.split(' ') : [],
		isRestricted: ['member_id', 'provider_id', 'group_id'].some((claim) => claims[claim] !== undefined),
		expiresAt: new Date((claims.exp ?? 0) * 1_000),
	};
}
