import type { ServiceName } from '@claims-askes/contracts/services';
import { type AskesClients, createAskes } from '@claims-askes/sdk';
import type { Call } from '../http/caller';
import type { Span, Tracing } from '../observability/tracing';
import { OutageError } from '../outage';
import { createResilientFetch } from './resilient-fetch';
import type { ServiceToken } from './service-token';

/** The story that an onward call belongs to. */
export interface Story {
	readonly correlationId: string;
	readonly traceparent?: string | null;
}

export interface Peers {
	/** The other services, through the published SDK, under one story: `peers.during(call).members.POST(…)`. */
	during(story: Story): AskesClients;
	/**
	 * The other services in the caller's own name: they judge by the caller's scopes and rows. A BFF asks so, and can
	 * therefore never show more than its caller may see.
	 */
	onBehalfOf(call: Call): AskesClients;
	/**
	 * One request to a peer, with this service's token and name and the peer's guards. Any answer comes back but one, that the
	 * peer does not believe the token: it says nothing of the request, so that it is an `OutageError`.
	 */
	send(peer: ServiceName, request: Request): Promise<Response>;
}

const UNAUTHORIZED = 401;

/** Each peer has a deadline, a breaker and a bulkhead of its own, shared by all calls of this process. */
export function createPeers(
	self: ServiceName,
	endpoints: Readonly<Record<ServiceName, string>>,
	token: ServiceToken,
	tracing: Tracing | null = null,
): Peers {
	const guarded = new Map<string, (request: Request) => Promise<Response>>();

	function guardedFetch(peer: string, request: Request): Promise<Response> {
		const fetchPeer = guarded.get(peer) ?? createResilientFetch(peer);
		guarded.set(peer, fetchPeer);
		return fetchPeer(request);
	}

	async function send(peer: string, request: Request): Promise<Response> {
		const bearer = await token.get();
		request.headers.set('authorization', `Bearer ${bearer}`);
		request.headers.set('x-service-name', self);
		const response = await guardedFetch(peer, request);
		if (response.status !== UNAUTHORIZED) return response;
		token.forget(bearer);
		await response.body?.cancel();
		throw new OutageError(peer, { cause: new Error(`status ${UNAUTHORIZED}`) });
	}

	/** Sends a request as part of a story. */
	async function tell(
		peer: string,
		request: Request,
		{ correlationId, traceparent }: Story,
		sendOn: (peer: string, request: Request) => Promise<Response>,
	): Promise<Response> {
		request.headers.set('x-correlation-id', correlationId);
		const span = tracing?.start('client', `${request.method} ${peer}`, { parent: traceparent });
		const within = span?.traceparent ?? traceparent;
		if (within) request.headers.set('traceparent', within);
		return span ? whileTraced(span, peer, request.method, sendOn(peer, request)) : sendOn(peer, request);
	}

	return {
		send,
		during: (story) =>
			createAskes({
				endpoints,
				fetch: (request, peer) => tell(peer, request, story, send),
			}),
		onBehalfOf: (call) =>
			createAskes({
				endpoints,
				fetch: (request, peer) => {
					request.headers.set('authorization', `Bearer ${call.bearer}`);
					if (call.caller.role === 'service') request.headers.set('x-service-name', call.caller.subject);
					return tell(peer, request, call, guardedFetch);
				},
			}),
	};
}

async function whileTraced(
	span: Span,
	peer: string,
	method: string,
	answering: Promise<Response>,
): Promise<Response> {
	const asked = { 'peer.service': peer, 'http.request.method': method };
	try {
		const response = await answering;
		span.end({ attributes: { ...asked, 'http.response.status_code': response.status } });
		return response;
	} catch (error) {
		span.end({ attributes: asked, hasFailed: true });
		throw error;
	}
}
