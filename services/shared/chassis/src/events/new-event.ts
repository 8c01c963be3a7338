import { EVENTS, type EventData, type EventName, versionOf } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import { partitionOf } from './partition';

/** Something that happened, before it is recorded. `key` names what must stay in order, as a claim's family. */
export type NewEvent<N extends EventName = EventName> = {
	[K in N]: { readonly type: K; readonly key: string; readonly data: EventData<K> };
}[N];

/** The story that an event belongs to; it travels in the event's metadata. */
export interface EventContext {
	readonly correlation_id: string;
	/** The event that caused this one; absent where a person or a caller did. */
	readonly causation_id?: string | null;
	readonly user_id?: string | null;
	readonly traceparent?: string | null;
}

/** An event as the append takes it. */
export interface OutboxEntry {
	readonly event_id: string;
	readonly event_type: EventName;
	readonly key: string;
	/** The partition of the log that its key belongs to. */
	readonly partition: number;
	readonly data: unknown;
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** Gives an event its id and story. Throws where the service may not say this, or its data is not what the catalogue declares. */
export const entryOf = (service: ServiceName, event: NewEvent, context: EventContext): OutboxEntry =>
	entryWith(service, event, metadataOf(event.type, context));

/** Events of one story: those of one type have their metadata in common. */
export function entriesOf(
	service: ServiceName,
	events: readonly NewEvent[],
	context: EventContext,
): OutboxEntry[] {
	const told = new Map<EventName, OutboxEntry['metadata']>();
	return events.map((event) => {
		const metadata = told.get(event.type) ?? metadataOf(event.type, context);
		told.set(event.type, metadata);
		return entryWith(service, event, metadata);
	});
}

function entryWith(service: ServiceName, event: NewEvent, metadata: OutboxEntry['metadata']): OutboxEntry {
	const { owner, data } = EVENTS[event.type];
	if (owner !== service) throw new Error(`${event.type} is for ${owner} to say, not for ${service}`);
	if (event.key === '') throw new Error(`${event.type} has an empty key`);
	return {
		event_id: Bun.randomUUIDv7(),
		event_type: event.type,
		key: event.key,
		partition: partitionOf(event.key),
		// About a microsecond; a listener must be able to trust the catalogue without asking again.
		data: data.parse(event.data),
		metadata,
	};
}

const metadataOf = (
	type: EventName,
	{ correlation_id, causation_id, user_id, traceparent }: EventContext,
): OutboxEntry['metadata'] => ({
	correlation_id,
	causation_id: causation_id ?? null,
	user_id: user_id ?? null,
	schema_version: versionOf(type),
	...(traceparent ? { traceparent } : {}),
});
