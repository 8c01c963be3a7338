import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { clientsRoutes } from './api/v1/clients.routes';
import { signingKeysRoutes } from './api/v1/signing-keys.routes';
import type { Settings } from './config';
import { createKeyFile } from './oidc/key-file';
import { oidcRoutes } from './oidc/oidc.routes';
import { createUsers } from './oidc/users';
import { ArtifactsRepository } from './repositories/artifacts.repository';
import { ClientsRepository } from './repositories/clients.repository';
import { createClientDirectory } from './usecases/client-directory';
import { ClientUseCases } from './usecases/clients';
import { SigningKeyUseCases } from './usecases/signing-keys';

export function buildApp(platform: Platform, config: Settings): App {
	const clients = new ClientsRepository(platform.sql);
	const keys = createKeyFile(config.IDENTITY_KEYS_FILE, platform.now);
	const directory = createClientDirectory(
		{
			services: config.SERVICE_CLIENTS,
			operator: {
				id: config.OPERATOR_CLIENT_ID,
				secrets: [config.OPERATOR_CLIENT_SECRET, config.OPERATOR_CLIENT_PREVIOUS_SECRET].filter(
					(secret) => secret !== undefined,
				),
			},
		},
		clients,
	);
	const oidc = oidcRoutes(
		{
			issuer: config.OIDC_ISSUER.replace(/\/$/, ''),
			audience: platform.config.OIDC_AUDIENCE,
			accessTokenSeconds: config.ACCESS_TOKEN_SECONDS,
			directory,
			artifacts: new ArtifactsRepository(platform.sql),
			users: createUsers(config.IDENTITY_USERS),
			log: platform.log,
		},
		keys,
		platform.now,
	);
	return createApp(
		platform,
		{
			title: 'Identity service',
			description: 'Tokens for services, integrators and people: OAuth 2.0 and OpenID Connect',
		},
		[
			oidc,
			clientsRoutes(new ClientUseCases(platform, clients)),
			signingKeysRoutes(new SigningKeyUseCases(platform, keys)),
		],
	);
}
