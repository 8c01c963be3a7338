import { PlanDocument, SwitchedRules } from '@claims-askes/contracts/plan-document';
import { Amount, Currency, Id, Instant } from '@claims-askes/contracts/primitives';
import { ContractTerms } from '@claims-askes/contracts/provider-facts';
import { z } from 'zod';

const Only = z
	.strictObject({
		group_id: Id.optional().describe('Only claims of members of this group'),
		provider_id: Id.optional().describe('Only claims billed by this provider'),
		policy_id: Id.optional().describe('Only claims decided under this policy'),
	})
	.describe('which claims are decided again; all others stand as they do');

export const SimulationRequest = z
	.strictObject({
		from: Instant.describe('when the first decision was made'),
		to: Instant.describe('not included'),
		change: z
			.strictObject({
				plan: PlanDocument.optional().describe('in the place of every version of the plan with its id'),
				contract: z
					.strictObject({
						provider_id: Id,
						contract_id: Id.optional().describe(
							'in whose place the terms stand; without it they go before those that the provider has',
						),
						terms: ContractTerms,
					})
					.optional(),
				rules: SwitchedRules.optional().describe('rules switched in every plan'),
			})
			.default({})
			.describe('what would be otherwise; without any of it everything has to come out as it stands'),
		only: Only.default({}),
	})
	.meta({ id: 'SimulationRequest' });

export const SimulationId = z.strictObject({ id: Id });

const Outcome = z.enum(['approved', 'partially_approved', 'denied', 'pended']);

const Sums = z
	.strictObject({
		billed: Amount.describe('Total charge'),
		allowed: Amount.describe('Total allowed amount'),
		paid: Amount.describe('Total that the plan pays'),
		member_owes: Amount.describe('Total that the members owe'),
	})
	.meta({ id: 'SimulatedSums' });

const Difference = z.string().regex(/^-?\d+(\.\d+)?$/);

const TALLY = {
	currency: Currency.describe('Currency of the amounts, ISO 4217'),
	claims: z.int().describe('Claims that were decided again'),
	changed: z.int().describe('claims with other amounts, or another outcome'),
	before: Sums.describe('As it was decided'),
	after: Sums.describe('As it would have been decided'),
	paid_difference: Difference.describe('What the plan would have paid more; less is negative'),
};

const Mover = z
	.strictObject({
		id: z.string().nullable().describe('The group or provider, or the name of the benefit; null: none'),
		...TALLY,
	})
	.meta({ id: 'SimulationMover', description: 'A group, provider or benefit of which more or less is paid' });

const Counts = z.strictObject({
	approved: z.int().describe('Claims approved in full'),
	partially_approved: z.int().describe('Claims approved in part'),
	denied: z.int().describe('Claims denied'),
	pended: z.int().describe('Claims that wait for a person'),
});

const ClaimSide = z.strictObject({
	outcome: Outcome.describe('What was decided of the claim'),
	...Sums.shape,
});

const SimulationResult = z
	.strictObject({
		totals: z
			.array(
				z.strictObject({
					...TALLY,
					under_changed_terms: z.int().describe('claims that were decided by what was changed'),
					outcomes: z
						.strictObject({
							before: Counts.describe('As it was decided'),
							after: Counts.describe('As it would have been decided'),
						})
						.describe('Claims by outcome'),
					outcome_changes: z
						.array(
							z.strictObject({
								from: Outcome.describe('Outcome as it was decided'),
								to: Outcome.describe('Outcome as it would have been decided'),
								claims: z.int().describe('How many claims'),
							}),
						)
						.describe('How many claims went from one outcome to another'),
				}),
			)
			.describe('What it came to, per currency'),
		movers: z
			.strictObject({
				groups: z.array(Mover).describe('Groups'),
				providers: z.array(Mover).describe('Providers'),
				benefits: z.array(Mover).describe('Benefits'),
				claims: z
					.array(
						z.strictObject({
							claim_id: Id.describe('The claim'),
							claim_number: z.string().describe('Number of the claim'),
							currency: Currency,
							before: ClaimSide.describe('As it was decided'),
							after: ClaimSide.describe('As it would have been decided'),
							paid_difference: Difference.describe('What the plan would have paid more; less is negative'),
						}),
					)
					.describe('Claims'),
			})
			.describe('those of which most more or less is paid, first: at most 500 of each in each currency'),
	})
	.meta({ id: 'SimulationResult' });

export const SimulationView = z
	.strictObject({
		id: Id.describe('Identifier of the simulation'),
		status: z.enum(['queued', 'running', 'completed', 'failed']).describe('How far it is'),
		from: z.iso.datetime().describe('When the first decision of the span was made'),
		to: z.iso.datetime().describe('End of the span, not included'),
		changes: z
			.strictObject({
				plan_id: z.string().nullable().describe('Plan whose terms are changed; null: none'),
				contract_of: Id.nullable().describe('Provider whose contract is changed; null: none'),
				rules: z.record(z.string(), z.string()).describe('Rules that are switched, by their id'),
			})
			.describe('What is otherwise than it was'),
		only: Only.describe('Which claims are decided again'),
		done: z.int().describe('Decisions looked at so far'),
		total: z.int().nullable().describe('Decisions of the span; null: not counted yet'),
		requested_by: z.string().describe('Who asked for it'),
		requested_at: z.iso.datetime().describe('When it was asked for'),
		finished_at: z.iso.datetime().nullable().describe('When it ended; null: it has not'),
		error_code: z.string().nullable().describe('Why it failed; null: it has not'),
		result: SimulationResult.nullable().describe('What it came to; null until it has ended'),
	})
	.meta({ id: 'SimulationView' });
