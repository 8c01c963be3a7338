import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { ClaimUseCases } from '../../usecases';
import { ClaimCounts } from './claims.schemas';

export const claimCountsRoutes = (claims: ClaimUseCases) =>
	new Elysia({ prefix: '/api/v1/claim-counts', tags: ['claims'] })
		.use(access)
		.get('', ({ call }) => claims.counts(call), {
			requires: 'claims:read',
			detail: documented({
				operationId: 'countClaims',
				summary: 'Count the claims by where they stand',
				description:
					'Costs the same however many claims there are. Not for tokens limited to their own rows.',
				answers: { 200: ClaimCounts },
			}),
		});
