import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { claimDetail } from '../../views/claim-detail';
import { home } from '../../views/home';
import { ClaimDetail, ClaimId, Home } from './mobile.schemas';

export const mobileRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1', tags: ['mobile'] })
		.use(access)
		.get('/home', ({ call }) => home(platform, call), {
			requires: 'claims:read',
			detail: documented({
				operationId: 'getHome',
				summary: 'Who is signed in, whether they are covered, and their newest claims',
				answers: { 200: Home },
			}),
		})
		.get('/claims/:id', ({ params, call }) => claimDetail(platform, params.id, call), {
			requires: 'claims:read',
			params: ClaimId,
			detail: documented({
				operationId: 'getMobileClaim',
				summary: 'What a claim asked for and who pays what',
				answers: { 200: ClaimDetail },
			}),
		});
