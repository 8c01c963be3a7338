import { PROBLEMS, type Problem, type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { z } from 'zod';

export const FHIR_MEDIA_TYPE = 'application/fhir+json';
/** Many resources, one a line. */
export const NDJSON_MEDIA_TYPE = 'application/fhir+ndjson';
/** Everything below speaks FHIR, its failures too. */
export const FHIR_PREFIX = '/fhir/r4';

/** A resource as it came: the platform's own JSON would have made floats of its amounts. */
export class FhirText {
	constructor(readonly text: string) {}
}

/** For a route that takes FHIR and nothing else. */
export const FhirBody = z
	.instanceof(FhirText, { error: `send a body of ${FHIR_MEDIA_TYPE}` })
	.meta({ mediaType: FHIR_MEDIA_TYPE });

const notJson = () =>
	new ProblemError(PROBLEMS.MEDIA_TYPE_UNSUPPORTED, [], `FHIR is read in JSON here: send ${FHIR_MEDIA_TYPE}`);

/** Other forms of FHIR are refused by name: XML, whether its media type says so or its first character, and Turtle. */
export const refuseOtherForms = (contentType: string | undefined): void => {
	if (contentType && contentType !== 'application/json' && contentType !== FHIR_MEDIA_TYPE) throw notJson();
};
export const refuseXml = (text: string): void => {
	if (/^\uFEFF?\s*</.test(text)) throw notJson();
};

/** The answer's documentation: what goes back is FHIR as well. */
export const fhirAnswer = (description: string) => ({ mediaType: FHIR_MEDIA_TYPE, description });

export const FHIR_HEADERS = { 'content-type': `${FHIR_MEDIA_TYPE}; charset=utf-8` };

export const fhirResponse = (text: string, status = 200, headers: Readonly<Record<string, string>> = {}) =>
	new Response(text, { status, headers: { ...FHIR_HEADERS, ...headers } });

/** A failure as FHIR tells it. The codec is loaded when somebody speaks FHIR: most processes are never asked. */
export async function outcomeBody(
	{ status, code }: Problem,
	message: string,
	details: readonly ProblemDetail[],
): Promise<string> {
	const { failureOutcome } = await import('@claims-askes/sdk/fhir');
	return JSON.stringify(failureOutcome({ status, code, message, details }));
}
