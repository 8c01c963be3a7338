import type { Queryable } from '@claims-askes/chassis/db/connect';
import { instant } from './decision-reader.repository';

/** A cause with what has come of it so far. */
export interface ProgressRow {
	readonly id: string;
	readonly cause: string;
	readonly subject: string | null;
	readonly requested_by: string;
	readonly requested_at: string;
	readonly is_found: boolean;
	/** Families. */
	readonly found: number;
	readonly done: number;
	readonly parked: number;
	/** Claims. */
	readonly touched: number;
	readonly looked_at: number;
	readonly adjusted: number;
	/** Minor units by currency. */
	readonly net: Readonly<Record<string, number>>;
	readonly errors: readonly string[];
}

type Wanted =
	| { readonly id: string }
	| { readonly subject: string | null; readonly before: string | null; readonly limit: number };

/** Causes, newest first. */
export async function readProgress(sql: Queryable, wanted: Wanted): Promise<ProgressRow[]> {
	const {
		id = null,
		subject = null,
		before = null,
		limit = 1,
	} = wanted as Partial<Record<string, string>> & {
		limit?: number;
	};
	return sql<ProgressRow[]>`
		select cause.id, cause, subject, requested_by, ${instant(sql, 'requested_at')} as requested_at,
			found_at is not null as is_found, part.*, coalesce(net.more, '{}') as net
		from (
			select * from recalculations
			where (${id}::uuid is null or id = ${id}::uuid) and (${subject}::text is null or subject = ${subject}::text)
				and (${before}::uuid is null or id < ${before}::uuid)
			order by id desc limit ${limit}
		) as cause
		cross join lateral (
			select count(*)::int as found, (count(*) filter (where done_at is not null))::int as done,
				(count(*) filter (where parked_at is not null and done_at is null))::int as parked,
				coalesce(sum(cardinality(claim_ids)), 0)::int as touched, coalesce(sum(looked_at), 0)::int as looked_at,
				coalesce(sum(adjusted), 0)::int as adjusted,
				coalesce(array_agg(distinct error_code) filter (where error_code is not null and done_at is null), '{}') as errors
			from family_recalculations where recalculation_id = cause.id
		) as part
		cross join lateral (
			select json_object_agg(currency, more) as more from (
				select currency, sum(amount::bigint)::bigint as more
				from family_recalculations, jsonb_each_text(net) as of_currency (currency, amount)
				where recalculation_id = cause.id group by currency
			) as sums
		) as net
		order by cause.id desc`;
}
