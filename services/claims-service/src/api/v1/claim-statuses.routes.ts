import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { ClaimUseCases } from '../../usecases';
import { ClaimStatuses } from './claims.schemas';

export const claimStatusesRoutes = (claims: ClaimUseCases) =>
	new Elysia({ prefix: '/api/v1/claim-statuses', tags: ['claims'] })
		.use(access)
		.get('', () => claims.statuses(), {
			requires: 'claims:read',
			detail: documented({
				operationId: 'listClaimStatuses',
				summary: 'The life of a claim: every status, and where it may go from there',
				answers: { 200: ClaimStatuses },
			}),
		});
