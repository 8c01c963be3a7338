import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';

/** An open item whose documents were due, and are not written down as unanswered yet. */
export interface OverdueItem {
	readonly id: string;
	readonly claim_id: string;
	readonly documents: readonly string[];
	readonly due: CalendarDate;
	/** Who asked for them. */
	readonly by: string;
}

/** The longest overdue first; those that another process has in hand are left to it. */
export async function takeOverdue(tx: Queryable, today: CalendarDate, limit: number): Promise<OverdueItem[]> {
	return tx<OverdueItem[]>`
		select id, claim_id, request -> 'documents' as documents, request ->> 'due' as due, request ->> 'by' as by
		from review_items as item
		where status = 'open' and request is not null and request ->> 'due' < ${today}::text and not exists (
			select from unanswered_documents as unanswered
			where unanswered.claim_id = item.claim_id and unanswered.due >= (item.request ->> 'due')::date
		)
		order by request ->> 'due', id limit ${limit} for update skip locked`;
}

/**
 * Answers by id which items it kept. Whoever began to look before another process ended a request, and came to its lock
 * after, has it in hand as well, and is told here that it is done.
 */
export async function keepUnanswered(
	tx: Queryable,
	items: readonly OverdueItem[],
): Promise<ReadonlySet<string>> {
	const rows = items.flatMap(({ id, claim_id, due, documents }) =>
		documents.map((document) => ({ claim_id, document, due, review_item_id: id })),
	);
	const kept = await tx<{ review_item_id: string }[]>`
		insert into unanswered_documents as known (claim_id, document, review_item_id, due)
		select claim_id, document, review_item_id, due
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (claim_id uuid, document text,
			review_item_id uuid, due date)
		on conflict (claim_id, document) do update set review_item_id = excluded.review_item_id, due = excluded.due
			where known.due < excluded.due
		returning review_item_id`;
	return new Set(kept.map(({ review_item_id }) => review_item_id));
}

/** What was asked for in vain of these claims, in the order of its names. */
export async function loadUnanswered(
	tx: Queryable,
	claimIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
	const rows = await tx<{ claim_id: string; documents: string[] }[]>`
		select claim_id, array_agg(document order by document) as documents from unanswered_documents
		where claim_id = any (${claimIds as string[]}::uuid[]) group by claim_id`;
	return new Map(rows.map(({ claim_id, documents }) => [claim_id, documents]));
}
