import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { askForAdjudication } from '../../usecases/ask-again';
import { assignItem } from '../../usecases/assign-review-item';
import { denyItem } from '../../usecases/end-review-item';
import { getReviewItem, listReviewItems } from '../../usecases/read-review-items';
import { releaseItem } from '../../usecases/release-review-item';
import { ClaimId } from './decisions.schemas';
import {
	AdjudicationRequest,
	AssignReviewItem,
	DenyReviewItem,
	ReleaseReviewItem,
	ReviewItemId,
	ReviewItemsQuery,
	ReviewItemView,
} from './review-items.schemas';

export const reviewItemsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/review-items', tags: ['review'] })
		.use(access)
		.get('', ({ query, call }) => listReviewItems(platform, query, call), {
			requires: 'adjudication:read',
			query: ReviewItemsQuery,
			detail: documented({
				operationId: 'listReviewItems',
				summary: 'List the claims that wait for a person, the longest waiting first',
				answers: { 200: z.array(ReviewItemView) },
			}),
		})
		.get('/:id', ({ params, call }) => getReviewItem(platform, params.id, call), {
			requires: 'adjudication:read',
			params: ReviewItemId,
			detail: documented({
				operationId: 'getReviewItem',
				summary: 'Read one review item',
				answers: { 200: ReviewItemView },
			}),
		})
		.patch('/:id', ({ params, body, call }) => assignItem(platform, params.id, body.assigned_to, call), {
			requires: 'adjudication:write',
			params: ReviewItemId,
			body: AssignReviewItem,
			detail: documented({
				operationId: 'assignReviewItem',
				summary: 'Give a review item to a person, or back to everybody',
				answers: { 200: ReviewItemView },
			}),
		})
		.post('/:id/releases', ({ params, body, call }) => releaseItem(platform, params.id, body, call), {
			requires: 'adjudication:write',
			params: ReviewItemId,
			body: ReleaseReviewItem,
			detail: documented({
				operationId: 'releaseReviewItem',
				summary: 'Let every reason pass and have the claim decided again',
				answers: { 201: ReviewItemView },
			}),
		})
		.post('/:id/denials', ({ params, body, call }) => denyItem(platform, params.id, body, call), {
			requires: 'adjudication:write',
			params: ReviewItemId,
			body: DenyReviewItem,
			detail: documented({
				operationId: 'denyReviewItem',
				summary: 'Deny the claim that waits',
				answers: { 201: ReviewItemView },
			}),
		});

export const adjudicationsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/claims/:claim_id/adjudications', tags: ['review'] })
		.use(access)
		.post('', ({ params, call }) => askForAdjudication(platform, params.claim_id, call), {
			requires: 'adjudication:write',
			params: ClaimId,
			detail: documented({
				operationId: 'adjudicateAgain',
				summary: 'Have a pended claim decided again with the facts of now',
				answers: { 202: AdjudicationRequest },
			}),
		});
