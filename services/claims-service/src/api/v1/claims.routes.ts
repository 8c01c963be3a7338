import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { ClaimUseCases } from '../../usecases';
import { Appeal, AppealClaim, Appeals } from './appeals.schemas';
import {
	ClaimDetail,
	ClaimDetails,
	ClaimHistory,
	ClaimIds,
	ClaimList,
	ClaimQuery,
	ClaimReference,
	ClaimSubmissions,
	ClaimView,
	SubmitClaim,
	VoidClaim,
} from './claims.schemas';

export const claimsRoutes = (claims: ClaimUseCases) =>
	new Elysia({ prefix: '/api/v1/claims', tags: ['claims'] })
		.use(access)
		.post('', ({ body, call }) => claims.submit(body, call), {
			requires: 'claims:write',
			body: SubmitClaim,
			detail: documented({
				operationId: 'submitClaim',
				summary: 'Submit a claim for adjudication',
				description:
					'CLAIM_REJECTED lists every reason why the claim can never be processed. Frequency code 7 replaces and 8 voids the claim that `original_claim_number` names. A token that is limited to a member, provider or group brings in its own claims alone: CLAIM_OF_OTHERS.',
				answers: { 201: ClaimView },
			}),
		})
		.get('', ({ query, call }) => claims.list(query, call), {
			requires: 'claims:read',
			query: ClaimQuery,
			detail: documented({
				operationId: 'listClaims',
				summary: 'List claims, newest first',
				answers: { 200: ClaimList },
			}),
		})
		.post('/batch-get', ({ body, call }) => claims.findMany(body.ids, call), {
			requires: 'claims:read',
			body: ClaimIds,
			detail: documented({
				operationId: 'getClaims',
				summary: 'Read up to 1,000 claims with their content, in no particular order',
				answers: { 200: ClaimDetails },
			}),
		})
		.post('/submissions/batch-get', ({ body, call }) => claims.submissions(body.ids, call), {
			requires: 'claims:read',
			body: ClaimIds,
			detail: documented({
				operationId: 'getSubmissions',
				summary: 'Read up to 1,000 claims as they were submitted, in no particular order',
				description:
					'Without where they stand: it costs a fraction of reading the claims with their content.',
				answers: { 200: ClaimSubmissions },
			}),
		})
		.get('/:id', ({ params, call }) => claims.find(params.id, call), {
			requires: 'claims:read',
			params: ClaimReference,
			detail: documented({
				operationId: 'getClaim',
				summary: 'Read one claim with its content, by id or claim number',
				answers: { 200: ClaimDetail },
			}),
		})
		.get('/:id/history', ({ params, call }) => claims.history(params.id, call), {
			requires: 'claims:read',
			params: ClaimReference,
			detail: documented({
				operationId: 'getClaimHistory',
				summary: 'Read every move of a claim, in order',
				answers: { 200: ClaimHistory },
			}),
		})
		.post('/:id/voids', ({ params, body, call }) => claims.void(params.id, body.reason, call), {
			requires: 'claims:write',
			params: ClaimReference,
			body: VoidClaim,
			detail: documented({
				operationId: 'voidClaim',
				heedsIfMatch: true,
				summary: 'Cancel a claim and undo what it moved',
				answers: { 201: ClaimView },
			}),
		})
		.post('/:id/appeals', ({ params, body, call }) => claims.appeal(params.id, body.reason, call), {
			requires: 'claims:write',
			params: ClaimReference,
			body: AppealClaim,
			detail: documented({
				operationId: 'appealClaim',
				heedsIfMatch: true,
				summary: 'Ask a person to look again at what was decided',
				description:
					'For claims that were denied, approved in part, or paid. What was decided stands, and is paid, until the appeal is answered. CLAIM_ILLEGAL_MOVE elsewhere; APPEAL_WAITS while an earlier one is not answered.',
				answers: { 201: Appeal },
			}),
		})
		.get('/:id/appeals', ({ params, call }) => claims.appeals(params.id, call), {
			requires: 'claims:read',
			params: ClaimReference,
			detail: documented({
				operationId: 'listAppeals',
				summary: 'Read the appeals of a claim and what became of them, the oldest first',
				answers: { 200: Appeals },
			}),
		});
