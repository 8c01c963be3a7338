import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = () => timestamp({ withTimezone: true, mode: 'string' }).notNull().defaultNow();

export const plans = pgTable('plans', {
	id: text().primaryKey(),
	name: text().notNull(),
	currency: text().notNull(),
	product: text(),
	draft: jsonb(),
	version: integer().notNull().default(1),
	created_at: instant(),
});

export const plan_versions = pgTable('plan_versions', {
	id: uuid().primaryKey(),
	plan_id: text().notNull(),
	number: integer().notNull(),
	effective_from: date().notNull(),
	document: jsonb().notNull(),
	content_hash: text().notNull(),
	published_at: instant(),
});
