import type { Queryable } from '@claims-askes/chassis/db/connect';

export interface AccumulatorRow {
	readonly key: string;
	readonly currency: string;
	readonly owner: string;
	readonly used: string;
}

/** The balances of these owners in the order of their keys. */
export async function readAccumulators(
	sql: Queryable,
	owners: readonly string[],
	after: string | null,
	limit: number,
): Promise<AccumulatorRow[]> {
	return sql<AccumulatorRow[]>`
		select key, currency, owner, used from accumulators
		where owner = any (${owners as string[]}::text[]) and used <> 0 and (${after}::text is null or key > ${after}::text)
		order by key, currency limit ${limit}`;
}
