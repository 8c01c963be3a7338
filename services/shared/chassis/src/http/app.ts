import { SERVICES } from '@claims-askes/contracts/services';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { shapeWords } from '@claims-askes/sdk/claim';
import { type AnyElysia, Elysia } from 'elysia';
import { z } from 'zod';
import { feedRoutes } from '../events/feed.routes';
import type { FeedEvent } from '../events/feed.schemas';
import { parkedRoutes } from '../events/parked.routes';
import { errorFields } from '../observability/logger';
import type { Span, Tracing } from '../observability/tracing';
import type { Platform } from '../platform';
import { contextOf, rememberContext } from './access';
import type { Caller, RowRule } from './caller';
import { openContext, type RequestContext } from './context';
import { addDocumentation } from './documentation';
import { Answer, failureBody, JSON_HEADERS, StoredAnswer, successBody } from './envelope';
import { type Failure, failureOf } from './failure';
import { FHIR_HEADERS, FHIR_PREFIX, outcomeBody, refuseOtherAnswers } from './fhir-body';
import { fhirFailureOf } from './fhir-failure';
import { metadataRoute } from './metadata.route';
import { methodFailureOf } from './methods';
import { addOperations } from './operations';
import { leaveUnread, readBody, routesOfFiles } from './read-body';
import { refuseNul, routesWithoutQuery } from './unknown-query';

export interface AppOptions {
	readonly title: string;
	readonly description: string;
	/** Whether a token that is limited to some rows may see an event of this service's log; by default it sees none. */
	readonly visibleTo?: (rule: RowRule, event: FeedEvent) => boolean;
	/** Addresses, by how they begin, whose bodies may be larger than the default, as batches are. */
	readonly largeBodies?: readonly { readonly prefix: string; readonly limitBytes: number }[];
}

/**
 * An Elysia app that keeps DESIGN 4.1 for whatever routes it is given: tokens, envelope, problems, correlation,
 * limits, logs, metrics, health and documentation. It opens no port, so a test can hold it in hand.
 */
export function createApp(
	platform: Platform,
	{ title, description, largeBodies = [], visibleTo }: AppOptions,
	routes: AnyElysia[],
) {
	const { log, metrics, config, verifier, limiter, tracing, now, newId } = platform;
	// For all schemas of this process: the routes hand theirs to a validator that takes no words with them.
	z.config({ localeError: shapeWords });
	const limitOf = ({ path }: RequestContext) =>
		largeBodies.find(({ prefix }) => path.startsWith(prefix))?.limitBytes ?? config.BODY_LIMIT_BYTES;

	let takeNoQuery: ReturnType<typeof routesWithoutQuery> | undefined;
	let takeFiles: ReturnType<typeof routesOfFiles> | undefined;
	// The fast way to find the path in an address takes names of hosts to be longer than they may be.
	const app = new Elysia({ name: title, normalize: false, handler: { standardHostname: false } })
		.onRequest(async ({ request }) => {
			const context = openContext(request, newId, performance.now());
			rememberContext(request, context);
			if (context.path.startsWith(FHIR_PREFIX)) refuseOtherAnswers(request);
			if (!isGuarded(context.path)) return;
			if (tracing) beginSpan(tracing, request.method, context);
			if (platform.isDraining())
				throw new ProblemError(PROBLEMS.SHUTTING_DOWN, [], undefined, { 'retry-after': '1' });
			const caller = verifier.verify(bearerOf(request));
			context.caller = caller instanceof Promise ? await caller : caller;
			checkServiceName(context.caller, request);
			const allowance = limiter.take(context.caller);
			context.rateLimit = allowance instanceof Promise ? await allowance : allowance;
			refuseNul(request.url);
		})
		.onParse({ as: 'global' }, async ({ request, route, contentType }) => {
			const context = contextOf(request);
			takeFiles ??= routesOfFiles(app.routes as never);
			if (takeFiles.has(`${request.method} ${route}`)) return leaveUnread(request);
			return readBody(request, contentType, context, limitOf(context));
		})
		.onBeforeHandle({ as: 'global' }, ({ request, route }) => {
			if (!request.url.includes('?')) return;
			takeNoQuery ??= routesWithoutQuery(app.routes as never);
			takeNoQuery.refuse(request, route);
		})
		.mapResponse({ as: 'global' }, ({ responseValue, request, set }) => {
			const context = contextOf(request);
			if (responseValue instanceof Response) return withIds(responseValue, context);
			const status = typeof set.status === 'number' ? set.status : 200;
			return respond(responseValue, status, context, now());
		})
		.onError({ as: 'global' }, async ({ error, request, set }) => {
			const context = contextOf(request);
			const isFhir = context.path.startsWith(FHIR_PREFIX);
			const { method } = request;
			const asked = { method, path: context.path, routes: app.routes };
			const failure = isFhir
				? fhirFailureOf(failureOf(error), error, asked)
				: { ...(methodFailureOf(error, asked) ?? failureOf(error)), isOfHttp: false };
			const { problem } = failure;
			context.status = problem.status;
			context.errorCode = problem.code;
			if (failure.isOurs)
				log.error('request failed', { ...errorFields(error), ...idsOf(context), code: problem.code });
			set.status = problem.status;
			return refuse(failure, context, isFhir, now());
		})
		.onAfterResponse({ as: 'global' }, ({ request, route }) => {
			const context = contextOf(request);
			const seconds = (performance.now() - context.startedAt) / 1000;
			const where = route || 'none';
			metrics.requestEnded(request.method, where, context.status, seconds);
			if (context.span) endSpan(context.span, request.method, where, context);
			log.debug('request', () => ({
				...idsOf(context),
				method: request.method,
				route: where,
				status: context.status,
				duration_ms: Math.round(seconds * 1e6) / 1e3,
				client_id: context.caller?.subject ?? null,
				code: context.errorCode,
			}));
		});
	addOperations(app, platform);
	for (const module of [
		...routes,
		...(SERVICES[platform.name].schema ? eventRoutes(platform, visibleTo) : []),
	])
		app.use(module);
	if (app.routes.some(({ path }) => path.startsWith(FHIR_PREFIX)))
		app.use(metadataRoute(title, () => app.routes as never));
	addDocumentation(app, platform.name, { title, description });
	return app;
}

/** The log and its parked events: every service that owns a schema shows them alike. */
function eventRoutes(
	{ name, sql, recent, consumers }: Platform,
	visibleTo: AppOptions['visibleTo'],
): AnyElysia[] {
	return [
		feedRoutes({ service: name, sql, recent, ...(visibleTo ? { visibleTo } : {}) }),
		parkedRoutes({ sql, consumers }),
	];
}

export type App = ReturnType<typeof createApp>;

/** What comes of the request lies below its span, and no longer directly below the caller's. */
function beginSpan(tracing: Tracing, method: string, context: RequestContext): void {
	context.span = tracing.start('server', method, { parent: context.callersTrace });
	context.traceparent = context.span.traceparent;
}

function endSpan(span: Span, method: string, route: string, { status, errorCode, ...ids }: RequestContext) {
	span.end({
		name: `${method} ${route}`,
		attributes: {
			'http.request.method': method,
			'http.route': route,
			'http.response.status_code': status,
			'error.type': errorCode ?? undefined,
			'askes.correlation_id': ids.correlationId,
			'askes.request_id': ids.requestId,
		},
		hasFailed: status >= 500,
	});
}

function respond(value: unknown, status: number, context: RequestContext, now: Date): Response {
	if (value instanceof StoredAnswer) {
		context.status = value.status;
		const replayed = value.replayed ? { 'idempotent-replayed': 'true' } : {};
		return new Response(value.body, {
			status: value.status,
			headers: { ...OF_JSON, ...idHeaders(context), ...replayed },
		});
	}
	const answer = value instanceof Answer ? value : new Answer(value);
	context.status = answer.options.status ?? status;
	return new Response(successBody(answer.data, context.requestId, now, answer.options), {
		status: context.status,
		headers: { ...OF_JSON, ...answer.options.headers, ...idHeaders(context) },
	});
}

/** A failure, in the form of the caller's world. */
async function refuse(
	failure: Failure & { readonly isOfHttp: boolean },
	context: RequestContext,
	isFhir: boolean,
	now: Date,
): Promise<Response> {
	const { problem, message, details, headers } = failure;
	const body = isFhir
		? await outcomeBody(failure)
		: failureBody(problem.code, message, details, context.requestId, now);
	return new Response(body, {
		status: problem.status,
		headers: {
			...(isFhir ? OF_FHIR : OF_JSON),
			...headers,
			...idHeaders(context),
			...(problem.status === 401 ? CHALLENGE : {}),
		},
	});
}

function withIds(response: Response, context: RequestContext): Response {
	if (context.errorCode === null) context.status = response.status;
	for (const [name, value] of Object.entries(idHeaders(context))) response.headers.set(name, value);
	for (const [name, value] of Object.entries(CAUTION))
		if (!response.headers.has(name)) response.headers.set(name, value);
	return response;
}

/** What a FHIR server can do is told to everybody: a client reads there how to go on. */
const isGuarded = (path: string): boolean =>
	path.startsWith('/api/') || (path.startsWith(`${FHIR_PREFIX}/`) && path !== `${FHIR_PREFIX}/metadata`);

/** Nearly all answers are about people: nobody on the way keeps them, and no browser takes one for a page. */
const CAUTION = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const OF_JSON = { ...JSON_HEADERS, ...CAUTION };
const OF_FHIR = { ...FHIR_HEADERS, ...CAUTION };

const CHALLENGE = { 'www-authenticate': 'Bearer' };

const idHeaders = (context: RequestContext) => ({
	'x-request-id': context.requestId,
	'x-correlation-id': context.correlationId,
	...context.rateLimit,
});

const idsOf = (context: RequestContext) => ({
	request_id: context.requestId,
	correlation_id: context.correlationId,
});

function bearerOf(request: Request): string {
	const header = request.headers.get('authorization');
	if (!header || !/^bearer /i.test(header)) throw new ProblemError(PROBLEMS.TOKEN_INVALID);
	return header.slice(7);
}

/** A service says who it is twice, in its token and in a header; the two must agree (DESIGN 4.1). */
function checkServiceName(caller: Caller, request: Request): void {
	if (caller.role !== 'service') return;
	if (request.headers.get('x-service-name') !== caller.subject)
		throw new ProblemError(PROBLEMS.TOKEN_INVALID);
}
