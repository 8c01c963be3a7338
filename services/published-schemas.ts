import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { ReasonCodeMap } from '@claims-askes/contracts/reason-code-map';
import { caseSchema } from '@claims-askes/engine/case/case-schema';
import { CanonicalClaim } from '@claims-askes/sdk/claim';
import { z } from 'zod';

/** Shapes that are published for their own sake, as JSON Schema by file name in openapi/. */
export const publishedSchemas = (): Record<string, unknown> => ({
	'canonical-claim.schema.json': z.toJSONSchema(CanonicalClaim, { io: 'input' }),
	'case.schema.json': caseSchema(),
	'plan-document.schema.json': z.toJSONSchema(PlanDocument, { io: 'input' }),
	'reason-code-map.schema.json': z.toJSONSchema(ReasonCodeMap, { io: 'input' }),
});
