import { Id } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

export const ReplayRequest = z
	.strictObject({
		from: z.iso.datetime(),
		to: z.iso.datetime().describe('not included'),
		cursor: z
			.string()
			.regex(/^\d{1,18}$/)
			.optional(),
		limit: z.int().min(1).max(1_000).default(500),
	})
	.meta({ id: 'ReplayRequest' });

export const ReplayReport = z
	.strictObject({
		checked: z.int(),
		differences: z.array(
			z.strictObject({
				decision_id: Id,
				claim_id: Id,
				engine_version: z.string().describe('of the engine that made it'),
				rule: z.string().optional().describe('the first rule or step where it parts'),
				line: z.int().nullable().optional(),
			}),
		),
		next_cursor: z.string().nullable(),
	})
	.meta({ id: 'ReplayReport' });
