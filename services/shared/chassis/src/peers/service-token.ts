import type { ServiceName } from '@claims-askes/contracts/services';
import { z } from 'zod';
import type { CommonConfig } from '../config';
import { OutageError } from '../outage';

/** A service's own bearer token, fetched when first needed and renewed before it ends. */
export interface ServiceToken {
	/** Throws an `OutageError` where the issuer gives none. */
	get(): Promise<string>;
	/** Nobody believes this token any more, as after its key was withdrawn: the next one is fetched anew. */
	forget(token: string): void;
}

const TokenResponse = z.object({ access_token: z.string(), expires_in: z.number() });
const RENEW_BEFORE_MS = 30_000;

export function createServiceToken(name: ServiceName, config: CommonConfig, now: () => Date): ServiceToken {
	let current: { token: string; renewAt: number } | null = null;
	let fetching: Promise<string> | null = null;

	async function fetchToken(): Promise<string> {
		const address = `${config.OIDC_ISSUER.replace(/\/$/, '')}/token`;
		// The secret is form-encoded first (RFC 6749 2.3.1): it may hold a colon or a per cent sign.
		const secret = encodeURIComponent(config.SERVICE_CLIENT_SECRET ?? '');
		const credentials = Buffer.from(`${name}:${secret}`).toString('base64');
		try {
			const response = await fetch(address, {
				method: 'POST',
				headers: {
					authorization: `Basic ${credentials}`,
					'content-type': 'application/x-www-form-urlencoded',
				},
				body: new URLSearchParams({
					grant_type: 'client_credentials',
					resource: `urn:${config.OIDC_AUDIENCE}`,
				}),
				signal: AbortSignal.timeout(5_000),
			});
			if (!response.ok) throw new Error(`the issuer answered ${response.status}`);
			const { access_token, expires_in } = TokenResponse.parse(await response.json());
			current = { token: access_token, renewAt: now().getTime() + expires_in * 1000 - RENEW_BEFORE_MS };
			return access_token;
		} catch (cause) {
			throw new OutageError('identity-service', { cause });
		} finally {
			fetching = null;
		}
	}

	return {
		get() {
			if (current && current.renewAt > now().getTime()) return Promise.resolve(current.token);
			fetching ??= fetchToken();
			return fetching;
		},
		forget(token) {
			if (current?.token === token) current = null;
		},
	};
}
