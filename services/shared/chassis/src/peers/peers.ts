import type { ServiceName } from '@claims-askes/contracts/services';
import { type AskesClients, createAskes } from '@claims-askes/sdk';
import { createResilientFetch } from './resilient-fetch';
import type { ServiceToken } from './service-token';

/** The story that an onward call belongs to. */
export interface Story {
	readonly correlationId: string;
	readonly traceparent?: string | null;
}

/** The other services, through the published SDK, under one story: `peers.during(call).members.POST(…)`. */
export interface Peers {
	during(story: Story): AskesClients;
}

/**
 * Clients for all peers. Service calls carry the service's own token and its name; each peer has a deadline, a breaker
 * and a bulkhead of its own.
 */
export function createPeers(
	self: ServiceName,
	endpoints: Readonly<Record<ServiceName, string>>,
	token: ServiceToken,
): Peers {
	const fetches = new Map<string, (request: Request) => Promise<Response>>();
	const fetchOf = (peer: string) => {
		const known = fetches.get(peer) ?? createResilientFetch(peer);
		fetches.set(peer, known);
		return known;
	};
	return {
		during: ({ correlationId, traceparent }) =>
			createAskes({
				endpoints,
				fetch: async (request, peer) => {
					request.headers.set('authorization', `Bearer ${await token.get()}`);
					request.headers.set('x-service-name', self);
					request.headers.set('x-correlation-id', correlationId);
					if (traceparent) request.headers.set('traceparent', traceparent);
					return fetchOf(peer)(request);
				},
			}),
	};
}
