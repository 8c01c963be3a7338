import type { Fragment, Queryable, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { Document, DocumentKind } from '../domain/document';

export interface DocumentFilter {
	readonly claim_id?: string | undefined;
	readonly member_id?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly kind?: DocumentKind | undefined;
}

export interface DocumentKeys {
	readonly ids?: readonly string[] | undefined;
	readonly claim_ids?: readonly string[] | undefined;
}

type Row = Omit<Document, 'size_bytes'> & { readonly size_bytes: string | null };

export type DocumentsRepository = ReturnType<typeof documentsRepository>;

export function documentsRepository(sql: Sql) {
	const select = (where: Fragment, rest: Fragment = sql``) => sql<Row[]>`
		select ${columns(sql)} from documents where ${where} ${rest}`;

	return {
		async find(id: string, only: RowRule | null): Promise<Document | null> {
			const [row] = await select(sql`id = ${id} and ${visibleTo(sql, only)}`);
			return row ? fromRow(row) : null;
		},

		async findBy({ ids = [], claim_ids = [] }: DocumentKeys, only: RowRule | null): Promise<Document[]> {
			const rows = await select(
				sql`(id = any(${[...ids]}::uuid[]) or claim_id = any(${[...claim_ids]}::uuid[]))
					and ${visibleTo(sql, only)}`,
			);
			return rows.map(fromRow);
		},

		/** One row more than asked for, newest first. */
		async list(
			{ claim_id, member_id, provider_id, kind }: DocumentFilter,
			page: { readonly before: string | null; readonly limit: number },
			only: RowRule | null,
		): Promise<Document[]> {
			const rows = await select(
				sql`${visibleTo(sql, only)}
					${claim_id ? sql`and claim_id = ${claim_id}` : sql``}
					${member_id ? sql`and member_id = ${member_id}` : sql``}
					${provider_id ? sql`and provider_id = ${provider_id}` : sql``}
					${kind ? sql`and kind = ${kind}` : sql``}
					${page.before === null ? sql`` : sql`and id < ${page.before}`}`,
				sql`order by id desc limit ${page.limit + 1}`,
			);
			return rows.map(fromRow);
		},
	};
}

/** The write that stores a new document. */
export const insertDocument = (sql: Sql, d: Document): Fragment =>
	sql`insert into documents (id, kind, media_type, file_name, claim_id, member_id, provider_id, status, size_bytes,
			sha256, content_key, created_at, stored_at)
		select ${d.id}::uuid, ${d.kind}, ${d.media_type}, ${d.file_name}, ${d.claim_id}::uuid, ${d.member_id}::uuid,
			${d.provider_id}::uuid, ${d.status}, ${d.size_bytes}::bigint, ${d.sha256}, ${d.content_key},
			${d.created_at}::timestamptz, ${d.stored_at}::timestamptz
		from once`;

/** The write that says that the bytes are there, unless somebody else's were there first. */
export const updateStored = (sql: Sql, d: Document): Fragment =>
	sql`update documents set (status, size_bytes, sha256, content_key, stored_at) =
			('stored', ${d.size_bytes}::bigint, ${d.sha256}, ${d.content_key}, ${d.stored_at}::timestamptz)
		from once where id = ${d.id}::uuid and status = 'awaiting_content'`;

export const linkToClaim = (sql: Sql, id: string, claimId: string): Fragment =>
	sql`update documents set claim_id = ${claimId}::uuid from once where id = ${id}::uuid and claim_id is null`;

/** A member's token sees that member's documents, a provider's its own; no other restricted token sees any. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	if ('member_id' in only) return sql`member_id = ${only.member_id}`;
	if ('provider_id' in only) return sql`provider_id = ${only.provider_id}`;
	return sql`false`;
}

export const columns = (sql: Queryable): Fragment => sql`
	id, kind, media_type, file_name, claim_id, member_id, provider_id, status, size_bytes, sha256, content_key,
	to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
	to_char(stored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as stored_at`;

export const fromRow = (row: Row): Document => ({
	...row,
	size_bytes: row.size_bytes === null ? null : Number(row.size_bytes),
});
