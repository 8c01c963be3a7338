import type { ServiceName } from '@claims-askes/contracts/services';
import { type AskesClients, createAskes } from '@claims-askes/sdk';
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
	/** One request to a peer, with this service's token and name and the peer's guards; any answer comes back. */
	send(peer: ServiceName, request: Request): Promise<Response>;
}

/** Each peer has a deadline, a breaker and a bulkhead of its own, shared by all calls of this process. */
export function createPeers(
	self: ServiceName,
	endpoints: Readonly<Record<ServiceName, string>>,
	token: ServiceToken,
): Peers {
	const guarded = new Map<string, (request: Request) => Promise<Response>>();

	async function send(peer: string, request: Request): Promise<Response> {
		const fetchPeer = guarded.get(peer) ?? createResilientFetch(peer);
		guarded.set(peer, fetchPeer);
		request.headers.set('authorization', `Bearer ${await token.get()}`);
		request.headers.set('x-service-name', self);
		return fetchPeer(request);
	}

	return {
		send,
		during: ({ correlationId, traceparent }) =>
			createAskes({
				endpoints,
				fetch: (request, peer) => {
					request.headers.set('x-correlation-id', correlationId);
					if (traceparent) request.headers.set('traceparent', traceparent);
					return send(peer, request);
				},
			}),
	};
}
