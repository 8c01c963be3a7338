import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { clientsRoutes } from './api/v1/clients.routes';
import { signingKeysRoutes } from './api/v1/signing-keys.routes';
import type { Settings } from './config';
import { createKeyFile } from './oidc/key-file';
import { oidcRoutes } from './oidc/oidc.routes';
import type { IssuerOptions } from './oidc/provider';
import { createUsers } from './oidc/users';
import { artifactsRepository } from './repositories/artifacts.repository';
import { clientsRepository } from './repositories/clients.repository';
import { createClientDirectory, type OwnClients } from './usecases/client-directory';
import type { Deps } from './usecases/deps';

export function buildApp(platform: Platform, config: Settings): App {
	const deps: Deps = {
		platform,
		clients: clientsRepository(platform.sql),
		keys: createKeyFile(config.IDENTITY_KEYS_FILE, platform.now),
	};
	const issuer: IssuerOptions = {
		issuer: config.OIDC_ISSUER.replace(/\/$/, ''),
		audience: platform.config.OIDC_AUDIENCE,
		accessTokenSeconds: config.ACCESS_TOKEN_SECONDS,
		directory: createClientDirectory(ownClients(config), deps.clients),
		artifacts: artifactsRepository(platform.sql),
		users: createUsers(config.IDENTITY_USERS),
		log: platform.log,
	};
	return createApp(
		platform,
		{
			title: 'Identity service',
			description: 'Tokens for services, integrators and people: OAuth 2.0 and OpenID Connect',
		},
		[oidcRoutes(issuer, deps.keys, platform.now), clientsRoutes(deps), signingKeysRoutes(deps)],
	);
}

function ownClients(config: Settings): OwnClients {
	const { SERVICE_CLIENTS, OPERATOR_CLIENT_ID } = config;
	const secrets = [config.OPERATOR_CLIENT_SECRET, config.OPERATOR_CLIENT_PREVIOUS_SECRET];
	return {
		services: SERVICE_CLIENTS,
		operator: { id: OPERATOR_CLIENT_ID, secrets: secrets.filter((secret) => secret !== undefined) },
	};
}
