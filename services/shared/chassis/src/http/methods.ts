import { PROBLEMS } from '@claims-askes/kernel/problems';
import { NotFoundError } from 'elysia';
import type { Failure } from './failure';

interface Route {
	readonly method: string;
	readonly path: string;
}

/** A request for which there is no route, and the routes that there are. */
export interface Asked extends Route {
	readonly routes: readonly Route[];
}

/** Where something is, but nothing by this method: what can be done there is told. Null where nothing is. */
export function methodFailureOf(error: unknown, { method, path, routes }: Asked): Failure | null {
	if (!(error instanceof NotFoundError)) return null;
	const methods = methodsAt(path, routes);
	if (methods.length === 0 || methods.includes(method)) return null;
	const problem = PROBLEMS.METHOD_NOT_ALLOWED;
	const headers = { allow: methods.join(', ') };
	return { problem, message: problem.title, details: [], headers, isOurs: false };
}

/** The methods that an address knows. FHIR's operations (`$submit`) are no names of resources. */
export function methodsAt(path: string, routes: readonly Route[]): string[] {
	const asked = path.split('/');
	const isHere = ({ path: pattern }: Route) => {
		const parts = pattern.split('/');
		return (
			parts.length === asked.length &&
			parts.every((part, at) => part === asked[at] || (part.startsWith(':') && !asked[at]?.startsWith('$')))
		);
	};
	return [...new Set(routes.filter(isHere).map(({ method }) => method))].sort();
}
