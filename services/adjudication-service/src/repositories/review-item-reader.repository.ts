import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { ReviewItem } from '../domain/review-item';
import { instant, visibleTo } from './decision-reader.repository';

/** Which items; what is null or left out does not matter. */
export interface ReviewFilter {
	readonly status: ReviewItem['status'];
	readonly kind?: ReviewItem['kind'] | undefined;
	readonly rule?: string | undefined;
	readonly carc?: string | undefined;
	readonly currency?: string | undefined;
	readonly billed_from?: string | undefined;
	readonly billed_to?: string | undefined;
	readonly opened_from?: string | undefined;
	readonly opened_before?: string | undefined;
	readonly claim_id?: string | undefined;
	readonly member_id?: string | undefined;
	readonly group_id?: string | undefined;
	readonly policy_id?: string | undefined;
	readonly provider_id?: string | undefined;
	/** Empty: to nobody. */
	readonly assigned_to?: string | undefined;
	/** Only what a person of this authority may release. */
	readonly within_authority?: number | undefined;
}

/** Where a page begins, in the order of the list: after an id, or after an amount and an id. */
export type ReviewPlace =
	| { readonly sort: 'oldest'; readonly after: string | null }
	| { readonly sort: 'amount'; readonly after: AmountPlace | null };

export interface AmountPlace {
	readonly currency: string;
	readonly billed: string;
	readonly id: string;
}

/** The queue: the longest waiting first, or currency by currency the largest amounts first. */
export async function readReviewItems(
	sql: Queryable,
	filter: ReviewFilter,
	place: ReviewPlace,
	limit: number,
	only: RowRule | null,
): Promise<ReviewItem[]> {
	return sql<ReviewItem[]>`
		select ${columns(sql)} from review_items
		where ${matches(sql, filter)} ${visibleTo(sql, only)} ${from(sql, place)} limit ${limit}`;
}

function from(sql: Queryable, place: ReviewPlace): Fragment {
	if (place.sort === 'oldest')
		return sql`${place.after === null ? sql`` : sql`and id > ${place.after}::uuid`} order by id`;
	const { after } = place;
	const beyond = after
		? sql`and (currency, -billed, id) > (${after.currency}, -${after.billed}::text::numeric, ${after.id}::uuid)`
		: sql``;
	return sql`${beyond} order by currency, -billed, id`;
}

/** How many items wait for the same reason; an item with several reasons counts for each. */
export interface ReasonCount {
	readonly rule: string;
	readonly carc: string;
	readonly items: number;
}

export async function countReviewItems(
	sql: Queryable,
	filter: ReviewFilter,
	only: RowRule | null,
): Promise<{ readonly items: number; readonly reasons: readonly ReasonCount[] }> {
	const [found] = await sql<{ items: number; reasons: ReasonCount[] }[]>`
		with chosen as (select id, reasons from review_items where ${matches(sql, filter)} ${visibleTo(sql, only)}),
			counted as (
				select reason ->> 'rule' as rule, reason ->> 'carc' as carc, count(distinct id)::int as items
				from chosen cross join jsonb_array_elements(reasons) as reason group by 1, 2
			)
		select (select count(*)::int from chosen) as items,
			coalesce((select jsonb_agg(counted order by items desc, rule, carc) from counted), '[]') as reasons`;
	return found ?? { items: 0, reasons: [] };
}

export async function readReviewItem(
	sql: Queryable,
	id: string,
	only: RowRule | null,
): Promise<ReviewItem | null> {
	const [item] = await sql<ReviewItem[]>`
		select ${columns(sql)} from review_items where id = ${id} ${visibleTo(sql, only)}`;
	return item ?? null;
}

export async function readReviewItemsById(sql: Queryable, ids: readonly string[]): Promise<ReviewItem[]> {
	return sql<ReviewItem[]>`
		select ${columns(sql)} from review_items where id = any (${ids as string[]}::uuid[])`;
}

const columns = (sql: Queryable): Fragment => sql`
	id, kind, claim_id, claim_number, decision_id, member_id, group_id, provider_id, currency, billed, reasons, authority, status,
	assigned_to, proposal, request,
	(select coalesce(jsonb_agg(distinct kind order by kind), '[]') from claim_documents as came
		where came.claim_id = review_items.claim_id) as received,
	${instant(sql, 'opened_at')} as opened_at, ${instant(sql, 'closed_at')} as closed_at, closed_by,
	note, version`;

function matches(sql: Queryable, filter: ReviewFilter): Fragment {
	const { status, rule, carc, policy_id, assigned_to, within_authority } = filter;
	const reason = JSON.stringify([{ ...(rule && { rule }), ...(carc && { carc }) }]);
	const conditions: Fragment[] = [
		...(rule || carc ? [sql`and reasons @> ${reason}::text::jsonb`] : []),
		...equal(sql, filter, ['kind', 'currency', 'claim_id', 'member_id', 'group_id', 'provider_id']),
		...(policy_id
			? [
					sql`and exists (select from decisions where decisions.id = review_items.decision_id and decisions.policy_id = ${policy_id})`,
				]
			: []),
		...(filter.billed_from ? [sql`and billed >= ${filter.billed_from}::text::numeric`] : []),
		...(filter.billed_to ? [sql`and billed <= ${filter.billed_to}::text::numeric`] : []),
		...(filter.opened_from ? [sql`and opened_at >= ${filter.opened_from}::text::timestamptz`] : []),
		...(filter.opened_before ? [sql`and opened_at < ${filter.opened_before}::text::timestamptz`] : []),
		...(assigned_to === undefined
			? []
			: [sql`and assigned_to is not distinct from ${assigned_to || null}::text`]),
		...(within_authority === undefined ? [] : [sql`and authority <= ${within_authority}`]),
	];
	return conditions.reduce((all, condition) => sql`${all} ${condition}`, sql`status = ${status}`);
}

const equal = (
	sql: Queryable,
	filter: ReviewFilter,
	names: readonly ('kind' | 'currency' | 'claim_id' | 'member_id' | 'group_id' | 'provider_id')[],
): Fragment[] => names.flatMap((name) => (filter[name] ? [sql`and ${sql(name)} = ${filter[name]}`] : []));
