import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { ReviewReasons } from '../domain/review-item';
import type { StoredDecision } from '../domain/stored-decision';
import { instant, visibleTo } from './decision-reader.repository';

export interface NewReviewItem extends ReviewReasons {
	readonly id: string;
	readonly decision: StoredDecision;
}

export async function openReviewItems(tx: Queryable, items: readonly NewReviewItem[]): Promise<void> {
	if (items.length === 0) return;
	const rows = items.map(({ id, decision, reasons, authority }) => ({
		id,
		claim_id: decision.claimId,
		claim_number: decision.claimNumber,
		decision_id: decision.id,
		member_id: decision.parties.memberId,
		group_id: decision.parties.groupId,
		provider_id: decision.parties.providerId,
		currency: decision.currency,
		billed: decision.totals.billed,
		reasons,
		authority,
		opened_at: decision.decidedAt,
	}));
	await tx`
		insert into review_items (id, claim_id, claim_number, decision_id, member_id, group_id, provider_id, currency, billed,
			reasons, authority, status, opened_at)
		select id, claim_id, claim_number, decision_id, member_id, group_id, provider_id, currency, billed, reasons, authority,
			'open', opened_at
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as item (id uuid, claim_id uuid, claim_number text,
			decision_id uuid, member_id uuid, group_id uuid, provider_id uuid, currency text, billed numeric, reasons jsonb,
			authority smallint, opened_at timestamptz)`;
}

/** Claims that were decided otherwise, or cancelled, no longer wait for a person. */
export async function closeReviewItems(
	tx: Queryable,
	claimIds: readonly string[],
	closedAt: string,
	closedBy: string,
): Promise<void> {
	await tx`
		update review_items set status = 'closed', closed_at = ${closedAt}::timestamptz, closed_by = ${closedBy},
			version = version + 1
		where claim_id = any (${claimIds as string[]}::uuid[]) and status = 'open'`;
}

export interface ReviewItemRow {
	readonly id: string;
	readonly claim_id: string;
	readonly claim_number: string;
	readonly decision_id: string;
	readonly member_id: string | null;
	readonly provider_id: string | null;
	readonly currency: string;
	readonly billed: string;
	readonly reasons: ReviewReasons['reasons'];
	readonly authority: number | null;
	readonly status: 'open' | 'released' | 'denied' | 'closed';
	readonly assigned_to: string | null;
	readonly opened_at: string;
	readonly closed_at: string | null;
	readonly closed_by: string | null;
	readonly note: string | null;
	readonly version: number;
}

const columns = (sql: Queryable): Fragment => sql`
	id, claim_id, claim_number, decision_id, member_id, provider_id, currency, billed, reasons, authority, status, assigned_to,
	${instant(sql, 'opened_at')} as opened_at, ${instant(sql, 'closed_at')} as closed_at, closed_by, note, version`;

export interface ReviewFilter {
	readonly status: ReviewItemRow['status'];
	readonly assignedTo: string | null;
	readonly claimId: string | null;
	readonly after: string | null;
	readonly limit: number;
}

/** The queue, the longest waiting first. */
export async function readReviewItems(
	sql: Queryable,
	{ status, assignedTo, claimId, after, limit }: ReviewFilter,
	only: RowRule | null,
): Promise<ReviewItemRow[]> {
	return sql<ReviewItemRow[]>`
		select ${columns(sql)} from review_items
		where status = ${status} and (${after}::uuid is null or id > ${after}::uuid)
			and (${assignedTo}::text is null or assigned_to = ${assignedTo})
			and (${claimId}::uuid is null or claim_id = ${claimId}::uuid) ${visibleTo(sql, only)}
		order by id limit ${limit}`;
}

export async function readReviewItem(
	sql: Queryable,
	id: string,
	only: RowRule | null,
): Promise<ReviewItemRow | null> {
	const [item] = await sql<ReviewItemRow[]>`
		select ${columns(sql)} from review_items where id = ${id} ${visibleTo(sql, only)}`;
	return item ?? null;
}

/** The effect that ends an open item by a person's word, for a one-statement write. */
export const endReviewItem = (
	sql: Queryable,
	item: Pick<ReviewItemRow, 'id' | 'status' | 'closed_at' | 'closed_by' | 'note'>,
): Fragment => sql`
	update review_items set status = ${item.status}, closed_at = ${item.closed_at}::timestamptz,
		closed_by = ${item.closed_by}, note = ${item.note}, version = version + 1
	from once where review_items.id = ${item.id}::uuid and status = 'open'`;

/** The effect that gives an item to a person, or to nobody. */
export const assignReviewItem = (
	sql: Queryable,
	{ id, assigned_to, version }: Pick<ReviewItemRow, 'id' | 'assigned_to' | 'version'>,
): Fragment => sql`
	update review_items set assigned_to = ${assigned_to}, version = version + 1
	from once where review_items.id = ${id}::uuid and status = 'open' and version = ${version}`;

/** The claims of these policies that wait for a person because the group's balance was short, in the order they came. */
export async function claimsWaitingForFunds(
	tx: Queryable,
	policyIds: readonly string[],
): Promise<{ readonly claim_id: string; readonly policy_id: string }[]> {
	return tx<{ claim_id: string; policy_id: string }[]>`
		select item.claim_id, decision.policy_id
		from review_items as item join decisions as decision on decision.id = item.decision_id
		where item.status = 'open' and decision.policy_id = any (${policyIds as string[]}::uuid[])
			and item.reasons @> '[{"rule": "R28"}]'
		order by item.id`;
}
