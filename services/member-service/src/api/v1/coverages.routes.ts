import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { MemberFacts } from '@claims-askes/contracts/coverage-facts';
import { Elysia } from 'elysia';
import { addCoverage, endCoverage, withdrawCoverage } from '../../usecases/change-member';
import type { Deps } from '../../usecases/deps';
import { CoverageParams, EndCoverage, MemberParams, NewCoverage } from './members.schemas';

export const coveragesRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/members/:id/coverages', tags: ['members'] })
		.use(access)
		.post('', ({ params, body, call }) => addCoverage(deps, params.id, body, call), {
			requires: 'members:write',
			params: MemberParams,
			body: NewCoverage,
			detail: documented({
				operationId: 'addCoverage',
				heedsIfMatch: true,
				summary: 'Cover a member under a plan from a date',
				answers: { 201: MemberFacts },
			}),
		})
		.patch(
			'/:coverage_id',
			({ params, body, call }) => endCoverage(deps, params.id, params.coverage_id, body.to, call),
			{
				requires: 'members:write',
				params: CoverageParams,
				body: EndCoverage,
				detail: documented({
					operationId: 'endCoverage',
					heedsIfMatch: true,
					summary: 'Set the last day of a coverage',
					answers: { 200: MemberFacts },
				}),
			},
		)
		.delete(
			'/:coverage_id',
			({ params, call }) => withdrawCoverage(deps, params.id, params.coverage_id, call),
			{
				requires: 'members:write',
				params: CoverageParams,
				detail: documented({
					operationId: 'withdrawCoverage',
					heedsIfMatch: true,
					summary: 'Take back a coverage that should never have been there',
					answers: { 200: MemberFacts },
				}),
			},
		);
