import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';

export type UploadsRepository = ReturnType<typeof uploadsRepository>;

/** What is on its way into the store, so that nothing stays there without a document. */
export function uploadsRepository(sql: Sql) {
	return {
		async begin(contentKey: string, documentId: string, at: Date): Promise<void> {
			await sql`insert into uploads (content_key, document_id, started_at)
				values (${contentKey}, ${documentId}, ${at.toISOString()})`;
		},
		async end(contentKey: string): Promise<void> {
			await sql`delete from uploads where content_key = ${contentKey}`;
		},
		async leftSince(before: Date): Promise<string[]> {
			const rows = await sql<{ content_key: string }[]>`
				select content_key from uploads where started_at < ${before.toISOString()} order by started_at limit 100`;
			return rows.map(({ content_key }) => content_key);
		},
	};
}

/** The write that hands the bytes over to their document. */
export const endUpload = (sql: Sql, contentKey: string): Fragment =>
	sql`delete from uploads using once where content_key = ${contentKey}`;
