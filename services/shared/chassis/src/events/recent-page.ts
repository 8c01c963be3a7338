import type { Queryable } from '../db/connect';
import { plainArray } from '../db/plain-array';
import { type Cursor, formatCursor, parseCursor } from './cursor';
import type { FeedRequest } from './feed';
import type { FeedEvent, FeedPage } from './feed.schemas';
import type { RecentEvents } from './recent-events';

/**
 * A page of what this process has recorded itself: the database only says how far the log goes. Null where it is asked for
 * anything else, which the log itself must answer.
 */
export async function recentPage(
	sql: Queryable,
	{ after, types, limit }: FeedRequest,
	recent: RecentEvents,
): Promise<FeedPage | null> {
	if (after === 'earliest' || after === 'latest') return null;
	const cursor = parseCursor(after);
	const head = await headOf(sql, [...cursor.positions.keys()]);
	if (head?.log_id !== cursor.log_id || head.positions.size < cursor.positions.size) return null;
	const news = [...cursor.positions].filter(([partition, at]) => at !== head.positions.get(partition));
	if (news.length > limit) return null;
	const room = Math.floor(limit / news.length);
	const next = new Map(cursor.positions);
	const events: FeedEvent[] = [];
	for (const [partition, at] of news) {
		const upto = Math.min(head.positions.get(partition) ?? 0, at + room);
		const known = upto > at ? recent.between(head.log_id, partition, at, upto) : null;
		if (known === null) return null;
		events.push(...known);
		next.set(partition, upto);
	}
	return {
		log_id: head.log_id,
		events: types ? events.filter(({ event_type }) => types.includes(event_type)) : events,
		next: formatCursor({ log_id: head.log_id, positions: next }),
		caught_up: news.every(([partition]) => next.get(partition) === head.positions.get(partition)),
	};
}

/** The end of the log, written as the cursor that stands there. */
async function headOf(sql: Queryable, partitions: readonly number[]): Promise<Cursor | null> {
	const [row] = await sql<{ head: string }[]>`
		select log_id || '~' || string_agg(partition || '.' || position, '~') as head
		from outbox_log cross join outbox_heads where partition = any (${plainArray(partitions)}::text::smallint[]) group by log_id`;
	return row ? parseCursor(row.head) : null;
}
