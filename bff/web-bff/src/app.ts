import { createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { claimsRoutes } from './api/v1/claims.routes';
import { dashboardRoutes } from './api/v1/dashboard.routes';
import { reviewRoutes } from './api/v1/review.routes';
import { searchRoutes } from './api/v1/searches.routes';
import { streamRoutes } from './api/v1/stream.routes';
import { createLiveStream } from './views/live-stream';

export function buildApp(platform: Platform) {
	return createApp(
		platform,
		{
			title: 'Web BFF',
			description: 'One call per screen for web apps, in the name of whoever is signed in.',
		},
		[
			dashboardRoutes(platform),
			claimsRoutes(platform),
			reviewRoutes(platform),
			searchRoutes(platform),
			streamRoutes(createLiveStream(platform), platform),
		],
	);
}
