import {
	date,
	integer,
	jsonb,
	numeric,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
const money = (name: string) => numeric(name, { precision: 20, scale: 4 });

export const authorizations = pgTable('authorizations', {
	id: uuid().primaryKey(),
	number: text().notNull(),
	member_id: uuid().notNull(),
	provider_id: uuid(),
	status: text({ enum: ['requested', 'approved', 'denied', 'cancelled'] }).notNull(),
	valid_from: date().notNull(),
	valid_to: date().notNull(),
	benefits: text().array().notNull(),
	codes: jsonb().notNull(),
	currency: text().notNull(),
	amount: money('amount'),
	reason: text(),
	version: integer().notNull().default(1),
	requested_at: instant('requested_at').notNull(),
	decided_at: instant('decided_at'),
});

export const letters = pgTable(
	'letters',
	{
		authorization_id: uuid().notNull(),
		revision: integer().notNull(),
		issued_at: instant('issued_at').notNull(),
		valid_from: date().notNull(),
		valid_to: date().notNull(),
		benefits: text().array().notNull(),
		amount: money('amount'),
	},
	(table) => [primaryKey({ columns: [table.authorization_id, table.revision] })],
);

export const consumptions = pgTable(
	'consumptions',
	{
		authorization_id: uuid().notNull(),
		claim_id: uuid().notNull(),
		amount: money('amount').notNull(),
		recorded_at: instant('recorded_at').notNull(),
		version: integer().notNull().default(0),
	},
	(table) => [primaryKey({ columns: [table.authorization_id, table.claim_id] })],
);
