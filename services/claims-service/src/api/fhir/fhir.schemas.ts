import { z } from 'zod';

export const ExportQuery = z.strictObject({
	_type: z
		.enum(['Claim', 'ClaimResponse', 'ExplanationOfBenefit'])
		.describe('one type: for another, ask again'),
	_since: z.iso.datetime({ offset: true }).optional(),
	_outputFormat: z.enum(['application/fhir+ndjson', 'application/ndjson', 'ndjson']).optional(),
});
