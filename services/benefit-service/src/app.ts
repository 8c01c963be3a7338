import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { inquiriesRoutes } from './api/v1/inquiries.routes';
import { plansRoutes, planVersionsRoutes } from './api/v1/plans.routes';
import { plansRepository } from './repositories/plans.repository';
import type { Deps } from './usecases/deps';

/** A plan may name every procedure code there is. */
const LARGE_BODIES = ['/api/v1/plans', '/api/v1/plan-validations'].map((prefix) => ({
	prefix,
	limitBytes: 8 * 1_048_576,
}));

export function buildApp(platform: Platform): App {
	const deps: Deps = { platform, plans: plansRepository(platform.sql) };
	return createApp(
		platform,
		{
			title: 'Benefits',
			description: 'Plans as documents with published versions, and what they say of a service.',
			largeBodies: LARGE_BODIES,
		},
		[plansRoutes(deps), planVersionsRoutes(deps), inquiriesRoutes(deps)],
	);
}
