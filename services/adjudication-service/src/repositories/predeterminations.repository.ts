import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { compressed, uncompressed } from '@claims-askes/chassis/db/zstd-text';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';
import type { Minor, Movement } from '@claims-askes/engine';
import { visibleTo } from './decision-reader.repository';

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
	readonly movements: readonly Movement[];
	readonly record: string;
}

/** The effect that keeps one, for a one-statement write. */
export const insertPredetermination = (sql: Queryable, kept: StoredPredetermination): Fragment => sql`
	insert into predeterminations (
		id, submitter_claim_id, member_id, group_id, provider_id, currency, decided_at, asked_by,
		content, answer, movements, record
	)
	select ${kept.id}::uuid, ${kept.submitterClaimId}, ${kept.memberId}::uuid, ${kept.groupId}::uuid,
		${kept.providerId}::uuid, ${kept.currency}, ${kept.decidedAt}::timestamptz, ${kept.askedBy},
		${kept.content}::text::json, ${kept.answer}::text::json, ${JSON.stringify(kept.movements.map(asStored))}::text::json,
		${compressed(kept.record)}::bytea
	from once`;

const asStored = ({ key, line, amount }: Movement) => ({ key, line, amount: String(amount) });

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
	readonly movements: readonly Movement[];
	readonly record: string;
}

interface Stored extends Omit<KeptRow, 'movements' | 'record'> {
	readonly movements: readonly ReturnType<typeof asStored>[];
	readonly record: Uint8Array;
}

export async function findPredetermination(
	sql: Queryable,
	id: string,
	only: RowRule | null,
): Promise<KeptRow | null> {
	const [row] = await sql<Stored[]>`
		select id, answer::text as answer, content::text as content, currency, movements, record
		from predeterminations where id = ${id} ${visibleTo(sql, only)}`;
	if (!row) return null;
	const movements = row.movements.map(({ key, line, amount }) => ({
		key,
		line,
		amount: Number(amount) as Minor,
	}));
	return { ...row, movements, record: uncompressed(row.record) };
}

export async function forgetPredeterminations(sql: Queryable, olderThanDays: number): Promise<number> {
	const { count } = await sql`
		delete from predeterminations where decided_at < now() - ${olderThanDays}::int * interval '1 day'`;
	return count;
}
