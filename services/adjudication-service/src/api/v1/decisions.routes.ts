import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import { DecisionView } from '@claims-askes/contracts/decision';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { explainDecision } from '../../usecases/explain-decision';
import { listAccumulators } from '../../usecases/read-accumulators';
import { getDecision, getDecisions, getLiveDecision } from '../../usecases/read-decisions';
import { listEarlierDecisions } from '../../usecases/read-earlier-decisions';
import { listRules } from '../../usecases/read-rules';
import {
	AccumulatorsQuery,
	AccumulatorView,
	ClaimId,
	DecisionId,
	DecisionsWanted,
	EarlierDecisionView,
	ExplanationView,
	RuleView,
} from './decisions.schemas';

export const decisionsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/decisions', tags: ['decisions'] })
		.use(access)
		.post(
			'/batch-get',
			({ body, call }) => getDecisions(platform, 'ids' in body ? body : { claimIds: body.claim_ids }, call),
			{
				requires: 'adjudication:read',
				body: DecisionsWanted,
				detail: documented({
					operationId: 'getDecisions',
					summary: 'Read up to 1,000 decisions, by their ids or those of their claims',
					answers: { 200: z.array(DecisionView) },
				}),
			},
		)
		.get('/:id', ({ params, call }) => getDecision(platform, params.id, call), {
			requires: 'adjudication:read',
			params: DecisionId,
			detail: documented({
				operationId: 'getDecision',
				summary: 'Read one decision, undone or not',
				answers: { 200: DecisionView },
			}),
		});

export const claimDecisionsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/claims/:claim_id', tags: ['decisions'] })
		.use(access)
		.get('/decision', ({ params, call }) => getLiveDecision(platform, params.claim_id, call), {
			requires: 'adjudication:read',
			params: ClaimId,
			detail: documented({
				operationId: 'getClaimDecision',
				summary: 'Read the decision of a claim that stands now',
				answers: { 200: DecisionView },
			}),
		})
		.get('/earlier-decisions', ({ params, call }) => listEarlierDecisions(platform, params.claim_id, call), {
			requires: 'adjudication:read',
			params: ClaimId,
			detail: documented({
				operationId: 'listEarlierDecisions',
				summary: 'List what was decided of a claim before, when and why it was undone, and what changed',
				answers: { 200: z.array(EarlierDecisionView) },
			}),
		})
		.get('/explanation', ({ params, call }) => explainDecision(platform, params.claim_id, call), {
			requires: 'adjudication:read',
			params: ClaimId,
			detail: documented({
				operationId: 'explainClaim',
				summary: 'Tell how the decision of a claim came about, rule by rule',
				answers: { 200: ExplanationView },
			}),
		});

export const rulesRoutes = () =>
	new Elysia({ prefix: '/api/v1/rules', tags: ['rules'] }).use(access).get('', () => listRules(), {
		requires: 'adjudication:read',
		detail: documented({
			operationId: 'listRules',
			summary: 'List the rules in the order in which they run',
			answers: { 200: z.array(RuleView) },
		}),
	});

export const accumulatorsRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/accumulators', tags: ['accumulators'] })
		.use(access)
		.get('', ({ query, call }) => listAccumulators(platform, query, call), {
			requires: 'adjudication:read',
			query: AccumulatorsQuery,
			detail: documented({
				operationId: 'listAccumulators',
				summary: 'List what a member, family, group, policy or authorization has used',
				answers: { 200: z.array(AccumulatorView) },
			}),
		});
