import { readBoundedBytes } from './bounded-body';
import type { RequestContext } from './context';
import { FHIR_PREFIX, FhirText, refuseOtherForms, refuseXml } from './fhir-body';
import { readJsonBody } from './json-body';
import { X12_MEDIA_TYPE, X12File } from './x12-body';

/** The body as its media type and address say: X12, FHIR or JSON. What is none of them is left to the framework. */
export async function readBody(
	request: Request,
	mediaType: string | undefined,
	context: RequestContext,
	limitBytes: number,
): Promise<unknown> {
	if (mediaType === X12_MEDIA_TYPE) {
		const file = new X12File(await readBoundedBytes(request, limitBytes));
		context.bodyText = file.bytes;
		return file;
	}
	const isFhir = context.path.startsWith(FHIR_PREFIX);
	if (isFhir) refuseOtherForms(request.headers.get('content-type'));
	if (!mediaType || (!isFhir && mediaType !== 'application/json')) return undefined;
	const rules = isFhir ? { isLookedAtLater: true, look: refuseXml } : {};
	const { text, value } = await readJsonBody(request, limitBytes, rules);
	context.bodyText = text;
	return isFhir ? new FhirText(text) : value;
}
