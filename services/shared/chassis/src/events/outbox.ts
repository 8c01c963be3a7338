import type { ServiceName } from '@claims-askes/contracts/services';
import type { Fragment, Queryable } from '../db/connect';
import { type EventContext, entryOf, type NewEvent, type OutboxEntry } from './new-event';

/**
 * Records events in the caller's transaction. Call it once and last: from here to the commit nobody else can append to
 * the same partitions, and two appends in one transaction may deadlock with another writer's.
 */
export async function appendEvents(
	tx: Queryable,
	service: ServiceName,
	events: readonly NewEvent[],
	context: EventContext,
): Promise<void> {
	await appendEntries(
		tx,
		events.map((event) => entryOf(service, event, context)),
	);
}

/** Records entries that may belong to different stories, in one append. */
export async function appendEntries(tx: Queryable, entries: readonly OutboxEntry[]): Promise<void> {
	if (entries.length > 0) await tx`select ${outboxAppend(tx, entries)}`;
}

/**
 * The call that appends, for a repository that writes all in one statement. The main query must read from the CTEs that
 * write, for PostgreSQL runs those that nobody reads only after it, and the append should come last:
 *
 *     with stored as (insert into claim … returning 1),
 *          lines as (insert into claim_line … returning 1)
 *     select ${outboxAppend(sql, entries)} from stored, (select count(*) from lines) as written
 *
 * `stored` must yield exactly one row: the append happens once for each.
 */
export function outboxAppend(sql: Queryable, entries: readonly OutboxEntry[]): Fragment {
	return sql`outbox_append(${JSON.stringify(entries)}::text::json)`;
}

/**
 * The CTEs that append one event after a CTE `ready` that yields a row once all else is written. It says what
 * `outbox_append` says, and costs half as much: PostgreSQL enters no function and plans nothing apart.
 */
export function appendingOne(sql: Queryable, entry: OutboxEntry): Fragment {
	const { event_id, event_type, key, data, metadata } = entry;
	return sql`home as (
			update outbox_heads set position = outbox_heads.position + 1 from ready
			where outbox_heads.partition = (select outbox_partition(${key}))
			returning outbox_heads.partition, outbox_heads.position
		), said as (
			insert into outbox (partition, position, event_id, event_type, key, data, metadata)
			select partition, position, ${event_id}, ${event_type}, ${key}, ${JSON.stringify(data)}::text::json,
				${JSON.stringify(metadata)}::text::json
			from home
		)`;
}
