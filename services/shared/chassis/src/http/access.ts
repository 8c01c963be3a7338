import type { Scope } from '@claims-askes/contracts/scopes';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { Elysia } from 'elysia';
import type { Call } from './caller';
import { callOf, type Matched, type RequestContext } from './context';

/** Kept on the request itself: a weak map would give the collector work for each request. */
const CONTEXT = Symbol('context');
type Opened = Request & { [CONTEXT]?: RequestContext };

export function rememberContext(request: Opened, context: RequestContext): void {
	request[CONTEXT] = context;
}

/** The context that the app opened for this request. */
export function contextOf(request: Opened): RequestContext {
	const context = request[CONTEXT];
	if (!context) throw new Error('the request did not come through createApp');
	return context;
}

/**
 * Gives routes the macro `requires: '<noun>:<verb>'`, which checks the scope before the body is validated and hands
 * the handler its `call`. Every route under /api says what it requires.
 */
export const access = new Elysia({ name: 'access' }).macro({
	requires: (scope: Scope) => ({
		detail: { security: [{ bearer: [scope] }] },
		transform: ({ request }: { request: Request }) => {
			const { caller } = contextOf(request);
			if (!caller) throw new ProblemError(PROBLEMS.TOKEN_INVALID);
			if (!caller.scopes.has(scope))
				throw new ProblemError(PROBLEMS.SCOPE_MISSING, [], `This needs the scope ${scope}`);
		},
		resolve: ({ request, route, params }: Matched & { request: Request }): { call: Call } => {
			const context = contextOf(request);
			if (!context.caller) throw new ProblemError(PROBLEMS.TOKEN_INVALID);
			return { call: callOf(context, context.caller, request, { route, params }) };
		},
	}),
});
