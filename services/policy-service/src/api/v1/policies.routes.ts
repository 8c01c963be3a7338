import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PageQuery } from '@claims-askes/chassis/http/paging';
import { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { creditFund, listCredits } from '../../usecases/fund-credits';
import { importPolicies } from '../../usecases/import-policies';
import {
	createPolicy,
	endorsePolicy,
	getPolicies,
	getPolicy,
	listEndorsements,
	listPolicies,
} from '../../usecases/policies';
import {
	CreditFund,
	EndorsementView,
	EndorsePolicy,
	FundCreditView,
	IssuePolicy,
	PolicyIds,
	PolicyImportReport,
	PolicyList,
	PolicyParams,
	PolicyQuery,
	PolicyView,
} from './policies.schemas';

export const policiesRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/policies', tags: ['policies'] })
		.use(access)
		.post('', ({ body, call }) => createPolicy(deps, body, call), {
			requires: 'policies:write',
			body: IssuePolicy,
			detail: documented({
				operationId: 'issuePolicy',
				summary: 'Issue a policy to a group',
				answers: { 201: PolicyView },
			}),
		})
		.get('', ({ query, call }) => listPolicies(deps, query, call), {
			requires: 'policies:read',
			query: PolicyQuery,
			detail: documented({
				operationId: 'listPolicies',
				summary: 'List policies by number or group',
				answers: { 200: z.array(PolicyView) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getPolicies(deps, body.ids, call), {
			requires: 'policies:read',
			body: PolicyIds,
			detail: documented({
				operationId: 'getPolicies',
				summary: 'Read many policies with what was put into their funds',
				answers: { 200: z.array(PolicyFacts) },
			}),
		})
		.get('/:id', ({ params, call }) => getPolicy(deps, params.id, call), {
			requires: 'policies:read',
			params: PolicyParams,
			detail: documented({
				operationId: 'getPolicy',
				summary: 'Read one policy with its classes',
				answers: { 200: PolicyView },
			}),
		});

export const endorsementsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/policies/:id/endorsements', tags: ['policies'] })
		.use(access)
		.post('', ({ params, body, call }) => endorsePolicy(deps, params.id, body, call), {
			requires: 'policies:write',
			params: PolicyParams,
			body: EndorsePolicy,
			detail: documented({
				operationId: 'endorsePolicy',
				heedsIfMatch: true,
				summary: 'Change a policy from a day on',
				answers: { 201: PolicyView },
			}),
		})
		.get('', ({ params, query, call }) => listEndorsements(deps, params.id, query, call), {
			requires: 'policies:read',
			params: PolicyParams,
			query: PageQuery,
			detail: documented({
				operationId: 'listEndorsements',
				summary: 'List what was changed of a policy',
				answers: { 200: z.array(EndorsementView) },
			}),
		});

export const fundCreditsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/policies/:id/fund-credits', tags: ['funds'] })
		.use(access)
		.post('', ({ params, body, call }) => creditFund(deps, params.id, body, call), {
			requires: 'policies:write',
			params: PolicyParams,
			body: CreditFund,
			detail: documented({
				operationId: 'creditFund',
				summary: 'Put money into a fund of a policy',
				answers: { 201: FundCreditView },
			}),
		})
		.get('', ({ params, query, call }) => listCredits(deps, params.id, query, call), {
			requires: 'policies:read',
			params: PolicyParams,
			query: PageQuery,
			detail: documented({
				operationId: 'listFundCredits',
				summary: 'List what was put into the funds of a policy',
				answers: { 200: z.array(FundCreditView) },
			}),
		});

export const policyImportsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/policy-imports', tags: ['policies'] })
		.use(access)
		.post('', ({ body, call }) => importPolicies(deps, body.policies, call), {
			requires: 'policies:write',
			body: PolicyList,
			detail: documented({
				operationId: 'importPolicies',
				summary: 'Issue up to 1,000 policies with their groups, by number',
				description:
					'A list that comes again changes nothing, but that a known policy gets the classes that it lacks. Each policy has a result of its own.',
				answers: { 201: PolicyImportReport },
			}),
		});
