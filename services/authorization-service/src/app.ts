import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { authorizationRequestsRoutes } from './api/v1/authorization-requests.routes';
import { authorizationsRoutes } from './api/v1/authorizations.routes';
import { authorizationsRepository } from './repositories/authorizations.repository';
import type { Deps } from './usecases/deps';

export function buildApp(platform: Platform): App {
	const deps: Deps = {
		platform,
		authorizations: authorizationsRepository(platform.sql),
		decided: platform.metrics.counter('authorizations_decided_total', 'Authorizations decided', ['status']),
	};
	return createApp(
		platform,
		{
			title: 'Authorizations',
			description: 'Approval asked before care, guarantee letters, and which claims use them.',
		},
		[authorizationsRoutes(deps), authorizationRequestsRoutes(deps)],
	);
}
