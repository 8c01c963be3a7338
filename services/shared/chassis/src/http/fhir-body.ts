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

const unsupported = (message: string) => new ProblemError(PROBLEMS.MEDIA_TYPE_UNSUPPORTED, [], message);
const notJson = () => unsupported(`FHIR is read in JSON here: send ${FHIR_MEDIA_TYPE}`);

const FHIR_VERSION = /^fhirversion\s*=\s*"?4\.0\b/i;
/** Whether a parameter of a media type names a version of FHIR that is not R4. */
const isOtherVersion = (parameter: string): boolean =>
	/^fhirversion\s*=/i.test(parameter) && !FHIR_VERSION.test(parameter);

/** Other forms of FHIR are refused by name: XML, whether its media type says so or its first character, Turtle, and other versions. */
export function refuseOtherForms(contentType: string | null): void {
	const [form = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
	if (form && form !== 'application/json' && form !== FHIR_MEDIA_TYPE) throw notJson();
	if (parameters.some(isOtherVersion)) throw unsupported('FHIR is read in R4 here: send fhirVersion=4.0');
}
export const refuseXml = (text: string): void => {
	if (/^\uFEFF?\s*</.test(text)) throw notJson();
};

/** What may be asked for with `_format` and `Accept`: JSON by all its names, alone or one resource a line. */
const GIVEN = /^(?:json|ndjson|(?:application|text)\/(?:\*|(?:fhir\+)?(?:x-)?(?:nd)?json)|\*\/\*)$/;

/** Who can read another form only is told so, and not sent what he cannot read. `_format` overrides `Accept`. */
export function refuseOtherAnswers({ url, headers }: Request): void {
	const asked = url.includes('_format=') ? new URL(url).searchParams.get('_format') : null;
	const wanted = asked || headers.get('accept');
	if (!wanted) return;
	const forms = wanted.split(',').map((form) => form.split(';').map((part) => part.trim().toLowerCase()));
	// A plus sign that was not escaped arrives as a blank.
	const isGiven = forms.some(
		([form = '', ...rest]) =>
			GIVEN.test(form.replace(' ', '+')) &&
			!rest.some((part) => /^q=0(?:\.0*)?$/.test(part) || isOtherVersion(part)),
	);
	if (!isGiven)
		throw new ProblemError(
			PROBLEMS.NOT_ACCEPTABLE,
			[],
			`FHIR R4 is given in JSON here: ask for ${FHIR_MEDIA_TYPE}`,
		);
}

/** The answer's documentation: what goes back is FHIR as well. */
export const fhirAnswer = (description: string) => ({ mediaType: FHIR_MEDIA_TYPE, description });

export const FHIR_HEADERS = { 'content-type': `${FHIR_MEDIA_TYPE}; charset=utf-8` };

export const fhirResponse = (text: string, status = 200, headers: Readonly<Record<string, string>> = {}) =>
	new Response(text, { status, headers: { ...FHIR_HEADERS, ...headers } });

/** A failure as FHIR tells it. The codec is loaded when somebody speaks FHIR: most processes are never asked. */
export async function outcomeBody({
	problem: { status, code },
	message,
	details,
	isOfHttp,
}: Told): Promise<string> {
	const { failureOutcome } = await import('@claims-askes/sdk/fhir');
	return JSON.stringify(failureOutcome({ status, code, message, details, isOfHttp }));
}

interface Told {
	readonly problem: Problem;
	readonly message: string;
	readonly details: readonly ProblemDetail[];
	/** The details are of the request, as its parameters are, and of no resource. */
	readonly isOfHttp: boolean;
}
