import { PROBLEMS } from '@claims-askes/kernel/problems';
import { ValidationError } from 'elysia';
import type { Failure } from './failure';
import { FHIR_PREFIX } from './fhir-body';

interface Route {
	readonly method: string;
	readonly path: string;
}

/**
 * A failure as a FHIR client knows it: what cannot be the name of a resource names none, and what can be done otherwise
 * at an address, as an operation that is POSTed, is said to be.
 */
export function fhirFailureOf(
	failure: Failure,
	error: unknown,
	{
		method,
		path,
		routes,
	}: { readonly method: string; readonly path: string; readonly routes: readonly Route[] },
): Failure & { readonly isOfHttp: boolean } {
	const isNameless = error instanceof ValidationError && error.type === 'params';
	if (failure.problem.code !== 'NOT_FOUND' && !isNameless)
		return { ...failure, isOfHttp: error instanceof ValidationError };
	const methods = methodsAt(path, routes);
	const isElsewhere = methods.length === 0 || methods.includes(method) || method === 'HEAD';
	const problem = isElsewhere ? PROBLEMS.NOT_FOUND : PROBLEMS.METHOD_NOT_ALLOWED;
	return {
		...failure,
		problem,
		message: problem.title,
		details: [],
		headers: isElsewhere ? failure.headers : { allow: methods.join(', ') },
		isOfHttp: true,
	};
}

function methodsAt(path: string, routes: readonly Route[]): string[] {
	const asked = path.split('/');
	const isHere = ({ path: pattern }: Route) => {
		const parts = pattern.split('/');
		return (
			pattern.startsWith(FHIR_PREFIX) &&
			parts.length === asked.length &&
			parts.every((part, at) => part === asked[at] || (part.startsWith(':') && !asked[at]?.startsWith('$')))
		);
	};
	return [...new Set(routes.filter(isHere).map(({ method }) => method))].sort();
}
