import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { GatherFactsOf } from '../../usecases/predetermination/gather-facts-of';
import { predetermine } from '../../usecases/predetermination/predetermine';
import {
	explainPredetermination,
	getPredetermination,
	listPredetermined,
} from '../../usecases/predetermination/read-predeterminations';
import {
	PredeterminationDetail,
	PredeterminationExplanation,
	PredeterminationId,
	PredeterminationRequest,
	PredeterminationsQuery,
	PredeterminationView,
} from './predeterminations.schemas';

export const predeterminationsRoutes = (platform: Platform, gatherFacts: GatherFactsOf) =>
	new Elysia({ prefix: '/api/v1/predeterminations', tags: ['predeterminations'] })
		.use(access)
		.post('', ({ body, call }) => predetermine(platform, gatherFacts, body.claim, call), {
			requires: 'claims:write',
			body: PredeterminationRequest,
			detail: documented({
				operationId: 'predetermineClaim',
				summary: 'Tell what a claim would be decided to, by the balances and history of now',
				description:
					'Moves nothing and promises nothing. claims-service asks this for claims that have passed its door; whoever may submit a claim may ask. A token that is limited to its own rows asks about its own member, provider or group alone.',
				answers: { 201: PredeterminationView },
			}),
		})
		.get('', ({ query, call }) => listPredetermined(platform, query, call), {
			requires: 'claims:read',
			query: PredeterminationsQuery,
			detail: documented({
				operationId: 'listPredeterminations',
				summary: 'List what was asked about care to come, newest first',
				answers: { 200: z.array(PredeterminationView) },
			}),
		})
		.get('/:id', ({ params, call }) => getPredetermination(platform, params.id, call), {
			requires: 'claims:read',
			params: PredeterminationId,
			detail: documented({
				operationId: 'getPredetermination',
				summary: 'Read what a claim would have been decided to, with the claim',
				answers: { 200: PredeterminationDetail },
			}),
		})
		.get('/:id/explanation', ({ params, call }) => explainPredetermination(platform, params.id, call), {
			requires: 'claims:read',
			params: PredeterminationId,
			detail: documented({
				operationId: 'explainPredetermination',
				summary: 'Tell how it came about, rule by rule',
				answers: { 200: PredeterminationExplanation },
			}),
		});
