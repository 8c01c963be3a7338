/** A pair of RSA keys as JWK, with when it began and ended to sign. */
export interface SigningKey {
	readonly kid: string;
	readonly created_at: string;
	/** Set when another key came: soon after, this one only verifies what it has signed. */
	readonly retired_at: string | null;
	readonly jwk: Readonly<Record<string, unknown>>;
}

/** Everything that this issuer signs with, the newest first. */
export interface Keys {
	readonly signing_keys: readonly SigningKey[];
	readonly cookie_secrets: readonly string[];
}

/** Far longer than any token or login lives. */
const KEPT_MS = 24 * 60 * 60_000;

/** Longer than any verifier keeps from asking for the published keys again. */
const PUBLISHED_AHEAD_MS = 10_000;

/**
 * The published keys with the one that signs first. A new key is published for a while before it signs, so that nobody
 * meets a token whose key they cannot get.
 */
export function inSigningOrder({ signing_keys }: Keys, now: Date): readonly SigningKey[] {
	const isKnown = ({ created_at }: SigningKey) =>
		now.getTime() - Date.parse(created_at) >= PUBLISHED_AHEAD_MS;
	const current = signing_keys.find(isKnown) ?? signing_keys.at(-1);
	return current ? [current, ...signing_keys.filter((key) => key !== current)] : [];
}

/**
 * Puts a new key and cookie secret in front. The previous ones stay for what they have signed, unless they were stolen
 * and are withdrawn; older ones go.
 */
export function rotated(
	{ signing_keys, cookie_secrets }: Keys,
	fresh: { readonly key: SigningKey; readonly cookieSecret: string },
	{ withdrawPrevious, now }: { readonly withdrawPrevious: boolean; readonly now: Date },
): Keys {
	const retired = signing_keys
		.map((key) => ({ ...key, retired_at: key.retired_at ?? now.toISOString() }))
		.filter(({ retired_at }) => now.getTime() - Date.parse(retired_at) < KEPT_MS);
	return {
		signing_keys: [fresh.key, ...(withdrawPrevious ? [] : retired)],
		cookie_secrets: [fresh.cookieSecret, ...(withdrawPrevious ? [] : cookie_secrets.slice(0, 1))],
	};
}
