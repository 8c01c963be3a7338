import type { Caller } from '@claims-askes/chassis/http/caller';
import { LISTENERS } from '@claims-askes/contracts/events';

/** What of a token counts here. */
export type BrokerCaller = Pick<Caller, 'role' | 'scopes' | 'only'>;

/** What everybody may hear lies below this topic (DESIGN 4.3). */
const EVENTS = 'askes/events/';

/** Where services ring for each other: there are events to be read in the log. */
const BELLS = 'askes/bells/';

/** The services' relays are the only ones who say events and ring bells, and who ask whether anybody listens. */
export function mayPublish(token: BrokerCaller, topic: string): boolean {
	const isForRelays = topic.startsWith(EVENTS) || topic.startsWith(BELLS) || topic === LISTENERS;
	return token.role === 'service' && isForRelays;
}

/**
 * Services hear everything. Others need the scope, and must see all rows anyway: a message cannot be held back from
 * one listener, so a token bound to one member, provider or group listens through a BFF, which filters.
 */
export function maySubscribe(token: BrokerCaller, filter: string): boolean {
	// A wildcard higher up, as in `#` or `askes/+/x`, would reach past the events.
	if (filter.startsWith(BELLS)) return token.role === 'service';
	if (!filter.startsWith(EVENTS)) return false;
	return token.role === 'service' || (token.scopes.has('events:read') && token.only === null);
}
