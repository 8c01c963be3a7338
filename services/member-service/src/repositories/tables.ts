import { boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const members = pgTable('members', {
	id: uuid().primaryKey(),
	member_number: text().notNull(),
	subscriber_number: text().notNull(),
	family_id: uuid().notNull(),
	group_id: uuid().notNull(),
	relationship: text({ enum: ['employee', 'spouse', 'child'] }).notNull(),
	given_name: text().notNull(),
	family_name: text().notNull(),
	birth_date: date().notNull(),
	death_date: date(),
	sex: text({ enum: ['F', 'M', 'U'] }).notNull(),
	status: text({ enum: ['active', 'ended'] }).notNull(),
	is_disabled: boolean().notNull(),
	is_student: boolean().notNull(),
	pre_existing: text().array().notNull(),
	coordination: jsonb(),
	other_coverage: jsonb(),
	version: integer().notNull().default(1),
	created_at: timestamp({ withTimezone: true, mode: 'string' }).notNull().defaultNow(),
});

export const coverages = pgTable('coverages', {
	id: uuid().primaryKey(),
	member_id: uuid().notNull(),
	policy_id: uuid().notNull(),
	plan_id: text().notNull(),
	product: text(),
	valid_from: date().notNull(),
	valid_to: date(),
});
