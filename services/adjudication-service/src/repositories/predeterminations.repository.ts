import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';
import { type MovementRow, visibleTo } from './decision-reader.repository';

/** What would be decided, with what was asked and how it came about. Answer and content are JSON, as they are handed out. */
export interface StoredPredetermination {
	readonly id: string;
	readonly submitterClaimId: string;
	readonly memberId: string | null;
	readonly groupId: string | null;
	readonly providerId: string | null;
	readonly currency: string;
	readonly decidedAt: string;
	readonly askedBy: string;
	readonly content: string;
	readonly answer: string;
	readonly movements: readonly MovementRow[];
	readonly record: Uint8Array;
}

/** The effect that keeps one, for a one-statement write. */
export const insertPredetermination = (sql: Queryable, kept: StoredPredetermination): Fragment => sql`
	insert into predeterminations (
		id, submitter_claim_id, member_id, group_id, provider_id, currency, decided_at, asked_by,
		content, answer, movements, record
	)
	select ${kept.id}::uuid, ${kept.submitterClaimId}, ${kept.memberId}::uuid, ${kept.groupId}::uuid,
		${kept.providerId}::uuid, ${kept.currency}, ${kept.decidedAt}::timestamptz, ${kept.askedBy},
		${kept.content}::text::json, ${kept.answer}::text::json, ${JSON.stringify(kept.movements)}::text::json,
		${kept.record}::bytea
	from once`;

export interface PredeterminationsWanted {
	readonly member_id?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly submitter_claim_id?: string | undefined;
}

export interface AnswerRow {
	readonly id: string;
	readonly answer: string;
}

/** One more than the page holds, newest first. */
export async function listPredeterminations(
	sql: Queryable,
	{ member_id, provider_id, submitter_claim_id }: PredeterminationsWanted,
	only: RowRule | null,
	{ before, limit }: PageBefore,
): Promise<AnswerRow[]> {
	return sql<AnswerRow[]>`
		select id, answer::text as answer from predeterminations
		where true ${visibleTo(sql, only)}
			${member_id ? sql`and member_id = ${member_id}` : sql``}
			${provider_id ? sql`and provider_id = ${provider_id}` : sql``}
			${submitter_claim_id ? sql`and submitter_claim_id = ${submitter_claim_id}` : sql``}
			${before ? sql`and id < ${before}` : sql``}
		order by id desc limit ${limit + 1}`;
}

export interface KeptRow extends AnswerRow {
	readonly content: string;
	readonly currency: string;
	readonly movements: string;
	readonly record: Uint8Array;
}

export async function findPredetermination(
	sql: Queryable,
	id: string,
	only: RowRule | null,
): Promise<KeptRow | null> {
	const [row] = await sql<KeptRow[]>`
		select id, answer::text as answer, content::text as content, currency, movements::text as movements, record
		from predeterminations where id = ${id} ${visibleTo(sql, only)}`;
	return row ?? null;
}

export async function forgetPredeterminations(sql: Queryable, olderThanDays: number): Promise<number> {
	const { count } = await sql`
		delete from predeterminations where decided_at < now() - ${olderThanDays}::int * interval '1 day'`;
	return count;
}
