import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { AuthorizationFacts } from '@claims-askes/contracts/coverage-facts';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { consumeAuthorization } from '../../usecases/consume-authorization';
import { decideAuthorization } from '../../usecases/decide-authorization';
import type { Deps } from '../../usecases/deps';
import {
	getAuthorization,
	getAuthorizations,
	listAuthorizations,
	listConsumptions,
	listLetters,
} from '../../usecases/read-authorizations';
import { requestAuthorization } from '../../usecases/request-authorization';
import {
	AuthorizationKeys,
	AuthorizationParams,
	AuthorizationQuery,
	AuthorizationView,
	ConsumeAuthorization,
	ConsumptionView,
	DecideAuthorization,
	LetterView,
	RequestAuthorization,
} from './authorizations.schemas';

export const authorizationsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/authorizations', tags: ['authorizations'] })
		.use(access)
		.post('', ({ body, call }) => requestAuthorization(deps, body, call), {
			requires: 'authorizations:write',
			body: RequestAuthorization,
			detail: documented({
				operationId: 'requestAuthorization',
				summary: 'Ask for approval before care',
				answers: { 201: AuthorizationView },
			}),
		})
		.get('', ({ query, call }) => listAuthorizations(deps, query, call), {
			requires: 'authorizations:read',
			query: AuthorizationQuery,
			detail: documented({
				operationId: 'listAuthorizations',
				summary: 'List authorizations by member, provider or status, newest first',
				answers: { 200: z.array(AuthorizationView) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getAuthorizations(deps, body, call), {
			requires: 'authorizations:read',
			body: AuthorizationKeys,
			detail: documented({
				operationId: 'getAuthorizations',
				summary: 'Read what many authorizations grant, by id, number or member',
				answers: { 200: z.array(AuthorizationFacts) },
			}),
		})
		.get('/:id', ({ params, call }) => getAuthorization(deps, params.id, call), {
			requires: 'authorizations:read',
			params: AuthorizationParams,
			detail: documented({
				operationId: 'getAuthorization',
				summary: 'Read one authorization',
				answers: { 200: AuthorizationView },
			}),
		})
		.post('/:id/decisions', ({ params, body, call }) => decideAuthorization(deps, params.id, body, call), {
			requires: 'authorizations:write',
			params: AuthorizationParams,
			body: DecideAuthorization,
			detail: documented({
				operationId: 'decideAuthorization',
				heedsIfMatch: true,
				summary: 'Approve, deny, extend or cancel',
				answers: { 201: AuthorizationView },
			}),
		})
		.get('/:id/letters', ({ params, call }) => listLetters(deps, params.id, call), {
			requires: 'authorizations:read',
			params: AuthorizationParams,
			detail: documented({
				operationId: 'listLetters',
				summary: 'Read the guarantee letters as they went out, newest first',
				answers: { 200: z.array(LetterView) },
			}),
		})
		.post(
			'/:id/consumptions',
			({ params, body, call }) => consumeAuthorization(deps, params.id, body, call),
			{
				requires: 'authorizations:write',
				params: AuthorizationParams,
				body: ConsumeAuthorization,
				detail: documented({
					operationId: 'consumeAuthorization',
					summary: 'State what a claim uses; saying the same again changes nothing',
					answers: { 200: ConsumptionView, 201: ConsumptionView },
				}),
			},
		)
		.get('/:id/consumptions', ({ params, call }) => listConsumptions(deps, params.id, call), {
			requires: 'authorizations:read',
			params: AuthorizationParams,
			detail: documented({
				operationId: 'listConsumptions',
				summary: 'Read which claims use an authorization',
				answers: { 200: z.array(ConsumptionView) },
			}),
		});
