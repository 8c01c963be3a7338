import type { Queryable } from '@claims-askes/chassis/db/connect';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';
import type { ReviewItem } from '../domain/review-item';

/** An open item whose documents are due soon. */
export type AwaitingItem = Pick<
	ReviewItem,
	'id' | 'claim_id' | 'claim_number' | 'decision_id' | 'member_id' | 'provider_id'
> & {
	/** How many of those that were asked for have not come. */
	readonly documents: number;
	readonly due: CalendarDate;
};

/** When reminders go out, by the payer's calendar. */
export interface Reminding {
	readonly today: CalendarDate;
	readonly days: number;
	readonly timeZone: string;
}

/**
 * Items whose documents are due within so many days, were asked for before these began, and have not all come, unless they were
 * reminded of. Those that another process has in hand are left to it.
 */
export async function takeAwaiting(
	tx: Queryable,
	{ today, days, timeZone }: Reminding,
	limit: number,
): Promise<AwaitingItem[]> {
	return tx<AwaitingItem[]>`
		select id, claim_id, claim_number, decision_id, member_id, provider_id, request ->> 'due' as due,
			missing.documents
		from review_items as item cross join lateral (
			select count(*)::int as documents from jsonb_array_elements_text(item.request -> 'documents') as asked (document)
			where asked.document not in (select kind from claim_documents as came where came.claim_id = item.claim_id)
		) as missing
		where status = 'open' and request is not null
			and request ->> 'due' between ${today}::text and ${addDays(today, days)}::text
			and ((request ->> 'at')::timestamptz at time zone ${timeZone}::text)::date
				< (request ->> 'due')::date - ${days}::int
			and missing.documents > 0 and not exists (
				select from document_reminders as reminder
				where reminder.claim_id = item.claim_id and reminder.due = (item.request ->> 'due')::date
			)
		order by request ->> 'due', id limit ${limit} for update of item skip locked`;
}

/** Answers those that nobody was reminded of before. */
export async function keepReminders(
	tx: Queryable,
	items: readonly AwaitingItem[],
): Promise<readonly AwaitingItem[]> {
	const kept = await tx<{ claim_id: string; due: string }[]>`
		insert into document_reminders (claim_id, due, documents)
		select claim_id, due, documents from jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb)
			as row (claim_id uuid, due date, documents integer)
		on conflict do nothing returning claim_id, due::text`;
	const fresh = new Set(kept.map(({ claim_id, due }) => `${claim_id} ${due}`));
	return items.filter(({ claim_id, due }) => fresh.has(`${claim_id} ${due}`));
}
