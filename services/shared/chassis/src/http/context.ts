import { isUuid } from '@claims-askes/kernel/uuid';
import type { Span } from '../observability/tracing';
import type { Call, Caller, IdempotencyRequest } from './caller';

/** What is known of a request from its first byte to its log line. */
export interface RequestContext {
	readonly requestId: string;
	readonly correlationId: string;
	/** The trace that the caller named, if it is one. */
	readonly callersTrace: string | null;
	/** The trace that onward calls and events belong to: below this request's span where one is kept, else the caller's. */
	traceparent: string;
	span: Span | null;
	readonly startedAt: number;
	readonly path: string;
	caller: Caller | null;
	/** The body as it came, as far as it was read. */
	bodyText: string | Uint8Array;
	status: number;
	errorCode: string | null;
	rateLimit: Readonly<Record<string, string>> | null;
}

const SAFE_ID = /^[\w.:-]{1,128}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Takes the caller's correlation id and trace, or begins new ones. */
export function openContext(
	{ headers, url }: Request,
	newId: () => string,
	startedAt: number,
): RequestContext {
	const given = headers.get('x-correlation-id');
	const trace = headers.get('traceparent');
	const callersTrace = trace && TRACEPARENT.test(trace) ? trace : null;
	const requestId = newId();
	return {
		requestId,
		correlationId: given && SAFE_ID.test(given) ? given : requestId,
		callersTrace,
		traceparent: callersTrace ?? traceparentOf(newId()),
		span: null,
		startedAt,
		path: pathOf(url),
		caller: null,
		bodyText: '',
		status: 200,
		errorCode: null,
		rateLimit: null,
	};
}

/** The path of a request's address, which Bun has made absolute: parsing it whole costs twenty times as much. */
function pathOf(url: string): string {
	const start = url.indexOf('/', url.indexOf('//') + 2);
	const end = url.indexOf('?', start);
	return url.slice(start, end < 0 ? undefined : end);
}

/** A W3C trace header whose trace id is the given UUID. */
function traceparentOf(id: string): string {
	const hex = id.replaceAll('-', '');
	return `00-${hex}-${hex.slice(16)}-01`;
}

/** Which route a request came to, and what its address names there. */
export interface Matched {
	readonly route: string;
	readonly params: Readonly<Record<string, unknown>>;
}

/** The request as a use case sees it. */
export function callOf(context: RequestContext, caller: Caller, request: Request, matched: Matched): Call {
	return {
		caller,
		requestId: context.requestId,
		correlationId: context.correlationId,
		traceparent: context.traceparent,
		bearer: request.headers.get('authorization')?.slice(7) ?? '',
		idempotency: idempotencyOf(context, request, matched),
		ifMatch: request.headers.get('if-match')?.replace(/^(W\/)?"(.*)"$/, '$2') ?? null,
	};
}

function idempotencyOf(
	context: RequestContext,
	request: Request,
	matched: Matched,
): IdempotencyRequest | null {
	const key = request.headers.get('idempotency-key');
	if (key === null || request.method !== 'POST') return null;
	return {
		key,
		method: request.method,
		path: plainPath(matched),
		requestHash: new Bun.CryptoHasher('sha256').update(context.bodyText).digest('base64url'),
	};
}

/** The address as it is spelled here, so that a repeated request is known by whichever spelling it comes. */
function plainPath({ route, params }: Matched): string {
	return route.replace(/:(\w+)/g, (_, name: string) => {
		const value = String(params[name]);
		return encodeURIComponent(isUuid(value) ? value.toLowerCase() : value);
	});
}
