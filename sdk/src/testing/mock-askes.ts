import { type DefaultBodyType, HttpResponse, http, type RequestHandler, type StrictRequest } from 'msw';
import type { ProblemDetail } from '../errors';
import { SERVICE_OF } from '../generated';
import { EXAMPLES, type ExampleAnswer } from '../generated/examples';
import type { ClientName, DataOf, MethodOf, PathOf } from './route-types';

/** What a call sent, for an answer that follows from it. */
export interface MockedCall {
	readonly request: StrictRequest<DefaultBodyType>;
	/** The parts of the path, as `{ id: 'CLM-2026-00004711' }`. */
	readonly params: Readonly<Record<string, string>>;
}

/** A problem as services tell it: the SDK throws it as an `AskesError`. */
export interface MockedProblem {
	/** The HTTP status, 400 to 599. */
	readonly status: number;
	readonly code: string;
	readonly message?: string;
	readonly details?: readonly ProblemDetail[];
	/** Seconds, as `Retry-After`. */
	readonly retryAfter?: number;
}

export interface MockAskes {
	/** Where the mocked services are: give them to `createAskes`. Nothing listens there. */
	readonly endpoints: Readonly<Record<string, string>>;
	/** For `setupServer` or `setupWorker` of msw: each JSON route answers its example; without a token 401. */
	readonly handlers: readonly RequestHandler[];
	/** What a route answers unless said otherwise, to be changed by a test: the `data` of the envelope. */
	example<N extends ClientName, M extends MethodOf<N, P>, P extends PathOf<N>>(
		client: N,
		method: M,
		path: P,
	): DataOf<N, M, P>;
	/** Has a route answer this instead, or what follows from the call; for `server.use(…)`. */
	answer<N extends ClientName, M extends MethodOf<N, P>, P extends PathOf<N>>(
		client: N,
		method: M,
		path: P,
		data: DataOf<N, M, P> | ((call: MockedCall) => DataOf<N, M, P> | Promise<DataOf<N, M, P>>),
	): RequestHandler;
	/** Has a route fail with this problem; for `server.use(…)`. */
	fail<N extends ClientName, M extends MethodOf<N, P>, P extends PathOf<N>>(
		client: N,
		method: M,
		path: P,
		problem: MockedProblem,
	): RequestHandler;
}

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Data = ((call: MockedCall) => unknown) | unknown;

/**
 * An installation of Claims-Askes that answers from examples, so that a program can be tested without one. The answers follow
 * from the same schemas as the clients: about one claim of one member, whose amounts add up. `endpoints` are the addresses that
 * the program under test is set up with, by service; without them each service has one of its own that no network knows.
 */
export function mockAskes(endpoints: Readonly<Record<string, string>> = {}): MockAskes {
	const clients = Object.keys(SERVICE_OF) as ClientName[];
	const addresses = Object.fromEntries(
		Object.values(SERVICE_OF).map((service) => [
			service,
			endpoints[service] ?? `http://${service}.askes.test`,
		]),
	);
	const handle = (
		client: ClientName,
		method: string,
		path: string,
		respond: (call: MockedCall) => Response | Promise<Response>,
	) =>
		http[method.toLowerCase() as Verb](
			`${addresses[SERVICE_OF[client]]}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
			({ request, params }) =>
				request.headers.has('authorization')
					? respond({ request, params: params as Record<string, string> })
					: problemOf(NO_TOKEN),
		);
	const answer = (client: ClientName, method: string, path: string, data: Data) =>
		handle(client, method, path, async (call) =>
			answerOf(typeof data === 'function' ? await data(call) : data, exampleOf(client, method, path).status),
		);
	const routes = clients.flatMap((client) =>
		Object.entries(EXAMPLES[client] ?? {}).map(([route, { data }]) => {
			const [method = '', path = ''] = route.split(' ');
			return { client, method, path, data };
		}),
	);
	return {
		endpoints: addresses,
		handlers: routes
			.toSorted((a, b) => comparePaths(a.path, b.path))
			.map(({ client, method, path, data }) =>
				answer(client, method, path, ({ params }: MockedCall) => withIdAsked(data, params)),
			),
		example: (client, method, path) =>
			structuredClone(exampleOf(client, method, path).data) as DataOf<
				typeof client,
				typeof method,
				typeof path
			>,
		answer,
		fail: (client, method, path, problem) => handle(client, method, path, () => problemOf(problem)),
	};
}

const NO_TOKEN: MockedProblem = { status: 401, code: 'TOKEN_INVALID', message: 'The call has no token' };

function exampleOf(client: ClientName, method: string, path: string): ExampleAnswer {
	const example = EXAMPLES[client]?.[`${method} ${path}`];
	if (!example) throw new TypeError(`${client} has no JSON route ${method} ${path}`);
	return example;
}

/** `/claims/submissions` is asked before `/claims/{id}`, which would take it for an id. */
function comparePaths(one: string, other: string): number {
	const [a, b] = [one.split('/'), other.split('/')];
	const differing = a.findIndex((part, at) => part.startsWith('{') !== (b[at] ?? '').startsWith('{'));
	return differing < 0 ? 0 : a[differing]?.startsWith('{') ? 1 : -1;
}

/** Who asks for an id is told of what has that id. */
function withIdAsked(data: unknown, { id }: Readonly<Record<string, string>>): unknown {
	if (id === undefined || typeof data !== 'object' || data === null || !('id' in data)) return data;
	return UUID.test(id) ? { ...data, id } : data;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function answerOf(data: unknown, status: number): Response {
	const page = Array.isArray(data) ? { page: { next_cursor: null, limit: 50 } } : {};
	const metadata = { ...idOfAnswer(), version: 'v1', ...page };
	return HttpResponse.json({ success: true, data, message: 'Done', errors: [], metadata }, { status });
}

function problemOf({ status, code, message = code, details = [], retryAfter }: MockedProblem): Response {
	const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
	const body = { success: false, error: { code, message, details }, metadata: idOfAnswer() };
	return HttpResponse.json(body as DefaultBodyType, { status, headers });
}

const idOfAnswer = () => ({ timestamp: new Date().toISOString(), request_id: crypto.randomUUID() });
