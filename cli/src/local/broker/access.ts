import type { BrokerToken } from './token';

/** Everything on the broker lies below this topic (DESIGN 4.3). */
const EVENTS = 'askes/events/';

/** The services' relays are the only ones who ring the bell. */
export function mayPublish(token: BrokerToken, topic: string): boolean {
	return token.role === 'service' && topic.startsWith(EVENTS);
}

/**
 * Services hear everything. Others need the scope, and must see all rows anyway: a message cannot be held back from
 * one listener, so a token bound to one member, provider or group listens through a BFF, which filters.
 */
export function maySubscribe(token: BrokerToken, filter: string): boolean {
	// A wildcard higher up, as in `#` or `askes/+/x`, would reach past the events.
	if (!filter.startsWith(EVENTS)) return false;
	return token.role === 'service' || (token.scopes.includes('events:read') && !token.isRestricted);
}
