import type postgres from 'postgres';
import { ENTRY_HASH, MARK_BYTES, NO_HASH, SEAL_HASH } from './canonical';
import type { ChainEnd } from './seal-range';

/** A seal as it was found, beside what its range holds now. */
export interface CheckedSeal extends ChainEnd {
	readonly first_id: string;
	readonly entries: string;
	/** Its hash is that of what it says. */
	readonly is_intact: boolean;
	/** It follows the seal before, with no id in between. */
	readonly is_linked: boolean;
	/** The entries are those that were sealed. */
	readonly holds: boolean;
}

/** The ids up to and including these, as the ends of seals; null: all. */
export interface IdSpan {
	readonly after: string | null;
	readonly until: string | null;
}

const SEALS_AT_ONCE = 20;

/** Every seal of a span in the order of ids, recomputed by PostgreSQL; nothing is kept of those that were passed. */
export async function* checkSeals(sql: postgres.Sql, { after, until }: IdSpan): AsyncGenerator<CheckedSeal> {
	let end: ChainEnd = { hash: NO_HASH, last_id: after ?? '0' };
	if (after !== null) {
		const [before] = await sql<ChainEnd[]>`
			select encode(hash, 'hex') as hash, last_id from audit.seals where last_id <= ${after}::bigint
			order by last_id desc limit 1`;
		end = before ?? end;
	}
	while (true) {
		const seals = await sql<CheckedSeal[]>`
			select encode(hash, 'hex') as hash, first_id, last_id, entries, hash = ${sql.unsafe(SEAL_HASH)} as is_intact,
				previous_hash = lag(hash, 1, decode(${end.hash}, 'hex')) over (order by first_id)
					and first_id = lag(last_id, 1, ${end.last_id}::bigint) over (order by first_id) + 1 as is_linked,
				found.counted = entries and found.recomputed = rows_hash as holds
			from (
				select * from audit.seals
				where first_id > ${end.last_id}::bigint and (${until}::bigint is null or first_id <= ${until}::bigint)
				order by first_id limit ${SEALS_AT_ONCE}
			) as seal
			cross join lateral (
				select count(*) as counted, coalesce(sha256(string_agg(entry.hash, '' order by id)), '') as recomputed
				from (
					select id, ${sql.unsafe(ENTRY_HASH)} as hash from audit.entries
					where id between seal.first_id and seal.last_id
				) as entry
			) as found
			order by first_id`;
		yield* seals;
		const last = seals.at(-1);
		if (last === undefined) return;
		end = last;
	}
}

/** The entries of a range that are not as they were sealed. */
export interface ChangedRows {
	readonly edited: Named;
	readonly missing: Named;
	/** Where no entry had been, as one that a transaction never stored. */
	readonly inserted: Named;
}

export interface Named {
	readonly count: number;
	/** The first of them. */
	readonly ids: readonly string[];
}

const NAMED_AT_MOST = 20;
const NONE: Named = { count: 0, ids: [] };

/** Names them by their marks; only of a seal that is intact, for nothing that another says can be gone by. */
export async function changedRows(
	sql: postgres.Sql,
	{ first_id, last_id }: Pick<CheckedSeal, 'first_id' | 'last_id'>,
): Promise<ChangedRows> {
	const rows = await sql<{ change: keyof ChangedRows; count: number; ids: string[] }[]>`
		with seal as (
			select * from audit.seals where first_id = ${first_id}::bigint
		), sealed as (
			select id, substr(marks, ((place - 1) * ${MARK_BYTES} + 1)::int, ${MARK_BYTES}) as mark
			from (
				select number as id, row_number() over (order by number) as place, marks
				from seal,
					unnest(int8multirange(int8range(first_id, last_id, '[]')) - gaps) as run,
					generate_series(lower(run), upper(run) - 1) as drawn(number)
			) as placed
		), found as (
			select id, substr(${sql.unsafe(ENTRY_HASH)}, 1, ${MARK_BYTES}) as mark from audit.entries
			where id between ${first_id}::bigint and ${last_id}::bigint
		), changed as (
			select id, case when found.mark is null then 'missing' when sealed.mark is null then 'inserted' else 'edited' end as change
			from sealed full join found using (id)
			where sealed.mark is distinct from found.mark
		)
		select change, count(*)::int as count, to_jsonb((array_agg(id::text order by id))[1:${sql.unsafe(String(NAMED_AT_MOST))}]) as ids
		from changed group by change`;
	const named = new Map(rows.map(({ change, count, ids }) => [change, { count, ids }]));
	const of = (change: keyof ChangedRows) => named.get(change) ?? NONE;
	return { edited: of('edited'), missing: of('missing'), inserted: of('inserted') };
}
