import type { EventName } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import type { Queryable } from '../db/connect';
import { JsonText } from '../http/envelope';
import { formatCursor, parseCursor } from './cursor';
import type { FeedPage } from './feed.schemas';
import { FeedGone, FeedReset } from './feed-problems';
import type { RecentEvents } from './recent-events';
import { recentPage } from './recent-page';

export interface FeedRequest {
	/** A cursor as text, or one of the log's two ends. Only the partitions that a cursor names are read. */
	readonly after: string | 'earliest' | 'latest';
	readonly types?: readonly EventName[];
	/** At most so many places of the log are looked at; 0 only answers the cursor. */
	readonly limit: number;
}

/** A partition, and what was found of it. */
interface FeedRow {
	log_id: string;
	partition: number;
	head: string;
	/** Where the next page begins. */
	upto: string;
	is_ahead: boolean;
	is_gone: boolean | null;
	/** Its events as JSON, with commas between; null where there are none. */
	events: string | null;
}

/** What a page looked at. */
interface Looked {
	readonly log_id: string;
	/** JSON, as in a list. */
	readonly events: string;
	readonly next: string;
	readonly caught_up: boolean;
}

/**
 * Reads what follows a cursor, many partitions at once, in one statement and so in one snapshot. The room for `limit`
 * places is shared among the partitions that have news. What this process has recorded itself, where that is given, is not
 * read again. Throws `FeedGone` and `FeedReset`.
 */
export async function readFeed(
	sql: Queryable,
	service: ServiceName,
	request: FeedRequest,
	recent?: RecentEvents,
): Promise<FeedPage> {
	const known = recent && (await recentPage(sql, request, recent));
	if (known) return known;
	const { events, ...page } = await look(sql, service, request);
	return { ...page, events: JSON.parse(`[${events}]`) };
}

/** The same page as JSON. */
export async function readFeedText(
	sql: Queryable,
	service: ServiceName,
	request: FeedRequest,
	recent?: RecentEvents,
): Promise<JsonText> {
	const known = recent && (await recentPage(sql, request, recent));
	if (known) return JsonText.object(known);
	const { events, ...page } = await look(sql, service, request);
	return new JsonText(`{"events":[${events}],${JSON.stringify(page).slice(1)}`);
}

/** Events become JSON in the database: a text for each partition costs half of what their columns cost one by one. */
async function look(
	sql: Queryable,
	service: ServiceName,
	{ after, types, limit }: FeedRequest,
): Promise<Looked> {
	const cursor = after === 'earliest' || after === 'latest' ? null : parseCursor(after);
	const partitions = cursor ? [...cursor.positions.keys()] : [];
	const positions = cursor ? [...cursor.positions.values()] : [];
	const rows = await sql<FeedRow[]>`
		with asked as materialized (
			select head.partition, head.position as head, case
				when ${after === 'latest'} then head.position
				when ${after === 'earliest'} then coalesce(
					(select first.position - 1 from outbox as first
						where first.partition = head.partition order by first.position limit 1),
					head.position)
				else given.position end as after
			from outbox_heads as head
			left join unnest(${partitions}::smallint[], ${positions}::bigint[]) as given (partition, position) using (partition)
			where ${cursor === null} or given.partition is not null
		),
		news as materialized (
			select partition, after, least(head, after + greatest(${limit}::int / count(*) over (), 1)) as upto,
				-- Positions are gapless, so a missing next one was deleted.
				not exists (
					select from outbox as following
					where following.partition = asked.partition and following.position = asked.after + 1
				) as is_gone
			from asked where head > after
			order by head - after desc, partition limit ${limit}::int
		)
		select log.log_id, asked.partition, asked.head, asked.after > asked.head as is_ahead, news.is_gone,
			coalesce(news.upto, asked.after) as upto, (
				select string_agg(
					'{"event_id":"' || event_id || '","event_type":"' || event_type
						|| '","timestamp":' || ${milliseconds(sql)} || ${`Z","service":"${service}","data":`} || data
						|| ',"metadata":' || metadata
						|| ',"partition":' || partition || ',"position":' || position || ',"key":' || to_json(key) || '}',
					',' order by position)
				from outbox
				where outbox.partition = news.partition and position > news.after and position <= news.upto
					and (${types === undefined} or event_type = any (${types ? [...types] : []}::text[]))
			) as events
		from outbox_log as log cross join asked left join news using (partition)
		order by asked.partition`;
	return lookedAt(rows, cursor?.log_id);
}

/**
 * An instant to the millisecond, with the quote before it. A microsecond keeps PostgreSQL from leaving out zeros at the end;
 * `to_char` costs more than reading the row.
 */
const milliseconds = (sql: Queryable) =>
	sql`left(to_json(date_trunc('milliseconds', recorded_at at time zone 'UTC') + interval '1 microsecond')::text, 24)`;

function lookedAt(rows: readonly FeedRow[], expectedLogId: string | undefined): Looked {
	const log_id = rows[0]?.log_id ?? expectedLogId;
	// A log that is shorter than what was read of it was set back without being given its new identity.
	if (!log_id || (expectedLogId && log_id !== expectedLogId) || rows.some((row) => row.is_ahead))
		throw new FeedReset();
	if (rows.some((row) => row.is_gone)) throw new FeedGone();
	return {
		log_id,
		events: rows.flatMap(({ events }) => events ?? []).join(','),
		next: formatCursor({ log_id, positions: new Map(rows.map((row) => [row.partition, Number(row.upto)])) }),
		caught_up: rows.every((row) => row.upto === row.head),
	};
}
