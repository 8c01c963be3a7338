import { z } from 'zod';

const EntryProblem = z
	.strictObject({
		code: z.string(),
		message: z.string(),
		details: z.array(z.strictObject({ field: z.string(), message: z.string(), code: z.string() })),
	})
	.meta({ id: 'EntryProblem', description: 'Why one entry of a list was refused' });

/** The answer to a list: totals, and for each entry, in order, what became of it. */
export const bulkReport = <Shape extends z.ZodRawShape>(id: string, entry: Shape) =>
	z
		.strictObject({
			created: z.int(),
			updated: z.int(),
			unchanged: z.int(),
			refused: z.int(),
			results: z.array(
				z.strictObject({
					...entry,
					outcome: z.enum(['created', 'updated', 'unchanged', 'refused']),
					problem: EntryProblem.nullable(),
				}),
			),
		})
		.meta({ id });
