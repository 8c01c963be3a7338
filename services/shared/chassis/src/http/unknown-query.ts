import { PROBLEMS, type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { FHIR_PREFIX } from './fhir-body';
import { namesOf, type RouteLike } from './openapi';

const MOST_SHOWN = 200;

/**
 * Routes that publish no query refuse one, as the others refuse what they do not know: whoever asks for a trial
 * (`?dry_run=true`) where there is none must not get the deed. FHIR's have parameters for all of them, such as `_format`.
 */
export function routesWithoutQuery(routes: readonly RouteLike[]) {
	const known = namesOf(
		routes.filter(
			({ path, hooks }) => hooks.detail?.answers && !hooks.query && !path.startsWith(FHIR_PREFIX),
		),
	);
	return {
		refuse({ method, url }: Request, route: string): void {
			// HEAD is answered by the route of GET.
			if (!known.has(`${method === 'HEAD' ? 'GET' : method} ${route}`)) return;
			const names = [...new URL(url).searchParams.keys()];
			if (names.length === 0) return;
			throw refused({
				field: 'query',
				message: `holds what is not known here: ${names.join(', ')}`.slice(0, MOST_SHOWN),
				code: 'UNKNOWN_FIELD',
			});
		},
	};
}

/** No column holds a NUL, and no id, name or number has one. */
export function refuseNul(url: string): void {
	if (!url.includes('%00')) return;
	const [name] = [...new URL(url).searchParams].find(([, value]) => value.includes('\0')) ?? [];
	throw refused({
		field: name?.slice(0, MOST_SHOWN) ?? 'address',
		message: 'holds a character that is no text',
		code: 'INVALID',
	});
}

const refused = (detail: ProblemDetail) => new ProblemError(PROBLEMS.VALIDATION_FAILED, [detail]);
