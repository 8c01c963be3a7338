import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { reviewItemPage, reviewQueue } from '../../views/review';
import { ReviewItemId, ReviewItemPage, ReviewQueue, ReviewQueueQuery } from './views.schemas';

export const reviewRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/review-items', tags: ['review'] })
		.use(access)
		.get('', ({ query, call }) => reviewQueue(platform, query, call), {
			requires: 'adjudication:read',
			query: ReviewQueueQuery,
			detail: documented({
				operationId: 'getReviewQueue',
				summary: 'Read the queue of claims that wait for a person, with how many wait for which reason',
				answers: { 200: ReviewQueue },
			}),
		})
		.get('/:id', ({ params, call }) => reviewItemPage(platform, params.id, call), {
			requires: 'adjudication:read',
			params: ReviewItemId,
			detail: documented({
				operationId: 'getReviewItemPage',
				summary: 'Read a review item with its claim, its explanation and its documents',
				answers: { 200: ReviewItemPage },
			}),
		});
