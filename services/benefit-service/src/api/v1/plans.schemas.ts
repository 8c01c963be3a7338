import { batchOf } from '@claims-askes/chassis/http/paging';
import { Finding } from '@claims-askes/contracts/finding';
import {
	Benefit,
	CostShare,
	Limit,
	PlanDocument,
	PlanFacts,
	Pool,
} from '@claims-askes/contracts/plan-document';
import { CalendarDate, Currency, Id, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

const PlanId = text(60);

export const PlanView = PlanFacts.extend({
	draft: PlanDocument.nullable().describe('what is being written and is not published yet'),
}).meta({ id: 'Plan' });

export const CreatePlan = z
	.strictObject({
		document: PlanDocument,
		effective_from: CalendarDate.optional().describe('published at once from this day on; else a draft'),
	})
	.meta({ id: 'CreatePlan' });

export const PublishVersion = z
	.strictObject({
		document: PlanDocument.optional().describe('without it the draft is published'),
		effective_from: CalendarDate,
	})
	.meta({ id: 'PublishVersion' });

export const PlanParams = z.strictObject({ id: PlanId });
export const VersionParams = z.strictObject({
	id: PlanId,
	version: z.coerce
		.number()
		.int()
		.positive()
		.max(1e9)
		.describe('The number of the published version, from 1'),
});

export const PlanIds = z.strictObject({ ids: batchOf(PlanId) }).meta({ id: 'PlanIds' });
export const PlanVersionIds = z.strictObject({ ids: batchOf(Id) }).meta({ id: 'PlanVersionIds' });

export const ValidatePlan = z
	.strictObject({ document: z.record(z.string(), z.unknown()) })
	.meta({ id: 'ValidatePlan', description: 'Any document: what it lacks to be a plan is told by path' });

export const PlanValidation = z
	.strictObject({ is_valid: z.boolean(), findings: z.array(Finding) })
	.meta({ id: 'PlanValidation' });

export const AskForBenefit = z
	.strictObject({
		plan_id: PlanId,
		date: CalendarDate,
		code: text(60).optional().describe('without it: what holds for every benefit'),
	})
	.meta({ id: 'AskForBenefit' });

export const BenefitInquiry = z
	.strictObject({
		plan_id: PlanId,
		plan_version: z.string(),
		product: PlanFacts.shape.product,
		service_types: z.array(z.string()).describe('X12 code list 1365: what the plan is asked about by'),
		date: CalendarDate,
		code: z.string().nullable(),
		currency: Currency,
		benefit: z.string().nullable(),
		is_named: z.boolean().describe('the plan names the code; else its default benefit takes it, or none'),
		is_covered: z.boolean(),
		reason: z.enum(['not_a_benefit', 'not_covered', 'excluded', 'non_medical']).nullable(),
		limits: z.array(Limit),
		pools: z.array(Pool),
		cost_share: z.strictObject({ in: CostShare, out: CostShare }),
		needs_authorization: z.boolean(),
		waiting_days: z.int(),
		age: Benefit.shape.age.unwrap().nullable(),
		sex: Benefit.shape.sex.unwrap().nullable(),
	})
	.meta({ id: 'BenefitInquiry' });
