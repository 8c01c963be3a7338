/** Keeps secrets that have to be read again: sealed with AES-256-GCM where keys are set. */
export interface SecretBox {
	seal(secret: string): Promise<string>;
	open(sealed: string): Promise<string>;
}

const SEALED = 'aes:';
const PLAIN = 'plain:';
const IV_BYTES = 12;

/** The first key seals, every one opens: a key is replaced by putting the new one in front. */
export function secretBox(keys: readonly string[] | undefined): SecretBox {
	const imported = keys?.map((key) =>
		crypto.subtle.importKey('raw', Uint8Array.fromBase64(key), 'AES-GCM', false, ['encrypt', 'decrypt']),
	);
	return {
		async seal(secret) {
			const [newest] = imported ?? [];
			if (!newest) return `${PLAIN}${secret}`;
			const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
			const text = new TextEncoder().encode(secret);
			const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await newest, text);
			return `${SEALED}${Buffer.concat([iv, new Uint8Array(sealed)]).toString('base64')}`;
		},
		async open(sealed) {
			if (sealed.startsWith(PLAIN)) return sealed.slice(PLAIN.length);
			const bytes = Uint8Array.fromBase64(sealed.slice(SEALED.length));
			const [iv, text] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES)];
			for (const key of imported ?? []) {
				const opened = await crypto.subtle
					.decrypt({ name: 'AES-GCM', iv }, await key, text)
					.catch(() => null);
				if (opened) return new TextDecoder().decode(opened);
			}
			throw new Error('a secret was sealed with a key that is not set any more');
		},
	};
}
