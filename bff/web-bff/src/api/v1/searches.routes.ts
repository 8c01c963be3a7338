import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { search } from '../../views/search';
import { SearchRequest, SearchResult } from './views.schemas';

export const searchRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/searches', tags: ['search'] })
		.use(access)
		.post('', ({ body, call }) => search(platform, body.text, call), {
			requires: 'views:read',
			body: SearchRequest,
			detail: documented({
				operationId: 'search',
				summary: 'Find claims by number and people by name',
				answers: { 200: SearchResult },
			}),
		});
