import type postgres from 'postgres';
import { ENTRY_HASH, MARK_BYTES, NO_HASH, SEAL_HASH } from './canonical';

/** The end of a chain: from here the next seal goes on. */
export interface ChainEnd {
	/** In hex. */
	readonly hash: string;
	readonly last_id: string;
}

export interface Seal extends ChainEnd {
	readonly entries: string;
}

/** Before anything is sealed. Ids begin at 1. */
const NOTHING: ChainEnd = { hash: NO_HASH, last_id: '0' };

/** So many that a seal costs nothing an entry, so few that their hashes are nothing to hold: 320 KB. */
const ENTRIES_A_SEAL = 10_000;

export async function chainEnd(sql: postgres.Sql): Promise<ChainEnd> {
	const [last] = await sql<ChainEnd[]>`
		select encode(hash, 'hex') as hash, last_id from audit.seals order by last_id desc limit 1`;
	return last ?? NOTHING;
}

/**
 * Seals the next entries up to the horizon, in one statement and without any of them leaving the server. The range begins where
 * the one before ended, whether there is an entry or not, so that no id is between two seals. Null where nothing is left, or
 * where another sealer was faster: no two seals follow one.
 */
export async function sealRange(sql: postgres.Sql, end: ChainEnd, horizon: string): Promise<Seal | null> {
	try {
		const [seal] = await sql<Seal[]>`
			with entry as materialized (
				select id, ${sql.unsafe(ENTRY_HASH)} as hash from audit.entries
				where id > ${end.last_id}::bigint and id <= ${horizon}::bigint
				order by id limit ${ENTRIES_A_SEAL}
			), placed as (
				select id, hash, lag(id, 1, ${end.last_id}::bigint) over (order by id) + 1 as awaited from entry
			), range as (
				select decode(${end.hash}, 'hex') as previous_hash, ${end.last_id}::bigint + 1 as first_id, max(id) as last_id,
					count(*) as entries, sha256(string_agg(hash, '' order by id)) as rows_hash,
					string_agg(substr(hash, 1, ${MARK_BYTES}), '' order by id) as marks,
					coalesce(range_agg(int8range(awaited, id)) filter (where awaited < id), '{}') as gaps
				from placed
			)
			insert into audit.seals (previous_hash, first_id, last_id, entries, gaps, marks, rows_hash, hash)
			select previous_hash, first_id, last_id, entries, gaps, marks, rows_hash, ${sql.unsafe(SEAL_HASH)}
			from range where entries > 0
			returning encode(hash, 'hex') as hash, last_id, entries`;
		return seal ?? null;
	} catch (error) {
		if (isFollowed(error)) return null;
		throw error;
	}
}

const isFollowed = (error: unknown): boolean => (error as { code?: unknown }).code === '23505';
