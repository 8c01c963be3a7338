import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';
import { inquireBenefit } from '../../usecases/inquire-benefit';
import { validatePlan } from '../../usecases/validate-plan';
import { AskForBenefit, BenefitInquiry, PlanValidation, ValidatePlan } from './plans.schemas';

export const inquiriesRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1', tags: ['inquiries'] })
		.use(access)
		.post('/plan-validations', ({ body }) => validatePlan(deps, body.document), {
			requires: 'plans:read',
			body: ValidatePlan,
			detail: documented({
				operationId: 'validatePlan',
				summary: 'Tell what keeps a document from being published; nothing is stored',
				answers: { 200: PlanValidation },
			}),
		})
		.post('/benefit-inquiries', ({ body }) => inquireBenefit(deps, body), {
			requires: 'plans:read',
			body: AskForBenefit,
			detail: documented({
				operationId: 'inquireBenefit',
				summary: 'Tell what a plan says of a code on a date, or of care in general',
				answers: { 200: BenefitInquiry },
			}),
		});
