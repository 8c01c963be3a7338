import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { readBoundedBytes } from './bounded-body';
import type { RequestContext } from './context';
import { FHIR_PREFIX, FhirText, refuseOtherForms, refuseXml } from './fhir-body';
import { readJsonBody } from './json-body';
import { namesOf, type RouteLike } from './openapi';
import { UNREAD_BODY } from './unread-body';
import { X12_MEDIA_TYPE, X12File } from './x12-body';

/**
 * The body as its media type and address say: X12, FHIR or JSON. What is none of them is not read here, nor by the
 * framework, which would read without bounds and take a form for JSON: routes for files read it themselves.
 */
export async function readBody(
	request: Request,
	contentType: string | undefined,
	context: RequestContext,
	limitBytes: number,
): Promise<unknown> {
	const mediaType = contentType?.trim().toLowerCase();
	refusePacked(request);
	if (mediaType === X12_MEDIA_TYPE) {
		const file = new X12File(await readBoundedBytes(request, limitBytes));
		context.bodyText = file.bytes;
		return file;
	}
	const isFhir = context.path.startsWith(FHIR_PREFIX);
	if (isFhir) refuseOtherForms(request.headers.get('content-type'));
	if (!mediaType) return undefined;
	if (!isFhir && mediaType !== 'application/json') return UNREAD_BODY;
	const rules = isFhir ? { isLookedAtLater: true, look: refuseXml } : {};
	const { text, value } = await readJsonBody(request, limitBytes, rules);
	context.bodyText = text;
	return isFhir ? new FhirText(text) : value;
}

/** The routes that take in files themselves, as `PUT /path/:id`. */
export const routesOfFiles = (routes: readonly RouteLike[]): ReadonlySet<string> =>
	namesOf(routes.filter(({ hooks }) => hooks.detail?.takesFile));

/** For those: a file may well be JSON or X12, and is none of ours to parse or to bound. */
export function leaveUnread(request: Request): typeof UNREAD_BODY {
	refusePacked(request);
	return UNREAD_BODY;
}

/** What is sent packed would be taken for damage. */
function refusePacked({ headers }: Request): void {
	const encoding = headers.get('content-encoding');
	if (encoding === null || encoding.trim().toLowerCase() === 'identity') return;
	throw new ProblemError(
		PROBLEMS.MEDIA_TYPE_UNSUPPORTED,
		[],
		'Bodies are read as they come: send it without Content-Encoding',
	);
}
