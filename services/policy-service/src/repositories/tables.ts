import { boolean, date, integer, jsonb, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = () => timestamp({ withTimezone: true, mode: 'string' }).notNull().defaultNow();

export const groups = pgTable('groups', {
	id: uuid().primaryKey(),
	number: text().notNull(),
	name: text().notNull(),
	version: integer().notNull().default(1),
	created_at: instant(),
});

export const policies = pgTable('policies', {
	id: uuid().primaryKey(),
	number: text().notNull(),
	group_id: uuid().notNull(),
	currency: text().notNull(),
	valid_from: date().notNull(),
	valid_to: date(),
	has_aso: boolean().notNull(),
	excess_mode: text({
		enum: ['standard', 'any_cause', 'except_exclusions', 'except_exclusions_and_non_medical'],
	}),
	excess_fund: text({ enum: ['buffer', 'non_benefit'] }),
	excess_adds_room: boolean().notNull(),
	version: integer().notNull().default(1),
	created_at: instant(),
});

export const policy_classes = pgTable('policy_classes', {
	policy_id: uuid().notNull(),
	class: text().notNull(),
	valid_from: date().notNull(),
	plan_id: text().notNull(),
	room_class: text(),
});

export const endorsements = pgTable('endorsements', {
	id: uuid().primaryKey(),
	policy_id: uuid().notNull(),
	effective_on: date().notNull(),
	change: jsonb().notNull(),
	recorded_at: instant(),
});

export const fund_credits = pgTable('fund_credits', {
	id: uuid().primaryKey(),
	policy_id: uuid().notNull(),
	fund: text({ enum: ['aso', 'buffer', 'non_benefit'] }).notNull(),
	amount: numeric({ precision: 20, scale: 4 }).notNull(),
	currency: text().notNull(),
	reference: text().notNull(),
	credited_at: instant(),
});
