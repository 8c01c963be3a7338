import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PageQuery } from '@claims-askes/chassis/http/paging';
import { PlanDocument, PlanFacts, PlanVersion } from '@claims-askes/contracts/plan-document';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { createPlan, replaceDraft } from '../../usecases/draft-plan';
import { publishVersion } from '../../usecases/publish-plan';
import { getPlan, getPlans, getPlanVersion, getPlanVersions, listPlans } from '../../usecases/read-plans';
import {
	CreatePlan,
	PlanIds,
	PlanParams,
	PlanVersionIds,
	PlanView,
	PublishVersion,
	VersionParams,
} from './plans.schemas';

export const plansRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/plans', tags: ['plans'] })
		.use(access)
		.post('', ({ body, call }) => createPlan(deps, body, call), {
			requires: 'plans:write',
			body: CreatePlan,
			detail: documented({
				operationId: 'createPlan',
				summary: 'Create a plan, as a draft or published at once',
				answers: { 201: PlanView },
			}),
		})
		.get('', ({ query, call }) => listPlans(deps, query, call), {
			requires: 'plans:read',
			query: PageQuery,
			detail: documented({
				operationId: 'listPlans',
				summary: 'List plans by id',
				answers: { 200: z.array(PlanFacts) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getPlans(deps, body.ids, call), {
			requires: 'plans:read',
			body: PlanIds,
			detail: documented({
				operationId: 'getPlans',
				summary: 'Read many plans with the days on which their versions hold',
				answers: { 200: z.array(PlanFacts) },
			}),
		})
		.get('/:id', ({ params, call }) => getPlan(deps, params.id, call), {
			requires: 'plans:read',
			params: PlanParams,
			detail: documented({
				operationId: 'getPlan',
				summary: 'Read one plan with its draft',
				answers: { 200: PlanView },
			}),
		})
		.put('/:id/draft', ({ params, body, call }) => replaceDraft(deps, params.id, body, call), {
			requires: 'plans:write',
			params: PlanParams,
			body: PlanDocument,
			detail: documented({
				operationId: 'replaceDraft',
				heedsIfMatch: true,
				summary: 'Replace what is being written of a plan',
				answers: { 200: PlanView },
			}),
		})
		.post('/:id/versions', ({ params, body, call }) => publishVersion(deps, params.id, body, call), {
			requires: 'plans:write',
			params: PlanParams,
			body: PublishVersion,
			detail: documented({
				operationId: 'publishVersion',
				summary: 'Publish a version of a plan from a day on',
				description: 'The very same document from the same day answers 200 with the version that is there.',
				answers: { 200: PlanVersion, 201: PlanVersion },
			}),
		})
		.get('/:id/versions/:version', ({ params }) => getPlanVersion(deps, params.id, params.version), {
			requires: 'plans:read',
			params: VersionParams,
			detail: documented({
				operationId: 'getPlanVersion',
				summary: 'Read a published version, which never changes',
				answers: { 200: PlanVersion },
			}),
		});

export const planVersionsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/plan-versions', tags: ['plans'] })
		.use(access)
		.post('/batch-get', ({ body }) => getPlanVersions(deps, body.ids), {
			requires: 'plans:read',
			body: PlanVersionIds,
			detail: documented({
				operationId: 'getPlanVersions',
				summary: 'Read many published versions',
				answers: { 200: z.array(PlanVersion) },
			}),
		});
