import { PlanDocument, SwitchedRules } from '@claims-askes/contracts/plan-document';
import { Amount, Currency, Id, Instant } from '@claims-askes/contracts/primitives';
import { ContractTerms } from '@claims-askes/contracts/provider-facts';
import { z } from 'zod';

const Only = z
	.strictObject({ group_id: Id.optional(), provider_id: Id.optional(), policy_id: Id.optional() })
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
	.strictObject({ billed: Amount, allowed: Amount, paid: Amount, member_owes: Amount })
	.meta({ id: 'SimulatedSums' });

const Difference = z.string().regex(/^-?\d+(\.\d+)?$/);

const TALLY = {
	currency: Currency,
	claims: z.int(),
	changed: z.int().describe('claims with other amounts, or another outcome'),
	before: Sums,
	after: Sums,
	paid_difference: Difference,
};

const Mover = z
	.strictObject({ id: z.string().nullable(), ...TALLY })
	.meta({ id: 'SimulationMover', description: 'A group, provider or benefit of which more or less is paid' });

const Counts = z.strictObject({
	approved: z.int(),
	partially_approved: z.int(),
	denied: z.int(),
	pended: z.int(),
});

const ClaimSide = z.strictObject({ outcome: Outcome, ...Sums.shape });

const SimulationResult = z
	.strictObject({
		totals: z.array(
			z.strictObject({
				...TALLY,
				under_changed_terms: z.int().describe('claims that were decided by what was changed'),
				outcomes: z.strictObject({ before: Counts, after: Counts }),
				outcome_changes: z.array(z.strictObject({ from: Outcome, to: Outcome, claims: z.int() })),
			}),
		),
		movers: z
			.strictObject({
				groups: z.array(Mover),
				providers: z.array(Mover),
				benefits: z.array(Mover),
				claims: z.array(
					z.strictObject({
						claim_id: Id,
						claim_number: z.string(),
						currency: Currency,
						before: ClaimSide,
						after: ClaimSide,
						paid_difference: Difference,
					}),
				),
			})
			.describe('those of which most more or less is paid, first: at most 500 of each in each currency'),
	})
	.meta({ id: 'SimulationResult' });

export const SimulationView = z
	.strictObject({
		id: Id,
		status: z.enum(['queued', 'running', 'completed', 'failed']),
		from: z.iso.datetime(),
		to: z.iso.datetime(),
		changes: z.strictObject({
			plan_id: z.string().nullable(),
			contract_of: Id.nullable(),
			rules: z.record(z.string(), z.string()),
		}),
		only: Only,
		done: z.int(),
		total: z.int().nullable(),
		requested_by: z.string(),
		requested_at: z.iso.datetime(),
		finished_at: z.iso.datetime().nullable(),
		error_code: z.string().nullable(),
		result: SimulationResult.nullable(),
	})
	.meta({ id: 'SimulationView' });
