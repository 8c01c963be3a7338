import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { dashboard } from '../../views/dashboard';
import { Dashboard } from './views.schemas';

export const dashboardRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/dashboard', tags: ['dashboard'] })
		.use(access)
		.get('', ({ call }) => dashboard(platform, call), {
			requires: 'views:read',
			detail: documented({
				operationId: 'getDashboard',
				summary: 'What came in, what was paid, and what waits for a person',
				answers: { 200: Dashboard },
			}),
		});
