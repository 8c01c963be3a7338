import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { ReviewItem, ReviewReasons } from '../domain/review-item';
import type { StoredDecision } from '../domain/stored-decision';

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

/** The effect that adds what a person wants otherwise than it was decided. */
export const addReviewItem = (sql: Queryable, item: ReviewItem): Fragment => sql`
	insert into review_items (id, kind, claim_id, claim_number, decision_id, member_id, group_id, provider_id, currency,
		billed, reasons, authority, status, proposal, opened_at, closed_at, closed_by, note, version)
	select id, kind, claim_id, claim_number, decision_id, member_id, group_id, provider_id, currency, billed, reasons,
		authority, status, proposal, opened_at, closed_at, closed_by, note, version
	from jsonb_populate_record(null::review_items, ${JSON.stringify(item)}::text::jsonb) cross join once`;

/** Claims that were decided again no longer wait for a person as they did; what a person wants otherwise goes on waiting. */
export async function closeReviewItems(
	tx: Queryable,
	claimIds: readonly string[],
	closedAt: string,
	closedBy: string,
	kinds: readonly ReviewItem['kind'][] = ['pend'],
): Promise<void> {
	await tx`
		update review_items set status = 'closed', closed_at = ${closedAt}::timestamptz, closed_by = ${closedBy},
			version = version + 1
		where claim_id = any (${claimIds as string[]}::uuid[]) and kind = any (${kinds as string[]}::text[])
			and status in ('open', 'awaiting_approval')`;
}

/**
 * A claim that was decided again and still waits keeps what people had entered: to whom it is given, also where they let
 * it pass and something new appeared, and what was asked for; and, as long as nothing has, what one person has proposed to another. Less of the
 * same is nothing new.
 */
export async function carryOver(tx: Queryable, claimIds: readonly string[]): Promise<void> {
	await tx`
		with closed as (
			select distinct on (claim_id) * from review_items
			where claim_id = any (${claimIds as string[]}::uuid[]) and kind = 'pend' and status in ('closed', 'released')
			order by claim_id, id desc
		), kept as (
			select item.id, closed.assigned_to, closed.proposal, closed.request, closed.note, closed.status = 'closed' and not exists (
				select from jsonb_array_elements(item.reasons) as new where not exists (
					select from jsonb_array_elements(closed.reasons) as seen
					where seen -> 'fingerprint' = new -> 'fingerprint'
						or seen #> '{covers,fingerprint}' = new #> '{covers,fingerprint}'
							and (new #> '{covers,up_to}')::bigint <= (seen #> '{covers,up_to}')::bigint
				)
			) as is_known
			from closed join review_items as item on item.claim_id = closed.claim_id and item.kind = 'pend'
				and item.status = 'open'
		)
		update review_items as item set assigned_to = kept.assigned_to, request = kept.request,
			proposal = case when is_known then kept.proposal end, note = case when is_known then kept.note end,
			status = case when is_known and kept.proposal is not null then 'awaiting_approval' else item.status end
		from kept where item.id = kept.id`;
}

/** The effect that makes items what people have made of them, as long as nobody else was faster. */
export const changeReviewItems = (sql: Queryable, items: readonly ReviewItem[]): Fragment => {
	const rows = items.map(
		({ id, version, status, assigned_to, proposal, request, note, closed_at, closed_by }) => ({
			...{ id, version, status, assigned_to, proposal, request, note, closed_at, closed_by },
		}),
	);
	return sql`
	update review_items as item set status = made.status, assigned_to = made.assigned_to, proposal = made.proposal,
		request = made.request, note = made.note, closed_at = made.closed_at, closed_by = made.closed_by, version = made.version
	from once, jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as made (id uuid, version int, status text,
		assigned_to text, proposal jsonb, request jsonb, note text, closed_at timestamptz, closed_by text)
	where item.id = made.id and item.version = made.version - 1`;
};

/** The decisions of these policies that wait because the group's balance was short. */
export const decisionsWaitingForFunds = (sql: Queryable, policyIds: readonly string[]): Fragment => sql`
	select item.decision_id from review_items as item join decisions as decision on decision.id = item.decision_id
	where item.status in ('open', 'awaiting_approval') and decision.policy_id = any (${policyIds as string[]}::uuid[])
		and item.reasons @> '[{"rule": "R28"}]'`;

/** The claims of these policies that wait for a person because the group's balance was short, in the order they came. */
export async function claimsWaitingForFunds(
	tx: Queryable,
	policyIds: readonly string[],
): Promise<{ readonly claim_id: string; readonly policy_id: string; readonly family_id: string | null }[]> {
	return tx<{ claim_id: string; policy_id: string; family_id: string | null }[]>`
		select claim_id, policy_id, family_id from decisions
		where id in (${decisionsWaitingForFunds(tx, policyIds)}) order by position`;
}
