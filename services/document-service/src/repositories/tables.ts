import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const documents = pgTable('documents', {
	id: uuid().primaryKey(),
	kind: text().notNull(),
	media_type: text().notNull(),
	file_name: text(),
	claim_id: uuid(),
	member_id: uuid(),
	provider_id: uuid(),
	status: text({ enum: ['awaiting_content', 'stored', 'removing', 'removed'] }).notNull(),
	size_bytes: bigint({ mode: 'number' }),
	sha256: text(),
	content_key: text(),
	created_at: instant('created_at').notNull(),
	stored_at: instant('stored_at'),
});

export const uploads = pgTable('uploads', {
	content_key: text().primaryKey(),
	document_id: uuid().notNull(),
	started_at: instant('started_at').notNull(),
});
