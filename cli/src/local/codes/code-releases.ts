/** The releases of code sets in schema `common` of a server: written once, never changed. */
import type postgres from 'postgres';
import type { CodeKind, KindShape } from './code-kinds';
import type { NumberedRow } from './code-rows-of-files';

export interface NewRelease {
	readonly code_set: string;
	/** Which code system of claims it is, where it is the list of one. */
	readonly system: string | null;
	readonly kind: CodeKind;
	readonly version: string;
	readonly released_on: string;
	readonly content_hash: string;
	readonly source: string;
}

export interface Release extends NewRelease {
	readonly id: number;
	readonly rows: number;
	readonly loaded_at: string;
}

/** One load at a time, with the rights of the owner of `common`. */
export const asOwner = <T>(sql: postgres.Sql, work: (tx: postgres.TransactionSql) => Promise<T>) =>
	sql.begin(async (tx) => {
		await tx.unsafe(
			"set local role askes_owner; set local search_path to common; set local statement_timeout to 0; set local work_mem to '64MB'",
		);
		await tx`select pg_advisory_xact_lock(hashtextextended('claims-askes codes', 0))`;
		return work(tx);
	});

export const releasesOf = (sql: postgres.ISql, codeSet: string | null): Promise<Release[]> =>
	sql<Release[]>`
		select id, code_set, system, kind, version, released_on::text, content_hash, rows, source, loaded_at::text
		from common.code_releases where ${codeSet}::text is null or code_set = ${codeSet}
		order by code_set, released_on, id`;

export async function insertRelease(tx: postgres.ISql, release: NewRelease): Promise<number> {
	const [row] = await tx<{ id: number }[]>`
		insert into code_releases (code_set, system, kind, version, released_on, content_hash, rows, source)
		values (${release.code_set}, ${release.system}, ${release.kind}, ${release.version}, ${release.released_on}, ${release.content_hash}, 0,
			${release.source}) returning id`;
	if (!row) throw new Error('the release was not stored');
	return row.id;
}

/** Says of a release that was loaded before which system it is: its rows stay as they are. */
export const nameSystem = (tx: postgres.ISql, id: number, system: string) =>
	tx`update code_releases set system = ${system} where id = ${id}`;

export const countRows = (tx: postgres.ISql, id: number, rows: number) =>
	tx`update code_releases set rows = ${rows} where id = ${id}`;

/** A batch as arrays of texts, which PostgreSQL turns into rows by itself: several times as fast as row by row. */
export async function insertRows(
	tx: postgres.ISql,
	id: number,
	{ table }: KindShape,
	batch: readonly NumberedRow[],
): Promise<void> {
	const column = (pick: (row: NumberedRow) => string | number | null) =>
		batch.map((row) => {
			const value = pick(row);
			return value === null ? null : String(value);
		});
	const numbers = column(({ number }) => number);
	const [code1, from, to] = [column((row) => row.code1), column((row) => row.from), column((row) => row.to)];
	if (table === 'code_pairs') {
		await tx`
			insert into code_pairs (release_id, row, code1, code2, valid_from, valid_to, indicator)
			select ${id}, row::int, code1, code2, valid_from::date, valid_to::date, indicator::smallint
			from unnest(${numbers}::text[], ${code1}::text[], ${column((row) => row.code2)}::text[], ${from}::text[],
				${to}::text[], ${column((row) => row.indicator)}::text[])
				as given (row, code1, code2, valid_from, valid_to, indicator)`;
		return;
	}
	await tx`
		insert into code_entries (release_id, row, code, valid_from, valid_to, max_units, mai, age_min, age_max, sex, display)
		select ${id}, row::int, code, valid_from::date, valid_to::date, max_units::int, mai::smallint, age_min::smallint,
			age_max::smallint, sex, display
		from unnest(${numbers}::text[], ${code1}::text[], ${from}::text[], ${to}::text[],
			${column((row) => row.max_units)}::text[], ${column((row) => row.mai)}::text[],
			${column((row) => row.age_min)}::text[], ${column((row) => row.age_max)}::text[], ${column((row) => row.sex)}::text[],
			${column((row) => row.display)}::text[])
			as given (row, code, valid_from, valid_to, max_units, mai, age_min, age_max, sex, display)`;
}

export interface Overlap {
	readonly row: number;
	readonly earlier: number;
}

/** Rows that say something of the same code, or pair, on the same day as another: nobody could tell which one counts. */
export const overlapsIn = (
	tx: postgres.ISql,
	id: number,
	{ table }: KindShape,
	most: number,
): Promise<Overlap[]> => {
	const key = table === 'code_pairs' ? tx`code1, code2` : tx`code`;
	return tx<Overlap[]>`
		select row, earlier from (
			select row, coalesce(valid_from, '-infinity') as since, lag(row) over span as earlier,
				lag(coalesce(valid_to, 'infinity')) over span as until
			from ${tx(table)} where release_id = ${id}
			window span as (partition by ${key} order by coalesce(valid_from, '-infinity'), row)
		) as placed where until >= since order by row limit ${most}`;
};
