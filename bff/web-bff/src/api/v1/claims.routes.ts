import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { claimPage } from '../../views/claim-page';
import { explanation } from '../../views/explanation';
import { ClaimPage, ClaimReference, Explanation } from './views.schemas';

export const claimsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/claims', tags: ['claims'] })
		.use(access)
		.get('/:id', ({ params, call }) => claimPage(platform, params.id, call), {
			requires: 'claims:read',
			params: ClaimReference,
			detail: documented({
				operationId: 'getClaimPage',
				summary: 'Read a claim with its history, decision, statement and documents',
				answers: { 200: ClaimPage },
			}),
		})
		.get('/:id/explanation', ({ params, call }) => explanation(platform, params.id, call), {
			requires: 'adjudication:read',
			params: ClaimReference,
			detail: documented({
				operationId: 'getClaimExplanation',
				summary: 'Read why a claim was decided as it was, rule by rule',
				answers: { 200: Explanation },
			}),
		});
