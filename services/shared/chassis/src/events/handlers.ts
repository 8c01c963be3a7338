import { EVENTS, type EventName } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import type { Transaction } from '../db/connect';
import type { FeedEvent, FeedEventOf } from './feed.schemas';
import type { EventContext, NewEvent } from './new-event';

/** While facts are gathered. */
export interface GatherContext {
	/** Aborted when the consumer is told to stop; whoever may wait long should give up then. */
	readonly signal: AbortSignal;
	/** The story that an event's effects belong to: the event is their cause. */
	causedBy(event: FeedEventOf<EventName> | FeedEvent): EventContext;
}

/** While effects are written. */
export interface ApplyContext extends GatherContext {
	/** Records events that `cause` brings about; they are appended together, last in the batch's transaction. */
	record(cause: FeedEventOf<EventName> | FeedEvent, ...events: readonly NewEvent[]): void;
}

export interface EventHandler<N extends EventName, Facts> {
	/** Asks others what the decision needs, outside any transaction; HTTP is allowed here and only here. */
	readonly gather?: (events: readonly FeedEventOf<N>[], context: GatherContext) => Promise<Facts>;
	/** Told of facts that nothing will come of: the batch is given up, and gathered for again when it is due. */
	readonly letGo?: (facts: Facts) => Promise<void>;
	/** Writes the effects of a batch, in order. Everything goes through `tx`, which also moves the cursor. */
	readonly apply: (
		tx: Transaction,
		events: readonly FeedEventOf<N>[],
		facts: Facts,
		context: ApplyContext,
	) => Promise<void>;
}

export type OneEventHandler<N extends EventName> = (
	tx: Transaction,
	event: FeedEventOf<N>,
	context: ApplyContext,
) => Promise<void>;

/** A handler whose event type has been forgotten. Methods, so that a handler of one type may stand for any. */
export interface AnyHandler {
	gather?(events: readonly FeedEvent[], context: GatherContext): Promise<unknown>;
	letGo?(facts: unknown): Promise<void>;
	apply(tx: Transaction, events: readonly FeedEvent[], facts: unknown, context: ApplyContext): Promise<void>;
}

/** That this service hears an event, and what it does then. */
export interface Subscription {
	readonly type: EventName;
	readonly handler: AnyHandler;
}

/** Hears one kind of event: batch by batch, or in the short form one by one. */
export function on<N extends EventName, Facts = undefined>(
	type: N,
	handler: EventHandler<N, Facts>,
): Subscription;
export function on<N extends EventName>(type: N, handler: OneEventHandler<N>): Subscription;
export function on<N extends EventName>(
	type: N,
	handler: EventHandler<N, unknown> | OneEventHandler<N>,
): Subscription {
	if (typeof handler !== 'function') return { type, handler: handler as AnyHandler };
	const apply: EventHandler<N, unknown>['apply'] = async (tx, events, _, context) => {
		for (const event of events) await handler(tx, event, context);
	};
	return { type, handler: { apply } as AnyHandler };
}

/** The subscriptions by the service whose log carries them: one consumer reads each log. */
export function byProducer(subscriptions: readonly Subscription[]): Map<ServiceName, Subscription[]> {
	return Map.groupBy(subscriptions, ({ type }) => EVENTS[type].owner);
}
