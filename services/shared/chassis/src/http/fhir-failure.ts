import { PROBLEMS } from '@claims-askes/kernel/problems';
import { ValidationError } from 'elysia';
import type { Failure } from './failure';
import { type Asked, methodsAt } from './methods';

/**
 * A failure as a FHIR client knows it: what cannot be the name of a resource names none, and what can be done otherwise
 * at an address, as an operation that is POSTed, is said to be.
 */
export function fhirFailureOf(
	failure: Failure,
	error: unknown,
	{ method, path, routes }: Asked,
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
