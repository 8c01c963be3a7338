import type { ServiceName } from '@claims-askes/contracts/services';
import { columnArrays } from '../db/array-literal';
import type { Fragment, Queryable } from '../db/connect';
import { jsonTextColumn } from '../db/json-column';
import { type EventContext, entriesOf, type NewEvent, type OutboxEntry } from './new-event';
import type { Recorded } from './recent-events';

/**
 * Records events in the caller's transaction. Call it once and last: from here to the commit nobody else can append to
 * the same partitions, and two appends in one transaction may deadlock with another writer's.
 */
export async function appendEvents(
	tx: Queryable,
	service: ServiceName,
	events: readonly NewEvent[],
	context: EventContext,
): Promise<readonly Recorded[]> {
	return appendEntries(tx, entriesOf(service, events, context));
}

/** Records entries that may belong to different stories, in one append; answers where they stand, once this is committed. */
export async function appendEntries(
	tx: Queryable,
	entries: readonly OutboxEntry[],
): Promise<readonly Recorded[]> {
	if (entries.length === 0) return [];
	const [row] = await tx<AppendedRow[]>`select ${outboxAppend(tx, entries)}`;
	return recordedAt(entries, row);
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
	const turns = turnsOf(entries);
	const column = columnArrays(entries);
	const data = entries.map((entry) => JSON.stringify(entry.data));
	return sql`outbox_record(
		${column(({ partition }) => partition)}::text::smallint[], ${column((_, at) => turns[at])}::text::integer[],
		${column(({ event_id }) => event_id)}::text::uuid[], ${column(({ event_type }) => event_type)}::text::text[],
		${column(({ key }) => key)}::text::text[], ${jsonTextColumn(sql, data)}, ${metadataColumn(sql, entries)}
	) as recorded`;
}

/** What all have in common is sent once. */
function metadataColumn(sql: Queryable, entries: readonly OutboxEntry[]): Fragment {
	const shared = entries[0]?.metadata;
	if (entries.every(({ metadata }) => metadata === shared))
		return sql`array_fill(${JSON.stringify(shared)}::text, array[${entries.length}::integer])`;
	return jsonTextColumn(
		sql,
		entries.map(({ metadata }) => JSON.stringify(metadata)),
	);
}

/** How many of the other entries come before each in its partition. */
function turnsOf(entries: readonly OutboxEntry[]): readonly number[] {
	const taken = new Map<number, number>();
	return entries.map(({ partition }) => {
		const turn = taken.get(partition) ?? 0;
		taken.set(partition, turn + 1);
		return turn;
	});
}

/** What the append answers: when, and for each partition the first position that it took there. */
export interface AppendedRow {
	readonly recorded?: string;
}

/** The entries with their places; none where the append did not say. */
export function recordedAt(entries: readonly OutboxEntry[], row: AppendedRow | undefined): Recorded[] {
	const [timestamp, ...taken] = row?.recorded?.split(' ') ?? [];
	if (timestamp === undefined) return [];
	const firsts = new Map(taken.map((first) => first.split('.').map(Number) as [number, number]));
	const turns = turnsOf(entries);
	return entries.map((entry, at) => {
		const first = firsts.get(entry.partition);
		if (first === undefined) throw new Error('an event has no place in the log');
		return { ...entry, timestamp, position: first + (turns[at] ?? 0) };
	});
}

/**
 * The CTEs that append one event after a CTE `ready` that yields a row once all else is written. It says what
 * `outbox_record` says, without the place, and costs half as much: PostgreSQL enters no function and plans nothing apart.
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
