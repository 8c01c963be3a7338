import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { actOnMany } from '../../usecases/act-on-many';
import { actOnItem, type ReviewDesk } from '../../usecases/act-on-review-items';
import { askForAdjudication } from '../../usecases/ask-again';
import { overrideClaim } from '../../usecases/override-decision';
import { countReasons, getReviewItem, listReviewItems } from '../../usecases/read-review-items';
import { ClaimId } from './decisions.schemas';
import { actionOf } from './review-action-of';
import {
	AdjudicationRequest,
	AssignReviewItem,
	DenyReviewItem,
	JudgeProposal,
	OverrideClaim,
	ReleaseReviewItem,
	RequestDocuments,
	ReviewActions,
	ReviewCounts,
	ReviewCountsQuery,
	ReviewItemId,
	ReviewItemsQuery,
	ReviewItemView,
	ReviewResults,
	UpholdDecision,
} from './review-items.schemas';

export const reviewItemsRoutes = (desk: ReviewDesk) =>
	new Elysia({ prefix: '/api/v1/review-items', tags: ['review'] })
		.use(access)
		.get('', ({ query, call }) => listReviewItems(desk.platform, query, call), {
			requires: 'adjudication:read',
			query: ReviewItemsQuery,
			detail: documented({
				operationId: 'listReviewItems',
				summary: 'List the claims that wait for a person, the longest waiting or the largest first',
				answers: { 200: z.array(ReviewItemView) },
			}),
		})
		.get('/counts', ({ query, call }) => countReasons(desk.platform, query, call), {
			requires: 'adjudication:read',
			query: ReviewCountsQuery,
			detail: documented({
				operationId: 'countReviewItems',
				summary: 'Count the claims that wait for a person, by reason',
				answers: { 200: ReviewCounts },
			}),
		})
		.get('/:id', ({ params, call }) => getReviewItem(desk.platform, params.id, call), {
			requires: 'adjudication:read',
			params: ReviewItemId,
			detail: documented({
				operationId: 'getReviewItem',
				summary: 'Read one review item',
				answers: { 200: ReviewItemView },
			}),
		})
		.patch(
			'/:id',
			({ params, body, call }) => actOnItem(desk, params.id, { kind: 'assign', ...body }, call, 200),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: AssignReviewItem,
				detail: documented({
					operationId: 'assignReviewItem',
					heedsIfMatch: true,
					summary: 'Give a review item to a person, or back to everybody',
					answers: { 200: ReviewItemView },
				}),
			},
		)
		.post(
			'/:id/releases',
			({ params, body, call }) => actOnItem(desk, params.id, { kind: 'release', ...body }, call),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: ReleaseReviewItem,
				detail: documented({
					operationId: 'releaseReviewItem',
					heedsIfMatch: true,
					summary: 'Let every reason pass and have the claim decided again',
					description:
						'Takes a person of the authority that the item names. Above an amount (a setting, per currency) the item then waits for a second person: `awaiting_approval`.',
					answers: { 201: ReviewItemView },
				}),
			},
		)
		.post(
			'/:id/denials',
			({ params, body, call }) => actOnItem(desk, params.id, actionOf({ action: 'deny', ...body }), call),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: DenyReviewItem,
				detail: documented({
					operationId: 'denyReviewItem',
					heedsIfMatch: true,
					summary: 'Deny the claim that waits',
					answers: { 201: ReviewItemView },
				}),
			},
		)
		.post(
			'/:id/document-requests',
			({ params, body, call }) => actOnItem(desk, params.id, { kind: 'request-documents', ...body }, call),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: RequestDocuments,
				detail: documented({
					operationId: 'requestDocuments',
					heedsIfMatch: true,
					summary: 'Ask for the documents that are missing, until a day',
					description:
						'The item stays open; asked again, the last request counts. Takes the authority that a release takes. A document that is stored for the claim has it decided again.',
					answers: { 201: ReviewItemView },
				}),
			},
		)
		.post(
			'/:id/upholdings',
			({ params, body, call }) => actOnItem(desk, params.id, { kind: 'uphold', ...body }, call),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: UpholdDecision,
				detail: documented({
					operationId: 'upholdDecision',
					heedsIfMatch: true,
					summary: 'Answer an appeal: what was decided stays',
					description:
						'Nothing moves. An appeal is granted by an override of its claim, and ends once the claim is decided by it.',
					answers: { 201: ReviewItemView },
				}),
			},
		)
		.post(
			'/:id/approvals',
			({ params, body, call }) => actOnItem(desk, params.id, { kind: 'approve', ...body }, call),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: JudgeProposal,
				detail: documented({
					operationId: 'approveReviewItem',
					heedsIfMatch: true,
					summary: 'Agree, as a second person, to what another has proposed',
					answers: { 201: ReviewItemView },
				}),
			},
		)
		.post(
			'/:id/rejections',
			({ params, body, call }) => actOnItem(desk, params.id, { kind: 'reject', ...body }, call),
			{
				requires: 'adjudication:write',
				params: ReviewItemId,
				body: JudgeProposal,
				detail: documented({
					operationId: 'rejectReviewItem',
					heedsIfMatch: true,
					summary: 'Refuse what another has proposed: the item is open again',
					answers: { 201: ReviewItemView },
				}),
			},
		);

export const reviewActionsRoutes = (desk: ReviewDesk) =>
	new Elysia({ prefix: '/api/v1/review-actions', tags: ['review'] })
		.use(access)
		.post('', ({ body, call }) => actOnMany(desk, actionOf(body), body.on, call), {
			requires: 'adjudication:write',
			body: ReviewActions,
			detail: documented({
				operationId: 'actOnReviewItems',
				summary: 'Do the same with up to 1,000 review items at once',
				description: 'What is refused for one item is told beside it and holds up no other.',
				answers: { 201: ReviewResults },
			}),
		});

export const adjudicationsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/claims/:claim_id/adjudications', tags: ['review'] })
		.use(access)
		.post('', ({ params, call }) => askForAdjudication(platform, params.claim_id, call), {
			requires: 'adjudication:write',
			params: ClaimId,
			detail: documented({
				operationId: 'adjudicateAgain',
				summary: 'Have a pended claim decided again with the facts of now',
				answers: { 202: AdjudicationRequest },
			}),
		});

export const overridesRoutes = (desk: ReviewDesk) =>
	new Elysia({ prefix: '/api/v1/claims/:claim_id/overrides', tags: ['review'] })
		.use(access)
		.post('', ({ params, body, call }) => overrideClaim(desk, params.claim_id, body, call), {
			requires: 'adjudication:write',
			params: ClaimId,
			body: OverrideClaim,
			detail: documented({
				operationId: 'overrideClaim',
				summary: 'Decide otherwise than what denied a claim or priced it, also where it is decided and paid',
				description:
					"Lets pass what rules denied of it (or of the lines named), takes a person's denial back, and puts amounts in place of prices. The claim is then decided again: a reversal and a new decision take the old one's place. Takes the authority of the rules; above an amount it waits for a second person.",
				answers: { 201: ReviewItemView },
			}),
		});
