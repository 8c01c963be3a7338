import {
	bigint,
	boolean,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid,
} from 'drizzle-orm/pg-core';
import type { EventFacts } from '../domain/notification';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const runs = pgTable('runs', {
	run_id: uuid().primaryKey(),
	settled: integer().notNull().default(0),
	expected: integer(),
	announced_at: instant('announced_at'),
});

export const settledBatches = pgTable('settled_batches', {
	run_id: uuid().notNull(),
	member_ids: uuid().array().notNull(),
	provider_ids: uuid().array().notNull(),
});

/** Written by processes of the version before. */
export const digests = pgTable(
	'digests',
	{
		run_id: uuid().notNull(),
		recipient_kind: text().notNull(),
		recipient_id: uuid().notNull(),
		claims: integer().notNull(),
	},
	(table) => [primaryKey({ columns: [table.run_id, table.recipient_kind, table.recipient_id] })],
);

export const preferences = pgTable(
	'preferences',
	{
		recipient_kind: text().notNull(),
		recipient_id: uuid().notNull(),
		email: text(),
		is_muted: boolean().notNull(),
		locale: text().notNull(),
		version: integer().notNull().default(1),
	},
	(table) => [primaryKey({ columns: [table.recipient_kind, table.recipient_id] })],
);

export const webhooks = pgTable('webhooks', {
	id: uuid().primaryKey(),
	url: text().notNull(),
	topics: text().array().notNull(),
	recipient_kind: text(),
	recipient_id: uuid(),
	created_at: instant('created_at').notNull(),
	version: integer().notNull().default(1),
	removed_at: instant('removed_at'),
});

export const webhookSecrets = pgTable(
	'webhook_secrets',
	{
		webhook_id: uuid().notNull(),
		secret_id: uuid().notNull(),
		sealed: text().notNull(),
		expires_at: instant('expires_at'),
	},
	(table) => [primaryKey({ columns: [table.webhook_id, table.secret_id] })],
);

export const templates = pgTable(
	'templates',
	{
		topic: text().notNull(),
		locale: text().notNull(),
		version: integer().notNull(),
		subject: text().notNull(),
		body: text().notNull(),
		published_at: instant('published_at').notNull().defaultNow(),
	},
	(table) => [primaryKey({ columns: [table.topic, table.locale, table.version] })],
);

export const notifications = pgTable('notifications', {
	id: uuid().primaryKey(),
	topic: text().notNull(),
	run_id: uuid(),
	event_id: uuid(),
	recipient_kind: text().notNull(),
	recipient_id: uuid(),
	claims: integer(),
	facts: jsonb().$type<EventFacts>(),
	channel: text().notNull(),
	webhook_id: uuid(),
	status: text().notNull().default('queued'),
	attempts: integer().notNull().default(0),
	tries: integer().notNull().default(0),
	next_attempt_at: instant('next_attempt_at'),
	error_code: text(),
	created_at: instant('created_at').notNull().defaultNow(),
	delivered_at: instant('delivered_at'),
});

export const logBatches = pgTable('log_batches', {
	id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	run_id: uuid().notNull(),
	topic: text().notNull(),
	recipient_kind: text().notNull(),
	recipient_ids: uuid().array().notNull(),
	claims: integer().array().notNull(),
	queued_at: instant('queued_at').notNull().defaultNow(),
});

export const deliveries = pgTable(
	'deliveries',
	{
		notification_id: uuid().notNull(),
		attempt: integer().notNull(),
		attempted_at: instant('attempted_at').notNull(),
		error_code: text(),
	},
	(table) => [primaryKey({ columns: [table.notification_id, table.attempt] })],
);
