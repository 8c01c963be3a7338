import { z } from 'zod';

const TYPES = ['Claim', 'ClaimResponse', 'ExplanationOfBenefit'] as const;

export const ExportQuery = z.strictObject({
	// Named twice, or with commas, it comes as a list.
	_type: z
		.union([z.string(), z.array(z.string())])
		.default(TYPES.join(','))
		.transform((types) => [...new Set([types].flat().flatMap((named) => named.split(',')))])
		.pipe(z.array(z.enum(TYPES)))
		.describe(`with commas; all unless said: ${TYPES.join(', ')}`),
	_since: z.iso.datetime({ offset: true }).optional(),
	_outputFormat: z.enum(['application/fhir+ndjson', 'application/ndjson', 'ndjson']).optional(),
});

export const ExportId = z.strictObject({ id: z.uuid() });
export const ExportFile = z.strictObject({ id: z.uuid(), number: z.coerce.number().int().positive() });
