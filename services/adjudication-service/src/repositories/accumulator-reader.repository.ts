import type { Queryable } from '@claims-askes/chassis/db/connect';

export interface AccumulatorRow {
	readonly key: string;
	readonly currency: string;
	readonly owner: string;
	readonly used: string;
}

/** The balances of these owners in the order of their keys, and of their currencies where one key has several. */
export async function readAccumulators(
	sql: Queryable,
	owners: readonly string[],
	after: Pick<AccumulatorRow, 'key' | 'currency'> | null,
	limit: number,
): Promise<AccumulatorRow[]> {
	return sql<AccumulatorRow[]>`
		select key, currency, owner, used from accumulators
		where owner = any (${owners as string[]}::text[]) and used <> 0
			and (${after?.key ?? null}::text is null or (key, currency) > (${after?.key ?? null}::text, ${after?.currency ?? null}::text))
		order by key, currency limit ${limit}`;
}
