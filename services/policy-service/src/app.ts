import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { groupsRoutes } from './api/v1/groups.routes';
import {
	endorsementsRoutes,
	fundCreditsRoutes,
	policiesRoutes,
	policyImportsRoutes,
} from './api/v1/policies.routes';
import { groupsRepository } from './repositories/groups.repository';
import { policiesRepository } from './repositories/policies.repository';
import type { Deps } from './usecases/deps';

export function buildApp(platform: Platform): App {
	const deps: Deps = {
		platform,
		groups: groupsRepository(platform.sql),
		policies: policiesRepository(platform.sql),
	};
	return createApp(
		platform,
		{
			title: 'Policies',
			description: 'Groups, their policies with classes and endorsements, and what was put into funds.',
			largeBodies: [{ prefix: '/api/v1/policy-imports', limitBytes: 16 * 1_048_576 }],
		},
		[
			groupsRoutes(deps),
			policiesRoutes(deps),
			endorsementsRoutes(deps),
			fundCreditsRoutes(deps),
			policyImportsRoutes(deps),
		],
	);
}
