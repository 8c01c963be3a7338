import { Id, Instant } from '@claims-askes/contracts/primitives';
import { z } from 'zod';
import { DIFFERING_PARTS } from '../../usecases/differing-parts';

export const ReplayRequest = z
	.strictObject({
		from: Instant,
		to: Instant.describe('not included'),
		cursor: z
			.string()
			.regex(/^\d{1,18}$/)
			.optional(),
		limit: z.int().min(1).max(1_000).default(500),
	})
	.meta({ id: 'ReplayRequest' });

/** One step of a trace; amounts in minor units. */
const ReplayedStep = z
	.strictObject({
		rule: z.string().describe('Rule or step of the money'),
		line: z.int().nullable().describe('null: the claim as a whole'),
		did: z.string().describe('What it did'),
		saw: z.unknown().describe('What it looked at'),
		carcs: z.array(z.string()).describe('Claim adjustment reason codes that it gave'),
		before: z.int().nullable().describe('Amount in minor units before the step'),
		after: z.int().nullable().describe('Amount in minor units after the step'),
	})
	.meta({ id: 'ReplayedStep' });

export const ReplayReport = z
	.strictObject({
		total: z.int().nullable().describe('all decisions of the span; told with the first page'),
		checked: z.int().describe('Decisions of this page that were made again'),
		differences: z
			.array(
				z.strictObject({
					decision_id: Id.describe('Decision that was made again'),
					claim_id: Id.describe('Its claim'),
					claim_number: z.string().describe('Number of the claim'),
					engine_version: z.string().describe('of the engine that made it'),
					is_decided_otherwise: z
						.boolean()
						.describe(
							'false: all that is stored is the same to the byte, and only its trace tells it otherwise',
						),
					differs_in: z
						.array(z.enum(DIFFERING_PARTS))
						.describe(
							'what is stored otherwise than it comes out; history: what later claims look back on; record: what it was made of cannot be read',
						),
					parting: z
						.strictObject({
							rule: z.string().describe('Rule or step of the money'),
							line: z.int().nullable().describe('null: the claim as a whole'),
							before: ReplayedStep.nullable().describe('what was done there then; null: nothing'),
							after: ReplayedStep.nullable().describe('what is done there now; null: nothing'),
						})
						.nullable()
						.describe('the first rule or step where it parts; null: only what is stored of it differs'),
				}),
			)
			.describe('Those that came out otherwise'),
		engine_version: z.string().describe('of the engine that made them again'),
		next_cursor: z.string().nullable().describe('What to ask for next; null: this was the last page'),
	})
	.meta({ id: 'ReplayReport' });
