/** Who a token speaks for, as far as it says so itself. It is our own: services verify it, we only read it. */
export interface TokenClaims {
	readonly subject: string | null;
	readonly role: string | null;
	readonly client_id: string | null;
	readonly scopes: readonly string[];
	/** How much they may decide otherwise than the rules, 1 to 5; who has none named has the lowest. */
	readonly authority: number;
	/** The one member, provider or group whose rows this token sees; empty where it is not restricted. */
	readonly only: Readonly<Record<string, string>>;
	readonly expires_at: string | null;
}

const PARTIES = ['member_id', 'provider_id', 'group_id'] as const;

/** Null when the token is no JWT: an issuer may give tokens that only it can read. */
export function readToken(token: string): TokenClaims | null {
	const claims = payloadOf(token);
	if (claims === null) return null;
	const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
	return {
		subject: text('sub'),
		role: text('role'),
		client_id: text('client_id'),
		scopes: text('scope')?.split(' ').filter(Boolean).sort() ?? [],
		authority: typeof claims.authority === 'number' ? claims.authority : 1,
		only: Object.fromEntries(PARTIES.flatMap((party) => (text(party) ? [[party, text(party) ?? '']] : []))),
		expires_at: typeof claims.exp === 'number' ? new Date(claims.exp * 1000).toISOString() : null,
	};
}

function payloadOf(token: string): Record<string, unknown> | null {
	try {
		const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
		return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}
