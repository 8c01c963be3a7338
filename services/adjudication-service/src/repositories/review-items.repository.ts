import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { ReviewReasons } from '../domain/review-item';
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
