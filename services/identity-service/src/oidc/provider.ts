import { errorFields, type Logger } from '@claims-askes/chassis/observability/logger';
import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';
import Provider, {
	type Configuration,
	errors,
	interactionPolicy,
	type JWK,
	type KoaContextWithOIDC,
	type Client as OAuthClient,
	type ResourceServer,
} from 'oidc-provider';
import type { User } from '../config';
import type { Client, Party } from '../domain/client';
import type { Keys } from '../domain/keys';
import type { ArtifactsRepository } from '../repositories/artifacts.repository';
import type { ClientDirectory } from '../usecases/client-directory';
import { hashOf } from '../usecases/secrets';
import { createAdapter, REGISTERED } from './adapter';
import { loginPages, loginPath } from './login';
import { devicePages, renderError } from './pages';
import type { Users } from './users';

export interface IssuerOptions {
	readonly issuer: string;
	/** What tokens are good for; asked for as the resource `urn:<audience>`. */
	readonly audience: string;
	readonly accessTokenSeconds: number;
	readonly directory: ClientDirectory;
	readonly artifacts: ArtifactsRepository;
	readonly users: Users;
	readonly log: Logger;
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** The OAuth 2.0 / OpenID Connect provider, signing with the first of the given keys. */
export function createProvider(options: IssuerOptions, keys: Keys): Provider {
	const { issuer, log, users } = options;
	const provider = new Provider(issuer, {
		...configurationOf(options),
		jwks: { keys: keys.signing_keys.map(({ jwk }) => jwk as JWK) },
		cookies: { keys: [...keys.cookie_secrets] },
	});
	// Behind the bridge every request says the issuer's own host and protocol, whatever the caller wrote.
	provider.proxy = true;
	provider.Client.prototype.compareClientSecret = isSecretOf;
	provider.use(loginPages(provider, users));
	provider.on('server_error', (_, error) => log.error('a token request failed', errorFields(error)));
	return provider;
}

function configurationOf(options: IssuerOptions): Configuration {
	const { audience, accessTokenSeconds, users } = options;
	const policy = interactionPolicy.base();
	// The one login client is ours: nobody is asked whether it may act for them.
	policy.remove('consent');
	return {
		adapter: (kind) => createAdapter(kind, options),
		clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
		extraClientMetadata: { properties: [REGISTERED] },
		responseTypes: ['code'],
		claims: { openid: ['sub'], profile: ['preferred_username'] },
		findAccount: async (_, sub) => {
			const user = users.find(sub);
			return user && { accountId: sub, claims: async () => ({ sub, preferred_username: user.username }) };
		},
		features: {
			clientCredentials: { enabled: true },
			deviceFlow: { enabled: true, ...devicePages },
			devInteractions: { enabled: false },
			dPoP: { enabled: false },
			pushedAuthorizationRequests: { enabled: false },
			revocation: { enabled: true },
			rpInitiatedLogout: { enabled: false },
			resourceIndicators: {
				enabled: true,
				// There is one API to ask for; who does not name it means it.
				defaultResource: async () => resourceOf(audience),
				useGrantedResource: async () => true,
				getResourceServerInfo: async (ctx, resource, client) =>
					resourceServerFor(ctx, resource, client, options),
			},
		},
		extraTokenClaims: async (_, token) => {
			if (token.kind === 'ClientCredentials') return { ...registrationOf(token.client)?.party };
			const user = 'accountId' in token ? users.find(token.accountId) : undefined;
			return user && partyOfUser(user);
		},
		interactions: { policy, url: (_, { uid }) => loginPath(uid) },
		issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
		loadExistingGrant: (ctx) => grantAll(ctx, options),
		// Only pages on the own machine may speak with the login client from a browser.
		clientBasedCORS: (_, origin, client) =>
			client.clientAuthMethod === 'none' && LOOPBACKS.has(new URL(origin).hostname),
		renderError,
		ttl: {
			AccessToken: accessTokenSeconds,
			AuthorizationCode: MINUTE,
			ClientCredentials: accessTokenSeconds,
			DeviceCode: 10 * MINUTE,
			Grant: 14 * DAY,
			IdToken: 10 * MINUTE,
			Interaction: 10 * MINUTE,
			RefreshToken: 14 * DAY,
			Session: 10 * MINUTE,
		},
	};
}

const LOOPBACKS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const resourceOf = (audience: string) => `urn:${audience}`;

function resourceServerFor(
	ctx: KoaContextWithOIDC,
	resource: string,
	client: OAuthClient,
	{ audience, accessTokenSeconds }: IssuerOptions,
): ResourceServer {
	if (resource !== resourceOf(audience)) throw new errors.InvalidTarget();
	const { params } = ctx.oidc;
	const registered = registrationOf(client);
	const allowed = registered?.scopes ?? SCOPE_NAMES;
	if (registered && params) {
		// Asked before the scopes are read: a service that names none gets all that it has.
		params.scope ??= allowed.join(' ');
		const refused = ctx.oidc.requestParamScopes.difference(new Set(allowed));
		for (const scope of refused) throw new errors.InvalidScope('this client does not have the scope', scope);
	}
	return {
		audience,
		scope: allowed.join(' '),
		accessTokenFormat: 'jwt',
		accessTokenTTL: accessTokenSeconds,
		jwt: { sign: { alg: 'RS256' } },
	};
}

/** What is known of a client that has a secret; the login client has none. */
const registrationOf = (client: OAuthClient | undefined) => client?.[REGISTERED] as Client | undefined;

/** Whoever signs in gives the login client what was asked for and what they may do themselves. */
async function grantAll(ctx: KoaContextWithOIDC, { audience, users }: IssuerOptions) {
	const { client, session, provider, params } = ctx.oidc;
	const user = session?.accountId ? users.find(session.accountId) : undefined;
	if (!client || !user) return undefined;
	const asked = typeof params?.scope === 'string' ? params.scope.split(' ') : [];
	const grant = new provider.Grant({ clientId: client.clientId, accountId: user.username });
	grant.addOIDCScope('openid profile offline_access');
	grant.addResourceScope(
		resourceOf(audience),
		user.scopes.filter((scope) => asked.includes(scope)).join(' '),
	);
	await grant.save();
	return grant;
}

function partyOfUser(user: User): Party {
	const { username: _, password: __, scopes: ___, ...party } = user;
	return party;
}

/**
 * Takes the place of the provider's comparison of plain secrets: we have hashes, and perhaps two that are good. How
 * long a comparison of hashes takes tells nothing of the secret.
 */
function isSecretOf(this: OAuthClient, given: string): boolean {
	return registrationOf(this)?.secretHashes.includes(hashOf(given)) ?? false;
}
