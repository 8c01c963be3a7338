import { jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const clients = pgTable('clients', {
	id: uuid('id').primaryKey(),
	name: text('name').notNull(),
	role: text('role').notNull(),
	memberId: uuid('member_id'),
	providerId: uuid('provider_id'),
	groupId: uuid('group_id'),
	authority: smallint('authority').notNull().default(1),
	scopes: text('scopes').array().notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
	withdrawnAt: instant('withdrawn_at'),
});

export const clientSecrets = pgTable(
	'client_secrets',
	{
		clientId: uuid('client_id')
			.notNull()
			.references(() => clients.id),
		hash: text('hash').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
		expiresAt: instant('expires_at'),
	},
	(table) => [primaryKey({ columns: [table.clientId, table.hash] })],
);

export const artifacts = pgTable(
	'artifacts',
	{
		kind: text('kind').notNull(),
		id: text('id').notNull(),
		payload: jsonb('payload').notNull(),
		grantId: text('grant_id'),
		userCode: text('user_code'),
		uid: text('uid'),
		expiresAt: instant('expires_at'),
	},
	(table) => [primaryKey({ columns: [table.kind, table.id] })],
);
