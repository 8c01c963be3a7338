import { z } from 'zod';
import { DecidedOutcome } from './events';
import { Amount, CalendarDate, Currency, Id, SignedAmount } from './primitives';

export const AdjustmentGroup = z.enum(['CO', 'PR', 'OA', 'PI']);

/** An amount that moved: who bears it, why (CARC), and the rule or step that moved it. */
export const Adjustment = z
	.strictObject({
		group: AdjustmentGroup,
		carc: z.string(),
		amount: SignedAmount,
		rule: z.string(),
		remarks: z.array(z.string()).optional(),
	})
	.meta({ id: 'DecisionAdjustment' });
export type Adjustment = z.infer<typeof Adjustment>;

const Reason = z.strictObject({ rule: z.string(), carc: z.string() });

const LineDecisionView = z
	.strictObject({
		number: z.int(),
		outcome: z.enum(['pay', 'deny', 'pend']),
		procedure_code: z.string(),
		service_date: CalendarDate,
		units: z.int(),
		benefit: z.string().nullable(),
		billed: Amount,
		allowed: Amount,
		paid: Amount,
		member_owes: Amount,
		adjustments: z.array(Adjustment),
		funding: z.record(z.string(), Amount),
		denial: Reason.nullable(),
		pends: z.array(Reason),
		warnings: z.array(Reason),
	})
	.meta({ id: 'LineDecision' });

/** A decision as it was made and stored; it is never edited, only undone by another. */
export const DecisionView = z
	.strictObject({
		id: Id,
		claim_id: Id,
		claim_number: z.string(),
		outcome: DecidedOutcome,
		currency: Currency,
		decided_at: z.iso.datetime(),
		member_id: Id.nullable(),
		family_id: Id.nullable(),
		provider_id: Id.nullable(),
		policy_id: Id.nullable(),
		plan_version_id: Id.nullable(),
		contract_id: Id.nullable(),
		engine_version: z.string(),
		reversed_by: Id.nullable(),
		totals: z.strictObject({
			billed: Amount,
			allowed: Amount,
			paid: Amount,
			member_owes: Amount,
			provider_writes_off: SignedAmount,
			other: SignedAmount,
		}),
		adjustments: z.array(Adjustment).describe('claim level'),
		lines: z.array(LineDecisionView),
		alerts: z.array(z.strictObject({ fund: z.string(), percent: z.int() })),
	})
	.meta({ id: 'Decision' });
export type DecisionView = z.infer<typeof DecisionView>;

const { claim_id: _, claim_number: __, reversed_by: ___, ...decided } = DecisionView.shape;

/** What a claim for care to come would be decided to. It moved nothing, and binds nobody: what is used until then counts. */
export const PredeterminationView = z
	.strictObject({
		...decided,
		submitter_claim_id: z.string().describe('the submitter’s own number'),
		as_of: CalendarDate.describe(
			'the day on which the claim would have come: today, or the last day of care',
		),
		decided_at: z.iso.datetime().describe('by the balances and history of this moment'),
	})
	.meta({ id: 'Predetermination' });
export type PredeterminationView = z.infer<typeof PredeterminationView>;

/** One step of a decision's trace: what a rule or a step of the money order saw and did. */
export const TraceEntry = z
	.looseObject({
		rule: z.string(),
		line: z.int().nullable(),
	})
	.meta({ id: 'TraceEntry' });
