import { Authority, LOWEST_AUTHORITY } from '@claims-askes/contracts/authority';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { isUuid } from '@claims-askes/kernel/uuid';
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Caller, RowRule } from './caller';
import { discoverKeys, isIssuerSilent } from './issuer-keys';

const Claims = z.object({
	sub: z.string().min(1),
	exp: z.number(),
	scope: z.string().default(''),
	role: z.enum(['service', 'client', 'staff', 'member', 'provider', 'group']),
	member_id: z.string().optional(),
	provider_id: z.string().optional(),
	group_id: z.string().optional(),
	authority: Authority.default(LOWEST_AUTHORITY),
});

export interface TokenVerifier {
	/** Throws TOKEN_INVALID; an issuer that cannot be asked is DEPENDENCY_UNAVAILABLE, never "invalid". */
	verify(token: string): Promise<Caller> | Caller;
}

/** The issuer cannot be asked: nothing is known about the token, so nobody may be turned away for it. */
export const isIssuerAway = (error: unknown): boolean =>
	error instanceof ProblemError && error.problem === PROBLEMS.DEPENDENCY_UNAVAILABLE;

interface VerifierOptions {
	readonly issuer: string;
	readonly audience: string;
	readonly now: () => Date;
	/** Takes the place of the issuer's published keys in tests. */
	readonly keys?: JWTVerifyGetKey;
}

/** So much may the clocks of issuer and service differ: a token that begins now must not fail for a second. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** A verified token is trusted again for this long at most, so that a withdrawn key is noticed soon: see `issuer-keys`. */
const REMEMBER_MS = 60_000;
const REMEMBERED_TOKENS = 10_000;

export function createTokenVerifier({ issuer, audience, now, keys }: VerifierOptions): TokenVerifier {
	const known = new Map<string, { caller: Caller; until: number }>();
	let issuerKeys = keys;

	async function check(token: string): Promise<Caller> {
		issuerKeys ??= await discoverKeys(issuer);
		const payload = await verified(token, issuerKeys, { issuer, audience, currentDate: now() });
		const claims = Claims.safeParse(payload);
		if (!claims.success) throw new ProblemError(PROBLEMS.TOKEN_INVALID);
		const { sub, role, scope, exp, authority } = claims.data;
		const scopes = new Set(scope.split(' '));
		const caller = {
			subject: sub,
			role,
			scopes,
			only: rowRuleOf(claims.data),
			authority,
			expiresAt: new Date(exp * 1000),
		};
		if (known.size >= REMEMBERED_TOKENS) known.clear();
		known.set(token, { caller, until: Math.min(exp * 1000, now().getTime() + REMEMBER_MS) });
		return caller;
	}

	return {
		verify(token) {
			const hit = known.get(token);
			if (hit && hit.until > now().getTime()) return hit.caller;
			known.delete(token);
			return check(token);
		},
	};
}

async function verified(
	token: string,
	keys: JWTVerifyGetKey,
	expected: { issuer: string; audience: string; currentDate: Date },
): Promise<JWTPayload> {
	try {
		const { payload } = await jwtVerify(token, keys, {
			...expected,
			algorithms: ['RS256'],
			clockTolerance: CLOCK_TOLERANCE_SECONDS,
		});
		return payload;
	} catch (error) {
		throw new ProblemError(isIssuerSilent(error) ? PROBLEMS.DEPENDENCY_UNAVAILABLE : PROBLEMS.TOKEN_INVALID);
	}
}

function rowRuleOf(claims: z.infer<typeof Claims>): RowRule | null {
	const { role, member_id, provider_id, group_id } = claims;
	if (role === 'member') return { member_id: required(member_id) };
	if (role === 'provider') return { provider_id: required(provider_id) };
	if (role === 'group') return { group_id: required(group_id) };
	// An issuer that names a row means a limit: whoever was given the wrong role must not see everything for it.
	if (member_id || provider_id || group_id) throw new ProblemError(PROBLEMS.TOKEN_INVALID);
	return null;
}

/** A restricted role without the row it is restricted to must not fall through to "sees everything". */
function required(id: string | undefined): string {
	if (!isUuid(id)) throw new ProblemError(PROBLEMS.TOKEN_INVALID);
	return id.toLowerCase();
}
