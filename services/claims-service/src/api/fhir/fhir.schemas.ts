import { z } from 'zod';

const TYPES = ['Claim', 'ClaimResponse', 'ExplanationOfBenefit'] as const;

const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** An instant that every reader of it takes, in the zone it is written for here. */
const isWritable = (written: string) => Date.parse(written) >= 0 && Date.parse(written) <= LAST;

export const ExportQuery = z.strictObject({
	// Named twice, or with commas, it comes as a list.
	_type: z
		.union([z.string(), z.array(z.string())])
		.default(TYPES.join(','))
		.transform((types) => [...new Set([types].flat().flatMap((named) => named.split(',')))])
		.pipe(z.array(z.enum(TYPES)))
		.describe(`with commas; all unless said: ${TYPES.join(', ')}`),
	_since: z.iso
		.datetime({ offset: true })
		.refine(isWritable, 'is before 1970 or after 9999')
		.transform((since) => new Date(since).toISOString())
		.optional()
		.describe('only claims that have moved after this instant'),
	// Asked of every answer of FHIR; whether it can be met is judged before.
	_format: z.string().optional().describe('overrides `Accept`: JSON by any of its names'),
	_pretty: z.string().optional().describe('taken and not heeded: a resource is one line'),
	_outputFormat: z
		.enum(['application/fhir+ndjson', 'application/ndjson', 'ndjson'])
		.optional()
		.describe('there is but this one, by all its names'),
});

export const ExportId = z.strictObject({ id: z.uuid() });
export const ExportFile = z.strictObject({
	id: z.uuid(),
	number: z.coerce.number().int().positive().describe('The place of the file in the manifest, from 1'),
});
