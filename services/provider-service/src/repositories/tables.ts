import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = () => timestamp({ withTimezone: true, mode: 'string' }).notNull().defaultNow();

export const providers = pgTable('providers', {
	id: uuid().primaryKey(),
	kind: text({ enum: ['facility', 'practitioner'] }).notNull(),
	name: text().notNull(),
	npi: text(),
	tax_id: text(),
	status: text({ enum: ['active', 'ended'] }).notNull(),
	licence_to: date(),
	specialties: text().array().notNull(),
	channels: text().array().notNull(),
	version: integer().notNull().default(1),
	created_at: instant(),
});

export const contracts = pgTable('contracts', {
	id: uuid().primaryKey(),
	provider_id: uuid().notNull(),
	currency: text().notNull(),
	valid_from: date().notNull(),
	valid_to: date(),
	terms: jsonb().notNull(),
	terms_hash: text().notNull(),
	published_at: instant(),
});

export const contract_ends = pgTable('contract_ends', {
	contract_id: uuid().notNull(),
	last_day: date().notNull(),
	reason: text().notNull(),
	recorded_at: instant(),
});

export const networks = pgTable('networks', {
	id: uuid().primaryKey(),
	name: text().notNull(),
	created_at: instant(),
});

export const network_providers = pgTable('network_providers', {
	network_id: uuid().notNull(),
	provider_id: uuid().notNull(),
	valid_from: date().notNull(),
	valid_to: date(),
});
