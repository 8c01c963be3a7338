import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { Why } from '../domain/reversal';
import { instant } from './decision-reader.repository';

/** That a decision no longer stands. */
export interface UndoneRow {
	readonly decision_id: string;
	readonly undone_at: string;
	readonly why: readonly (Why & {
		/** What the person said to colleagues, where it was what somebody did with a review item. */
		readonly reason: string | null;
	})[];
}

/** Of a claim that is decided again and again nobody reads more. */
const AT_MOST = 50;

/** Which decisions of a claim no longer stand, the oldest first. What is no review item may have any text for its subject. */
export async function readUndone(sql: Queryable, claimId: string): Promise<UndoneRow[]> {
	return sql<UndoneRow[]>`
		select * from (
			select decision_id, ${instant(sql, 'undone_at')} as undone_at, (
				select coalesce(jsonb_agg(cause || jsonb_build_object('reason', item.note) order by nth), '[]')
				from jsonb_array_elements(why) with ordinality as each (cause, nth)
				left join review_items as item
					on item.id = case when cause ->> 'cause' like 'review.%' then (cause ->> 'subject')::uuid end
			) as why
			from undone_decisions where claim_id = ${claimId} order by undone_at desc, decision_id desc limit ${AT_MOST}
		) as latest order by undone_at, decision_id`;
}
