import type { Sql } from '@claims-askes/chassis/db/connect';

/** A release of a code set in `common`; it never changes. */
export interface CodeRelease {
	readonly id: number;
	readonly code_set: string;
	readonly kind: string;
	readonly version: string;
	readonly rows: number;
}

/** Of each of these code sets the release in force: the one that came out last. */
export const releasesInForce = (sql: Sql, codeSets: readonly string[]): Promise<CodeRelease[]> =>
	sql<CodeRelease[]>`
		select distinct on (code_set) id, code_set, kind, version, rows from common.code_releases
		where code_set = any (${codeSets as string[]}::text[]) order by code_set, released_on desc, id desc`;

export const releasesNamed = (
	sql: Sql,
	named: readonly { readonly codeSet: string; readonly version: string }[],
): Promise<CodeRelease[]> =>
	sql<CodeRelease[]>`
		select id, code_set, kind, version, rows from common.code_releases
		join unnest(${named.map(({ codeSet }) => codeSet)}::text[], ${named.map(({ version }) => version)}::text[])
			as named (code_set, version) using (code_set, version)`;

const PAIR_KINDS = new Set(['ptp', 'included', 'exclusive', 'add-on', 'necessity']);
const AT_ONCE = 20_000;

/**
 * The rows of a release, some thousands at a time, each as its cells: first and last day as day numbers, then the columns
 * of its table, empty where there is nothing. A page travels as one text, several times cheaper than row by row.
 */
export async function* rowsOfRelease(sql: Sql, { id, kind }: CodeRelease): AsyncGenerator<string[][]> {
	const isPairs = PAIR_KINDS.has(kind);
	const table = isPairs ? sql`common.code_pairs` : sql`common.code_entries`;
	const cells = isPairs
		? sql`code1, code2, indicator::text`
		: sql`code, max_units::text, mai::text, age_min::text, age_max::text, sex`;
	const [last] = await sql<
		{ row: number | null }[]
	>`select max(row) as row from ${table} where release_id = ${id}`;
	for (let after = 0; after < (last?.row ?? 0); after += AT_ONCE) {
		const [page] = await sql<{ text: string | null }[]>`
			select string_agg(array_to_string(array[(valid_from - date '1970-01-01')::text,
				(valid_to - date '1970-01-01')::text, ${cells}], ',', ''), E'\n' order by row) as text
			from ${table} where release_id = ${id} and row > ${after} and row <= ${after + AT_ONCE}`;
		if (page?.text) yield page.text.split('\n').map((line) => line.split(','));
	}
}
