import { caseShape } from './case-shape';
import { type JsonSchema, schemaDocument } from './json-schema';

/** The exchange format of a case as JSON Schema, from the very shapes that check it. */
export const caseSchema = (): JsonSchema =>
	schemaDocument(
		'AdjudicationCase',
		'A claim with the facts about it, as `askes adjudication decide` reads it. Amounts are whole minor units, percentages integers or decimal texts, dates YYYY-MM-DD; both ends of every span are inside it; null or absent means open, or none. What no schema can say, such as that contracts must not overlap, is checked when a case is read.',
		caseShape.schema,
	);
