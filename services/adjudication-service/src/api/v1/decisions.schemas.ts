import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import { DecisionView } from '@claims-askes/contracts/decision';
import { CalendarDate, Currency, Id } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

export const DecisionId = z.object({ id: Id });
export const ClaimId = z.object({ claim_id: Id });

export const DecisionsWanted = z
	.union([
		z.strictObject({ ids: batchOf(Id) }),
		z.strictObject({ claim_ids: batchOf(Id).describe('the live decision of each of these claims') }),
	])
	.meta({ id: 'DecisionsWanted' });

const Written = z.string().regex(/^-?\d+(\.\d+)?$/);

export const ExplanationStep = z
	.strictObject({
		rule: z.string().describe('`R<n>`, a rule, or `S<n>`, a step of the money'),
		name: z.string().describe('The rule or step in words'),
		line: z.int().nullable().describe('null: the claim as a whole'),
		did: z
			.enum([
				'passed',
				'idle',
				'off',
				'warned',
				'pended',
				'denied',
				'rejected',
				'released',
				'cut',
				'paid',
				'moved',
			])
			.describe('What it did'),
		saw: z.record(z.string(), z.unknown()).nullable().describe('amounts in minor units'),
		carcs: z.array(z.string()).describe('Claim adjustment reason codes that it gave'),
		before: Written.nullable().describe('Amount in minor units before the step; null: it moves none'),
		after: Written.nullable().describe('Amount in minor units after the step'),
	})
	.meta({ id: 'ExplanationStep' });

export const EarlierDecisionView = z
	.strictObject({
		decision_id: Id.describe('Decision that stood'),
		decided_at: z.iso.datetime().describe('When it was decided'),
		outcome: DecisionView.shape.outcome.describe('What was decided'),
		totals: DecisionView.shape.totals.describe('Its sums over the lines'),
		undone_at: z.iso.datetime().describe('When it was undone'),
		why: z
			.array(
				z.strictObject({
					cause: z
						.string()
						.describe(
							'the event that was heard, as document.stored; requested; balance.freed; or what a person did with a review item, as review.released, review.denied or review.overridden',
						),
					subject: z.string().nullable().describe('the id of what changed, or of the review item'),
					from: CalendarDate.nullable().describe('the day from which the change holds'),
					requested_by: z.string().nullable().describe('Who asked for it, told to colleagues alone'),
					reason: z.string().nullable().describe('what the person said'),
				}),
			)
			.describe('several, where several changes were looked at together; empty where nobody remembers'),
		followed_by: Id.nullable().describe(
			'the decision that came next; null where nothing stands in its place',
		),
		changes: z
			.array(
				z.strictObject({
					line: z.int().nullable().describe('null: the claim as a whole'),
					what: z
						.string()
						.describe(
							'outcome, an amount by its name, denial or pends (their CARCs), or an adjustment as `<group>-<CARC>`',
						),
					before: z.string().nullable().describe('null: there was none'),
					after: z.string().nullable().describe('null: there is none any more'),
				}),
			)
			.describe('what the decision that came next says otherwise'),
	})
	.meta({ id: 'EarlierDecision', description: 'A decision that stood once' });

export const PersonsDenialView = z
	.strictObject({
		carc: z.string().describe('Claim adjustment reason code'),
		group: z.enum(['CO', 'PR', 'OA']).describe('Claim adjustment group code: who bears it'),
		remarks: z.array(z.string()).describe('Remittance advice remark codes'),
		denied_at: z.iso.datetime().describe('When it was denied'),
		denied_by: z.string().nullable().describe('told to colleagues alone'),
		reason: z.string().nullable().describe('what the person said, told to colleagues alone'),
	})
	.meta({ id: 'PersonsDenialTold' });

export const ExplanationView = z
	.strictObject({
		decision: DecisionView.describe('The decision that is explained'),
		persons_denial: PersonsDenialView.nullable().describe(
			'set where a person denied it: the steps are then the rules that had asked for one',
		),
		versions: z
			.strictObject({
				engine: z.string().describe('Version of the rules engine'),
				plan: z.string().describe('Version of the plan'),
				contracts: z.array(z.string()).describe('Contracts whose prices were used'),
				codes: z.string().describe('Releases of the code sets'),
			})
			.describe('What it was decided by'),
		steps: z.array(ExplanationStep).describe('in the order in which they ran'),
		movements: z
			.array(
				z.strictObject({
					key: z.string().describe('Balance that moved'),
					line: z.int().describe('Line that moved it'),
					amount: Written.describe('By how much: minor units, or a count'),
				}),
			)
			.describe('What it used of limits, pools, deductibles and funds'),
		balances: z
			.array(
				z.strictObject({
					key: z.string().describe('Balance that was looked at'),
					used: Written.describe('What had been used: minor units, or a count'),
				}),
			)
			.describe('what had been used before, of each balance that the claim looked at or moved'),
		earlier: z
			.array(EarlierDecisionView)
			.describe('what stood before, the oldest first; at most the latest 50'),
	})
	.meta({ id: 'Explanation', description: 'How a decision came about, so that a person can retell it' });

export const RuleView = z
	.strictObject({
		id: z.string().describe('As `R31`'),
		number: z.int().describe('Place in the order of the rules'),
		name: z.string().describe('The rule in words'),
		citation: z.string().describe('Where the rule is written down'),
		carcs: z.array(z.string()).describe('Claim adjustment reason codes that it gives'),
		group: z.enum(['CO', 'PR', 'OA', 'PI']).describe('Claim adjustment group code that it gives'),
		effect: z.enum(['reject', 'deny', 'pend']).describe('unless a plan has switched it'),
		authority: z.int().nullable().describe('the level of the person who may decide otherwise'),
	})
	.meta({ id: 'Rule' });

export const AccumulatorsQuery = PageQuery.extend({
	member_id: Id.optional().describe('What this member has used'),
	family_id: Id.optional().describe('What this family has used together'),
	group_id: Id.optional().describe('What the members of this group have used together'),
	policy_id: Id.optional().describe('What was drawn on the funds of this policy'),
	authorization_id: Id.optional().describe('What was used of this authorization'),
}).refine(
	({ cursor: _, limit: __, ...owners }) => Object.values(owners).some((owner) => owner !== undefined),
	{ message: 'name at least one whose balances are wanted' },
);

export const AccumulatorView = z
	.strictObject({
		key: z.string().describe('Identifier of the balance'),
		owner: z.string().describe('Whose balance it is: a member, family, group, policy or authorization'),
		currency: Currency.describe('Currency of an amount, ISO 4217'),
		unit: z.enum(['amount', 'count']).describe('Whether money is used or a number of visits, days or units'),
		used: Written.describe('What has been used: a decimal amount, or a count'),
	})
	.meta({
		id: 'Accumulator',
		description: 'What is used of a limit, pool, deductible, authorization or fund',
	});
