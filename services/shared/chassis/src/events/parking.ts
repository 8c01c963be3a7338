import { arrayLiteral } from '../db/array-literal';
import type { Queryable } from '../db/connect';
import { plainArray } from '../db/plain-array';
import type { FeedEvent } from './feed.schemas';
import type { ParkedEventView } from './parked.schemas';

/** An event that waits: because it failed, or because an earlier one of its key did. */
export interface ParkedEvent {
	readonly parked_id: string;
	readonly producer: string;
	readonly partition: number;
	readonly event: FeedEvent;
	readonly error_code: string | null;
	readonly attempts: number;
}

/** Why an event could not be handled, and when to try again by ourselves; null leaves it to a person. */
export interface Setback {
	readonly code: string;
	readonly retryInMs: number | null;
}

/** Those of the given keys that have a queue. */
export async function parkedKeys(
	sql: Queryable,
	producer: string,
	keys: Iterable<string>,
): Promise<Set<string>> {
	const rows = await sql<{ key: string }[]>`
		select distinct key from parked_events where producer = ${producer} and key = any (${arrayLiteral([...new Set(keys)])}::text::text[])`;
	return new Set(rows.map((row) => row.key));
}

/** Puts events at the end of their keys' queues; the setback belongs to an event that failed itself. */
export async function park(
	tx: Queryable,
	producer: string,
	events: readonly FeedEvent[],
	setback?: Setback,
): Promise<void> {
	if (events.length === 0) return;
	const entries = events.map((event) => ({ parked_id: Bun.randomUUIDv7(), event }));
	await tx`
		insert into parked_events
			(parked_id, producer, partition, position, event_id, event_type, key, envelope, error_code, attempts, retry_at)
		select parked_id, ${producer}, (event ->> 'partition')::smallint, (event ->> 'position')::bigint,
			(event ->> 'event_id')::uuid, event ->> 'event_type', event ->> 'key', event,
			${setback?.code ?? null}, ${setback ? 1 : 0}, ${retryAt(tx, setback)}
		from jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb) as entry (parked_id uuid, event jsonb)
		on conflict (producer, key, position) do nothing`;
}

/** The first event of a key's queue. */
export async function firstInQueue(
	sql: Queryable,
	producer: string,
	key: string,
): Promise<ParkedEvent | null> {
	const [first] = await sql<ParkedEvent[]>`
		select parked_id, producer, partition, envelope as event, error_code, attempts from parked_events
		where producer = ${producer} and key = ${key} order by position limit 1`;
	return first ?? null;
}

export async function findParked(sql: Queryable, parkedId: string): Promise<ParkedEvent | null> {
	const [parked] = await sql<ParkedEvent[]>`
		select parked_id, producer, partition, envelope as event, error_code, attempts from parked_events
		where parked_id = ${parkedId}`;
	return parked ?? null;
}

/** The events that failed, oldest first, each with the length of the queue behind it. */
export async function listParked(
	sql: Queryable,
	{ after, limit }: { after: string | null; limit: number },
): Promise<ParkedEventView[]> {
	return sql<ParkedEventView[]>`
		select parked_id, producer, event_id, event_type, key, error_code, attempts,
			(select count(*)::int from parked_events as behind
				where behind.producer = failed.producer and behind.key = failed.key and behind.position > failed.position) as queued,
			${instant(sql, 'parked_at')} as parked_at, ${instant(sql, 'retry_at')} as retry_at
		from parked_events as failed
		where error_code is not null and (${after}::uuid is null or parked_id > ${after}::uuid)
		order by parked_id limit ${limit}`;
}

/** The keys that are tried again by themselves, the next one first, each with the time until then. */
export async function keysToRetry(
	sql: Queryable,
	producer: string,
	partitions: readonly number[],
): Promise<{ key: string; inMs: number }[]> {
	return sql<{ key: string; inMs: number }[]>`
		select key, (extract(epoch from retry_at - now()) * 1000)::float8 as "inMs" from parked_events
		where producer = ${producer} and retry_at is not null and partition = any (${plainArray(partitions)}::text::smallint[])
		order by retry_at limit 100`;
}

/**
 * Keeps the consumer from adding to this queue until the transaction ends: it moves this same cursor when it does.
 * Without it an event could queue behind a key that is being freed, and wait for ever.
 */
export async function holdQueue(tx: Queryable, { producer, partition }: ParkedEvent): Promise<void> {
	await tx`select from event_cursors where producer = ${producer} and partition = ${partition} for update`;
}

export async function leaveQueue(tx: Queryable, { parked_id }: ParkedEvent): Promise<void> {
	await tx`delete from parked_events where parked_id = ${parked_id}`;
}

export async function recordSetback(
	sql: Queryable,
	{ parked_id }: ParkedEvent,
	setback: Setback,
): Promise<void> {
	await sql`
		update parked_events set error_code = ${setback.code}, attempts = attempts + 1, retry_at = ${retryAt(sql, setback)}
		where parked_id = ${parked_id}`;
}

const instant = (sql: Queryable, column: string) =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

function retryAt(sql: Queryable, setback: Setback | undefined) {
	return sql`now() + ${setback?.retryInMs ?? null}::float8 * interval '1 millisecond'`;
}
