import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { contractsRoutes } from './api/v1/contracts.routes';
import { networksRoutes } from './api/v1/networks.routes';
import { providerImportsRoutes, providersRoutes } from './api/v1/providers.routes';
import { contractsRepository } from './repositories/contracts.repository';
import { networksRepository } from './repositories/networks.repository';
import { providersRepository } from './repositories/providers.repository';
import type { Deps } from './usecases/deps';

/** A price list may have tens of thousands of codes, and a list of providers a thousand price lists. */
const LARGE_BODIES = [
	{ prefix: '/api/v1/provider-imports', limitBytes: 64 * 1_048_576 },
	{ prefix: '/api/v1/providers', limitBytes: 16 * 1_048_576 },
];

export function buildApp(platform: Platform): App {
	const { sql } = platform;
	const deps: Deps = {
		platform,
		providers: providersRepository(sql),
		contracts: contractsRepository(sql),
		networks: networksRepository(sql),
	};
	return createApp(
		platform,
		{
			title: 'Providers',
			description: 'Facilities and practitioners, their contracts with prices, and networks.',
			largeBodies: LARGE_BODIES,
		},
		[providersRoutes(deps), providerImportsRoutes(deps), contractsRoutes(deps), networksRoutes(deps)],
	);
}
