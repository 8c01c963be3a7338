import type { Queryable } from '@claims-askes/chassis/db/connect';

export interface NewAppeal {
	readonly id: string;
	readonly claim_id: string;
}

/** Puts appeals into the queue, each beside the decision that stands; a claim that was cancelled meanwhile has none. */
export async function openAppeals(
	tx: Queryable,
	appeals: readonly NewAppeal[],
	openedAt: string,
): Promise<void> {
	await tx`
		insert into review_items (id, kind, claim_id, claim_number, decision_id, member_id, group_id, provider_id, currency,
			billed, reasons, authority, status, opened_at)
		select appeal.id, 'appeal', claim_id, claim_number, decision.id, member_id, group_id, provider_id, currency, billed,
			'[]', 1, 'open', ${openedAt}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(appeals)}::text::jsonb) as appeal (id uuid, claim_id uuid)
			join decisions as decision using (claim_id)
		where decision.kind = 'decision' and reversed_by is null`;
}

/** That a claim was decided as a person wanted, by what they said in an override. */
export interface Grant {
	readonly claim_id: string;
	readonly override_id: string;
	readonly by: string;
}

/** Ends the appeals of these claims that still wait, and tells which those were. */
export async function grantAppeals(
	tx: Queryable,
	grants: readonly Grant[],
	closedAt: string,
): Promise<NewAppeal[]> {
	return tx<NewAppeal[]>`
		update review_items as appeal set status = 'granted', closed_at = ${closedAt}::timestamptz, closed_by = said.by,
			note = override.note, version = appeal.version + 1
		from jsonb_to_recordset(${JSON.stringify(grants)}::text::jsonb) as said (claim_id uuid, override_id uuid, by text)
			join review_items as override on override.id = said.override_id
		where appeal.claim_id = said.claim_id and appeal.kind = 'appeal' and appeal.status = 'open'
		returning appeal.id, appeal.claim_id`;
}
