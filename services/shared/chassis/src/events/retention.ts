import type { Sql } from '../db/connect';
import { PARTITIONS } from './partition';
import { RELAY } from './relay';

const AT_ONCE = 5_000;

/**
 * Deletes what is older than so many days from the beginning of the log, and answers how much. What the relay has not
 * published yet stays. A reader who still needed it is answered 410: positions are gapless, so it is seen to be missing.
 */
export async function trimLog(sql: Sql, olderThanDays: number): Promise<number> {
	let trimmed = 0;
	for (let partition = 0; partition < PARTITIONS; partition++) {
		let deleted: number;
		do {
			deleted = await trimSome(sql, partition, olderThanDays);
			trimmed += deleted;
		} while (deleted === AT_ONCE);
	}
	return trimmed;
}

/** Only ever a beginning without a gap: the first row that must stay keeps all after it. */
async function trimSome(sql: Sql, partition: number, olderThanDays: number): Promise<number> {
	const { count } = await sql`
		with oldest as materialized (
			select position, recorded_at < now() - ${olderThanDays}::float8 * interval '1 day'
				and position <= coalesce((
					select relay.position from event_cursors as relay
					where relay.producer = ${RELAY} and relay.partition = ${partition}), 0) as may_go
			from outbox where partition = ${partition} order by position limit ${AT_ONCE}
		)
		delete from outbox using oldest
		where outbox.partition = ${partition} and outbox.position = oldest.position
			and oldest.position < coalesce((select min(position) from oldest where not may_go), 9223372036854775807)`;
	return count;
}
