/** A new secret: 256 random bits, so that no one guesses it and a plain hash is enough to keep it. */
export const makeSecret = (): string =>
	crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: 'base64url', omitPadding: true });

export const hashOf = (secret: string): string =>
	new Bun.CryptoHasher('sha256').update(secret).digest('base64url');
