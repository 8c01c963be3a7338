import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { fhirRoutes } from './api/fhir/fhir.routes';
import { coveragesRoutes } from './api/v1/coverages.routes';
import { eligibilityInquiriesRoutes } from './api/v1/eligibility-inquiries.routes';
import { enrollmentsRoutes } from './api/v1/enrollments.routes';
import { maintenanceRoutes } from './api/v1/maintenance.routes';
import { membersRoutes } from './api/v1/members.routes';
import { membersRepository } from './repositories/members.repository';
import type { Deps } from './usecases/deps';

export function buildApp(platform: Platform): App {
	const deps: Deps = {
		platform,
		members: membersRepository(platform.sql),
		enrolled: platform.metrics.counter('members_enrolled_total', 'Persons enrolled'),
	};
	return createApp(
		platform,
		{
			title: 'Members',
			description: 'Members and their families, coverage between dates, and eligibility.',
			largeBodies: [{ prefix: '/api/v1/enrollment', limitBytes: 16 * 1_048_576 }],
		},
		[
			membersRoutes(deps),
			coveragesRoutes(deps),
			enrollmentsRoutes(deps),
			eligibilityInquiriesRoutes(deps),
			maintenanceRoutes(deps),
			fhirRoutes(deps),
		],
	);
}
