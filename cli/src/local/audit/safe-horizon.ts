import type postgres from 'postgres';

const LOOK_EVERY_MS = 100;

/**
 * The newest entry up to which none can appear any more, or null where there is no entry or nobody waits any longer.
 *
 * Ids are drawn in order but committed in any. Whoever has drawn one holds the table's lock for writers until its transaction
 * ends, and took it before drawing. So of the ids up to one that can be seen, all that may still come belong to those who hold
 * that lock now; once they have let go, everything up to it is there or never will be. (Transaction ids would not do: a writer
 * draws before it gets one. And nobody else is waited for, however long they read or write elsewhere.)
 */
export async function safeHorizon(sql: postgres.Sql, signal?: AbortSignal): Promise<string | null> {
	const [newest] = await sql<{ id: string | null }[]>`select max(id) as id from audit.entries`;
	if (newest?.id == null) return null;
	let writers = await writersAmong(sql);
	while (writers.length > 0) {
		if (signal?.aborted) return null;
		await Bun.sleep(LOOK_EVERY_MS);
		writers = await writersAmong(sql, writers);
	}
	return newest.id;
}

/** Who holds the lock of writers, of all or of those given. One that was prepared meanwhile has no process, and another name. */
async function writersAmong(sql: postgres.Sql, known?: readonly string[]): Promise<string[]> {
	const rows = await sql<{ writer: string; is_prepared: boolean }[]>`
		select virtualtransaction as writer, pid is null as is_prepared from pg_locks
		where relation = 'audit.entries'::regclass and mode = 'RowExclusiveLock' and granted
			and database = (select oid from pg_database where datname = current_database())`;
	return rows
		.filter(({ writer, is_prepared }) => known === undefined || is_prepared || known.includes(writer))
		.map(({ writer }) => writer);
}
