import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { getRecalculation, listRecalculations } from '../../usecases/recalculation/read-recalculations';
import { requestRecalculation, retryRecalculation } from '../../usecases/recalculation/request-recalculation';
import {
	RecalculationId,
	RecalculationsQuery,
	RecalculationView,
	RequestRecalculation,
} from './recalculations.schemas';

export const recalculationsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/recalculations', tags: ['recalculations'] })
		.use(access)
		.post('', ({ body, call }) => requestRecalculation(platform, body, call), {
			requires: 'adjudication:write',
			body: RequestRecalculation,
			detail: documented({
				operationId: 'requestRecalculation',
				summary: 'Have decided claims decided again with the facts of now',
				description:
					'With them their families, from the start of the plan year, in the order of their dates. What comes out the same stands; what does not is reversed and decided anew. What people said stays.',
				answers: { 202: RecalculationView },
			}),
		})
		.get('', ({ query, call }) => listRecalculations(platform, query, call), {
			requires: 'adjudication:read',
			query: RecalculationsQuery,
			detail: documented({
				operationId: 'listRecalculations',
				summary: 'List why claims were decided again, and what came of it, newest first',
				answers: { 200: z.array(RecalculationView) },
			}),
		})
		.get('/:id', ({ params, call }) => getRecalculation(platform, params.id, call), {
			requires: 'adjudication:read',
			params: RecalculationId,
			detail: documented({
				operationId: 'getRecalculation',
				summary: 'Read how far one of them has come',
				answers: { 200: RecalculationView },
			}),
		})
		.post('/:id/retries', ({ params, call }) => retryRecalculation(platform, params.id, call), {
			requires: 'adjudication:write',
			params: RecalculationId,
			detail: documented({
				operationId: 'retryRecalculation',
				summary: 'Try what is parked once more',
				answers: { 202: RecalculationView },
			}),
		});
