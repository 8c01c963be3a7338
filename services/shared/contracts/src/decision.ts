import { z } from 'zod';
import { DecidedOutcome } from './events';
import { Amount, CalendarDate, Currency, Id, SignedAmount } from './primitives';

export const AdjustmentGroup = z.enum(['CO', 'PR', 'OA', 'PI']);

/** An amount that moved: who bears it, why (CARC), and the rule or step that moved it. */
export const Adjustment = z
	.strictObject({
		group: AdjustmentGroup.describe('Claim adjustment group code: who bears it'),
		carc: z.string().describe('Claim adjustment reason code'),
		amount: SignedAmount.describe('What is taken off; negative adds'),
		rule: z.string().describe('Rule (`R<n>`) or step of the money (`S<n>`) that moved it'),
		remarks: z.array(z.string()).optional().describe('Remittance advice remark codes'),
	})
	.meta({ id: 'DecisionAdjustment', description: 'An amount that moved: who bears it and why' });
export type Adjustment = z.infer<typeof Adjustment>;

const Reason = z.strictObject({
	rule: z.string().describe('Rule that found it, as `R31`'),
	carc: z.string().describe('Claim adjustment reason code'),
});

const LineDecisionView = z
	.strictObject({
		number: z.int().describe('Line of the claim'),
		outcome: z
			.enum(['pay', 'deny', 'pend'])
			.describe('Whether the line is paid, denied or waits for a person'),
		procedure_code: z.string().describe('Procedure code, else the revenue code'),
		service_date: CalendarDate.describe('First date of service'),
		units: z.int().describe('Units of service; one that was begun counts'),
		benefit: z.string().nullable().describe('Benefit of the plan that covers it; null: none'),
		billed: Amount.describe('Charge'),
		allowed: Amount.describe('Allowed amount'),
		paid: Amount.describe('What the plan pays'),
		member_owes: Amount.describe(
			'What the member owes: deductible, copay, coinsurance and what is not covered',
		),
		adjustments: z.array(Adjustment).describe('From what was billed to what is paid'),
		funding: z.record(z.string(), Amount).describe('What each source of money bears of what is paid'),
		denial: Reason.nullable().describe('Why the line is denied; null: it is not'),
		pends: z.array(Reason).describe('Why the line waits for a person'),
		warnings: z.array(Reason).describe('What was noticed and does not stand in the way'),
	})
	.meta({ id: 'LineDecision', description: 'What was decided of one line' });

/** A decision as it was made and stored; it is never edited, only undone by another. */
export const DecisionView = z
	.strictObject({
		id: Id.describe('Identifier of the decision'),
		claim_id: Id.describe('Claim that was decided'),
		claim_number: z.string().describe('Number of the claim'),
		outcome: DecidedOutcome.describe('What was decided of the claim as a whole'),
		currency: Currency.describe('Currency of every amount, ISO 4217'),
		decided_at: z.iso.datetime().describe('When it was decided'),
		member_id: Id.nullable().describe('Member that received the care; null: not known here'),
		family_id: Id.nullable().describe('Family of the member'),
		provider_id: Id.nullable().describe('Provider that bills; null: not known here'),
		policy_id: Id.nullable().describe('Policy that covered the care'),
		plan_version_id: Id.nullable().describe('Version of the plan that it was decided by'),
		contract_id: Id.nullable().describe('Contract whose prices were used; null: none'),
		engine_version: z.string().describe('Version of the rules engine'),
		reversed_by: Id.nullable().describe('Decision that undid it; null: it stands'),
		totals: z
			.strictObject({
				billed: Amount.describe('Total charge'),
				allowed: Amount.describe('Total allowed amount'),
				paid: Amount.describe('Total that the plan pays'),
				member_owes: Amount.describe('Total that the member owes'),
				provider_writes_off: SignedAmount.describe('Contractual and other write-offs of the provider (CO)'),
				other: SignedAmount.describe('Adjustments that neither member nor provider bears (OA, PI)'),
			})
			.describe('Sums over the lines'),
		adjustments: z.array(Adjustment).describe('claim level'),
		lines: z.array(LineDecisionView).describe('What was decided line by line'),
		alerts: z
			.array(
				z.strictObject({
					fund: z.string().describe('Fund of the policy'),
					percent: z.int().describe('Percentage of the fund that is used'),
				}),
			)
			.describe('Shares of funds that this claim crossed'),
	})
	.meta({
		id: 'Decision',
		description: 'A decision as it was made; it is never edited, only undone by another',
	});
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
	.meta({
		id: 'Predetermination',
		description: 'What a claim for care to come would be decided to; it moved nothing',
	});
export type PredeterminationView = z.infer<typeof PredeterminationView>;

/** One step of a decision's trace: what a rule or a step of the money order saw and did. */
export const TraceEntry = z
	.looseObject({
		rule: z.string(),
		line: z.int().nullable(),
	})
	.meta({ id: 'TraceEntry' });
