import type { Sql, Transaction } from '@claims-askes/chassis/db/connect';
import type { Document, RetentionLimits } from '../domain/document';
import { columns, fromRow } from './documents.repository';

const BATCH = 100;

/** Marks documents that were stored before their kind's limit; their bytes go next. */
export async function takeExpired(
	tx: Transaction,
	{ ofKinds, ofOthers }: RetentionLimits,
): Promise<Document[]> {
	const rows = await tx<Parameters<typeof fromRow>[0][]>`
		update documents set status = 'removing', file_name = null
		where id in (
			-- Kind by kind, so that the index by age answers; which kinds there are it tells as well.
			with recursive kinds (kind) as (
				select min(kind) from documents where status = 'stored'
				union all
				select (select min(kind) from documents where status = 'stored' and kind > kinds.kind) from kinds
				where kinds.kind is not null
			)
			select d.id from kinds
			left join unnest(${ofKinds.map(({ kind }) => kind)}::text[], ${ofKinds.map(({ before }) => before)}::text[]::timestamptz[])
				as kept(kind, before) on kept.kind = kinds.kind
			join documents as d on d.kind = kinds.kind and d.stored_at < coalesce(kept.before, ${ofOthers}::timestamptz)
			where d.status = 'stored' limit ${BATCH} for update of d skip locked
		)
		returning ${columns(tx)}`;
	return rows.map(fromRow);
}

export async function findRemoving(sql: Sql): Promise<{ id: string; content_key: string }[]> {
	return sql<{ id: string; content_key: string }[]>`
		select id, content_key from documents where status = 'removing' and content_key is not null limit ${BATCH}`;
}

export async function markRemoved(sql: Sql, ids: readonly string[]): Promise<void> {
	await sql`update documents set status = 'removed', content_key = null
		where id = any(${[...ids]}::uuid[]) and status = 'removing'`;
}

/** Documents whose content was announced and never came. */
export async function removeAbandoned(sql: Sql, before: Date): Promise<number> {
	const { count } = await sql`
		delete from documents where status = 'awaiting_content' and created_at < ${before.toISOString()}`;
	return count;
}
