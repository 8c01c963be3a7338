import type { Adapter, AdapterPayload, AllClientMetadata } from 'oidc-provider';
import type { Client } from '../domain/client';
import type { ArtifactsRepository } from '../repositories/artifacts.repository';
import type { ClientDirectory } from '../usecases/client-directory';
import { hashOf, makeSecret } from '../usecases/secrets';

/** The public client behind `askes login` and whatever a developer runs on the own machine. */
const LOGIN_CLIENT_ID = 'askes-cli';

/** Kinds whose id is what its bearer shows: the table keeps no more than a hash of it. */
const BEARER_KINDS: ReadonlySet<string> = new Set(['AuthorizationCode', 'RefreshToken']);

/** Never compared: the provider wants one to be there, and we keep only hashes. */
const UNUSED_SECRET = makeSecret();

/** Gives the OAuth provider its records of one kind. */
export function createAdapter(
	kind: string,
	{ artifacts, directory }: { artifacts: ArtifactsRepository; directory: ClientDirectory },
): Adapter {
	if (kind === 'Client') return clientAdapter(directory);
	const isBearer = BEARER_KINDS.has(kind);
	const keyOf = (id: string) => (isBearer ? hashOf(id) : id);
	const found = (payload: unknown) => (payload ?? undefined) as AdapterPayload | undefined;
	return {
		async upsert(id, payload, expiresIn) {
			const { jti, ...rest } = payload;
			await artifacts.put({
				kind,
				id: keyOf(id),
				payload: isBearer ? rest : { ...rest, jti },
				grantId: payload.grantId ?? null,
				userCode: payload.userCode ?? null,
				uid: payload.uid ?? null,
				expiresAt: expiresIn ? new Date(Date.now() + expiresIn * 1000) : null,
			});
		},
		async find(id) {
			const payload = await artifacts.find(kind, 'id', keyOf(id));
			return found(payload && { ...payload, jti: id });
		},
		findByUserCode: async (userCode) => found(await artifacts.find(kind, 'user_code', userCode)),
		findByUid: async (uid) => found(await artifacts.find(kind, 'uid', uid)),
		consume: (id) => artifacts.markConsumed(kind, keyOf(id), new Date()),
		destroy: (id) => artifacts.remove(kind, keyOf(id)),
		revokeByGrantId: (grantId) => artifacts.removeOfGrant(grantId),
	};
}

/** Clients are only looked up here; registering them is the business of our own routes. */
function clientAdapter(directory: ClientDirectory): Adapter {
	const refuse = () => Promise.reject(new Error('clients are registered through /api/v1/clients'));
	return {
		async find(id) {
			if (id === LOGIN_CLIENT_ID) return LOGIN_CLIENT;
			const client = await directory.find(id);
			return client ? metadataOf(client) : undefined;
		},
		upsert: refuse,
		findByUserCode: refuse,
		findByUid: refuse,
		consume: refuse,
		destroy: refuse,
		revokeByGrantId: refuse,
	};
}

/** The one property of our own among a client's metadata. */
export const REGISTERED = 'askes_client';

const metadataOf = (client: Client): AllClientMetadata => ({
	client_id: client.id,
	client_secret: UNUSED_SECRET,
	grant_types: ['client_credentials'],
	redirect_uris: [],
	response_types: [],
	token_endpoint_auth_method: 'client_secret_basic',
	[REGISTERED]: client,
});

const LOGIN_CLIENT: AllClientMetadata = {
	client_id: LOGIN_CLIENT_ID,
	client_name: 'the askes command line',
	application_type: 'native',
	grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
	// Any port: a native application takes whichever is free (RFC 8252).
	redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
	response_types: ['code'],
	token_endpoint_auth_method: 'none',
};
