import type { Queryable } from '../db/connect';
import { plainArray } from '../db/plain-array';
import type { Move } from './batch';
import type { Cursor } from './cursor';
import { FeedReset } from './feed-problems';

/** How far this service has read a producer's log in these partitions; null where it has not begun in all of them. */
export async function loadCursor(
	sql: Queryable,
	producer: string,
	partitions: readonly number[],
): Promise<Cursor | null> {
	const rows = await sql<{ partition: number; log_id: string; position: string }[]>`
		select partition, log_id, position from event_cursors
		where producer = ${producer} and partition = any (${plainArray(partitions)}::text::smallint[])`;
	const log_id = rows[0]?.log_id;
	if (log_id === undefined || rows.length < partitions.length) return null;
	if (rows.some((row) => row.log_id !== log_id)) throw new FeedReset();
	return { log_id, positions: new Map(rows.map((row) => [row.partition, Number(row.position)])) };
}

/** Begins to read a log; what another replica has begun already stays as it is. */
export async function openCursor(
	sql: Queryable,
	producer: string,
	{ log_id, positions }: Cursor,
): Promise<void> {
	await sql`
		insert into event_cursors (producer, partition, log_id, position)
		select ${producer}, begin.partition, ${log_id}, begin.position
		from unnest(${[...positions.keys()]}::smallint[], ${[...positions.values()]}::bigint[]) as begin (partition, position)
		on conflict do nothing`;
}

/** What came of moving cursors. */
export interface Moved {
	/** False where any of them no longer stood where it was: then somebody else was faster, and the transaction must be given up. */
	readonly isMoved: boolean;
	/** Whether any key of this producer has a queue. Whoever makes one moves the cursor of the key's partition as well. */
	readonly hasQueues: boolean;
}

/** Moves cursors by compare-and-set. Rows are locked in order, so that two replicas cannot deadlock. */
export async function moveCursors(
	tx: Queryable,
	producer: string,
	log_id: string,
	moves: readonly Move[],
): Promise<Moved> {
	const column = (pick: (move: Move) => number) => plainArray(moves.map(pick));
	const [row] = await tx<{ moved: number; has_queues: boolean }[]>`
		with held as materialized (
			select held.partition, move.upto from event_cursors as held
			join unnest(${column((move) => move.partition)}::text::smallint[], ${column((move) => move.from)}::text::bigint[],
				${column((move) => move.to)}::text::bigint[]) as move (partition, position, upto)
				on move.partition = held.partition and move.position = held.position
			where held.producer = ${producer} and held.log_id = ${log_id}
			order by held.partition for update of held
		), moved as (
			update event_cursors as cursor set position = held.upto from held
			where cursor.producer = ${producer} and cursor.partition = held.partition returning 1
		)
		select (select count(*)::integer from moved) as moved,
			exists (select from parked_events where producer = ${producer}) as has_queues`;
	return { isMoved: row?.moved === moves.length, hasQueues: row?.has_queues ?? true };
}
