import postgres from 'postgres';
import type { Sql } from '../db/connect';
import { PARTITIONS } from './partition';

/** The partitions of one producer's log that this process reads, while other replicas read the others. */
export interface PartitionShare {
	/** The partitions to work on now, after giving up or taking over some if the number of replicas changed. */
	held(): Promise<readonly number[]>;
	/** How many replicas read this log, this one among them, when last looked. */
	readonly replicas: number;
	release(): Promise<void>;
}

export interface PartitionLocks {
	shareOf(producer: string): PartitionShare;
	close(): Promise<void>;
}

const REBALANCE_MS = 1_000;

/**
 * Shares partitions among replicas without a coordinator: each holds session locks on its fair part, and a shared lock
 * by which the others count it. A replica that dies loses its session and with it both. The locks only save double work;
 * what keeps effects from happening twice is the compare-and-set of the cursor.
 *
 * One connection of its own, which all consumers of a process share.
 */
export function createPartitionLocks(sql: Sql): PartitionLocks {
	const session = postgres({ ...sql.options, max: 1, idle_timeout: 0, max_lifetime: null } as never);
	return {
		shareOf: (producer) => createShare(session, producer),
		close: () => session.end({ timeout: 1 }),
	};
}

function createShare(session: Sql, producer: string): PartitionShare {
	const held = new Set<number>();
	let sessionId: string | null = null;
	let replicas = 1;
	let lookedAt = Number.NEGATIVE_INFINITY;

	/**
	 * Counts the readers, and joins them where this session is a new one: its predecessor's locks are gone. Who can have the
	 * readers' lock alone is the only one; a list of all locks costs the server a hundred times as much.
	 */
	async function countReplicas(): Promise<number> {
		const [now] = await session<{ id: string; is_alone: boolean }[]>`
			select coalesce(nullif(current_setting('askes.session', true), ''),
					set_config('askes.session', gen_random_uuid()::text, false)) as id,
				case when pg_try_advisory_lock(${readersLock(session, producer)})
					then pg_advisory_unlock(${readersLock(session, producer)}) else false end as is_alone`;
		if (now?.id !== sessionId) {
			held.clear();
			await session`select pg_advisory_lock_shared(${readersLock(session, producer)})`;
			sessionId = now?.id ?? null;
		}
		if (now?.is_alone) return 1;
		const [readers] = await session<{ count: number }[]>`
			with lock as (select ${readersLock(session, producer)} as id)
			select count(*)::int as count from pg_locks, lock
			where locktype = 'advisory' and mode = 'ShareLock' and granted and objsubid = 1
				and database = (select oid from pg_database where datname = current_database())
				and classid::bigint = (lock.id >> 32) & 4294967295 and objid::bigint = lock.id & 4294967295`;
		return Math.max(readers?.count ?? 1, 1);
	}

	async function rebalance(): Promise<void> {
		replicas = await countReplicas();
		const fair = Math.ceil(PARTITIONS / replicas);
		const surplus = [...held].slice(fair);
		if (surplus.length > 0) {
			await session`select pg_advisory_unlock(${partitionLock(session, producer)})
				from unnest(${surplus}::int[]) as partition`;
			for (const partition of surplus) held.delete(partition);
		}
		if (held.size < fair) for (const partition of await takeFree(fair - held.size)) held.add(partition);
		lookedAt = performance.now();
	}

	async function takeFree(most: number): Promise<number[]> {
		const candidates = shuffled(
			Array.from({ length: PARTITIONS }, (_, at) => at).filter((at) => !held.has(at)),
		);
		const rows = await session<{ partition: number }[]>`
			select partition from unnest(${candidates}::int[]) as partition
			where pg_try_advisory_lock(${partitionLock(session, producer)}) limit ${most}`;
		return rows.map((row) => row.partition);
	}

	return {
		get replicas() {
			return replicas;
		},
		async held() {
			if (performance.now() - lookedAt >= REBALANCE_MS) await rebalance();
			return [...held];
		},
		async release() {
			if (sessionId === null) return;
			const mine = [...held];
			held.clear();
			sessionId = null;
			await session`select pg_advisory_unlock(${partitionLock(session, producer)})
				from unnest(${mine}::int[]) as partition`;
			await session`select pg_advisory_unlock_shared(${readersLock(session, producer)})`;
		},
	};
}

/** Advisory locks are the database's, so the schema is part of their name. */
const partitionLock = (sql: Sql, producer: string) =>
	sql`hashtextextended(current_schema() || ' reads ' || ${producer}::text, partition)`;
const readersLock = (sql: Sql, producer: string) =>
	sql`hashtextextended(current_schema() || ' readers of ' || ${producer}::text, 0)`;

function shuffled<T>(items: T[]): T[] {
	for (let at = items.length - 1; at > 0; at--) {
		const other = Math.floor(Math.random() * (at + 1));
		[items[at], items[other]] = [items[other] as T, items[at] as T];
	}
	return items;
}
