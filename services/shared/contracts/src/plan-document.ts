import { maySwitch } from '@claims-askes/kernel/plan-terms';
import { z } from 'zod';
import { Amount, CalendarDate, Channel, Currency, Id, Percent, Slug, text } from './primitives';

const Code = text(60);
/** As `askes codes load` names them. */
const CodeSetName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/);
const Days = z.int().min(0).max(36_600);
/** In completed years. */
const Age = z.int().min(0).max(200);

/** Deductible, copay and coinsurance of one network; keys that a benefit leaves out are the plan's. */
export const CostShare = z
	.strictObject({
		deductible: z.strictObject({ member: Amount.optional(), family: Amount.optional() }).optional(),
		copay: z.strictObject({ amount: Amount, per: z.enum(['line', 'visit', 'day']) }).optional(),
		coinsurance: Percent.optional().describe("the member's share"),
		order: z
			.array(z.enum(['deductible', 'copay', 'coinsurance']))
			.max(3)
			.optional(),
	})
	.meta({ id: 'CostShare' });
export type CostShare = z.infer<typeof CostShare>;

const Networks = z
	.strictObject({ in: CostShare, out: CostShare.optional() })
	.meta({ id: 'CostShareByNetwork' });

export const Limit = z
	.strictObject({
		id: Code,
		per: z.enum(['line', 'unit', 'day', 'visit', 'case', 'year', 'two_years', 'lifetime']),
		amount: Amount.optional(),
		count: z.int().min(0).max(1_000_000).optional(),
		unit: z.enum(['unit', 'day', 'visit', 'service']).optional(),
		scope: z.enum(['member', 'family', 'group']).optional(),
		parts: z
			.array(z.tuple([Code, Percent]))
			.max(20)
			.optional(),
		part: Code.optional(),
	})
	.meta({ id: 'Limit', description: 'An inner limit; the same id in another benefit shares it' });
export type Limit = z.infer<typeof Limit>;

const RequiredDocument = z.strictObject({
	document: Code,
	channel: Channel.optional(),
	over: Amount.optional(),
});

export const Benefit = z
	.strictObject({
		covered: z.boolean().optional(),
		category: Code.optional(),
		per_day: z.boolean().optional(),
		surgery: z.union([z.boolean(), Code]).optional(),
		settings: z.array(Code).optional(),
		specialty: z.union([Code, z.array(Code)]).optional(),
		age: z.tuple([Age.nullable(), Age.nullable()]).optional().describe('both inclusive; null is open'),
		sex: z.enum(['F', 'M']).optional(),
		waiting_days: Days.optional(),
		window: z.strictObject({ pre: Days.optional(), post: Days.optional() }).optional(),
		frequency: z
			.union([z.strictObject({ days: Days }), z.strictObject({ months: z.int().min(0).max(1_200) })])
			.optional(),
		authorization: z.boolean().optional(),
		documents: z.array(RequiredDocument).optional(),
		cost_share: Networks.partial().optional(),
		settlement: Percent.optional(),
		daily_cash: Amount.optional(),
		limits: z.array(Limit).max(100).optional(),
	})
	.meta({ id: 'Benefit' });
export type Benefit = z.infer<typeof Benefit>;

export const Pool = z
	.strictObject({
		id: Code,
		scope: z.enum(['member', 'family', 'group']),
		per: z.enum(['year', 'lifetime']),
		amount: Amount,
		benefits: z.array(Code).optional(),
	})
	.meta({ id: 'Pool' });

const OutOfPocket = z.strictObject({ member: Amount.optional(), family: Amount.optional() });

const EFFECTS = ['deny', 'pend', 'warn', 'off'] as const;

/** Rules switched away from their own effect, by number: which may be, and in which way. */
export const SwitchedRules = z
	.strictObject(
		Object.fromEntries(
			Array.from({ length: 31 }, (_, at) => at + 1).flatMap((rule) => {
				const effects = EFFECTS.filter((effect) => maySwitch(rule, effect));
				return effects.length > 0 ? [[String(rule), z.enum(effects).optional()] as const] : [];
			}),
		),
	)
	.meta({ id: 'SwitchedRules' });
export type SwitchedRules = z.infer<typeof SwitchedRules>;

/**
 * A plan as a versioned document (ADJUDICATION 4): no code, amounts as decimal strings in the plan's currency. The
 * engine's settings of CASE.md in words that a product manager can write.
 */
export const PlanDocument = z
	.strictObject({
		id: Code,
		name: text(200),
		currency: Currency,
		product: Slug.optional().describe(
			'what the plan insures: a member has one plan of a product on a day, and plans of several products together; ' +
				'all plans that name none are of one product',
		),
		service_types: z
			.array(z.string().regex(/^[0-9A-Z]{1,2}$/))
			.max(99)
			.optional()
			.describe(
				'X12 code list 1365: what somebody asks about who means this plan, such as 35 for dental care',
			),
		year_start: z
			.string()
			.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
			.optional(),
		benefits: z.record(Code, Benefit),
		benefit_of: z.record(Code, Code).optional().describe('the benefit under which a code falls'),
		default_benefit: Code.optional().describe('the benefit of a code that benefit_of does not name'),
		cost_share: Networks.optional(),
		oop: z.strictObject({ in: OutOfPocket.optional(), out: OutOfPocket.optional() }).optional(),
		pools: z.array(Pool).max(1_000).optional(),
		cob: z.enum(['standard', 'non_duplication', 'lowest_of_three']).optional(),
		room: z
			.strictObject({
				entitled_class: Code.optional(),
				entitled_rate: Amount.optional(),
				method: z.enum(['none', 'proration']).optional(),
				fixed: z.array(Code).optional(),
			})
			.optional(),
		filing_days: Days.optional(),
		newborn_days: Days.optional(),
		child_max_age: Age.optional(),
		child_max_age_student: Age.optional(),
		waiting: z.strictObject({ general_days: Days.optional(), pre_existing_days: Days.optional() }).optional(),
		recovery_days: Days.optional(),
		recovery_deny: z.boolean().optional(),
		settlement: Percent.optional(),
		exclusions: z
			.strictObject({
				diagnoses: z.array(Code).optional(),
				codes: z.array(Code).optional(),
				causes: z.array(Code).optional(),
			})
			.optional(),
		non_medical: z.array(Code).optional(),
		channels: z.array(Channel).optional(),
		documents: z.array(RequiredDocument).optional(),
		audit: z
			.strictObject({
				claim_over: Amount.optional(),
				surgeries_per_day: z.int().min(0).max(1_000).optional(),
			})
			.optional(),
		out_of_network: z
			.union([
				z.strictObject({ basis: z.literal('percent'), percent: Percent }),
				z.strictObject({ basis: z.literal('reference'), prices: z.record(Code, Amount) }),
			])
			.optional(),
		rules: SwitchedRules.optional(),
		code_sets: z
			.array(CodeSetName)
			.max(20)
			.optional()
			.describe('the code sets by which claims are judged; without it those of the payer'),
	})
	.meta({ id: 'PlanDocument' });
export type PlanDocument = z.infer<typeof PlanDocument>;

/** A published version: it never changes, so whoever has read it may keep it for ever. */
export const PlanVersion = z
	.strictObject({
		id: Id,
		plan_id: Code,
		version: z.string(),
		effective_from: CalendarDate,
		document: PlanDocument,
	})
	.meta({ id: 'PlanVersion' });
export type PlanVersion = z.infer<typeof PlanVersion>;

/** The days on which a version holds: from its own first day until a later one takes over, which may still be published. */
export const PlanVersionSpan = z
	.strictObject({
		id: Id,
		plan_id: Code,
		version: z.string(),
		effective_from: CalendarDate,
		effective_to: CalendarDate.nullable(),
	})
	.meta({ id: 'PlanVersionSpan' });
export type PlanVersionSpan = z.infer<typeof PlanVersionSpan>;

/** A plan with the versions that hold on any day; those that were taken over whole are told apart. */
export const PlanFacts = z
	.strictObject({
		id: Code,
		name: text(200),
		currency: Currency,
		product: Slug.nullable().describe('of all its versions'),
		versions: z.array(PlanVersionSpan),
		superseded: z
			.array(Id)
			.describe('published versions that hold on no day any more: claims may have been decided by them'),
	})
	.meta({ id: 'PlanFacts' });
export type PlanFacts = z.infer<typeof PlanFacts>;
