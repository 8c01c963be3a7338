import {
	boolean,
	customType,
	integer,
	json,
	numeric,
	pgTable,
	smallint,
	text,
	timestamp,
	uuid,
} from 'drizzle-orm/pg-core';

const money = (name: string) => numeric(name, { precision: 20, scale: 4 });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const payables = pgTable('payables', {
	id: uuid('id').primaryKey(),
	kind: text('kind').notNull(),
	claimId: uuid('claim_id'),
	claimNumber: text('claim_number'),
	decisionId: uuid('decision_id'),
	eventKey: text('event_key').notNull(),
	payeeId: uuid('payee_id'),
	payeeKind: text('payee_kind').notNull(),
	memberId: uuid('member_id'),
	outcome: text('outcome').notNull(),
	currency: text('currency').notNull(),
	amount: money('amount').notNull(),
	status: text('status').notNull(),
	runId: uuid('run_id'),
	paymentId: uuid('payment_id'),
	createdAt: instant('created_at').notNull(),
	reissues: text('reissues'),
});

export const owed = pgTable('owed', {
	payeeId: uuid('payee_id').notNull(),
	currency: text('currency').notNull(),
	isClaim: boolean('is_claim').notNull(),
	payableId: uuid('payable_id').notNull(),
});

export const paymentRuns = pgTable('payment_runs', {
	id: uuid('id').primaryKey(),
	status: text('status').notNull(),
	requestedBy: text('requested_by').notNull(),
	startedAt: instant('started_at').notNull(),
	completedAt: instant('completed_at'),
	taken: integer('taken'),
	settled: integer('settled').notNull(),
	totals: json('totals'),
	currency: text('currency'),
});

export const payments = pgTable('payments', {
	id: uuid('id').primaryKey(),
	paymentNumber: text('payment_number').notNull(),
	runId: uuid('run_id').notNull(),
	payeeId: uuid('payee_id').notNull(),
	payeeKind: text('payee_kind').notNull(),
	currency: text('currency').notNull(),
	amount: money('amount').notNull(),
	method: text('method').notNull(),
	claims: integer('claims').notNull(),
	issuedAt: instant('issued_at').notNull(),
});

export const paymentVoids = pgTable('payment_voids', {
	id: uuid('id').primaryKey(),
	paymentId: uuid('payment_id').notNull(),
	status: text('status').notNull(),
	cause: text('cause').notNull(),
	reason: text('reason').notNull(),
	requestedBy: text('requested_by').notNull(),
	requestedAt: instant('requested_at').notNull(),
	judgedBy: text('judged_by'),
	judgedAt: instant('judged_at'),
	note: text('note'),
});

export const remittances = pgTable('remittances', {
	paymentId: uuid('payment_id').primaryKey(),
	payeeId: uuid('payee_id').notNull(),
	document: json('document'),
	packed: bytea('packed'),
});

export const eobs = pgTable('eobs', {
	id: uuid('id').primaryKey(),
	claimId: uuid('claim_id').notNull(),
	decisionId: uuid('decision_id').notNull(),
	memberId: uuid('member_id'),
	payeeId: uuid('payee_id'),
	runId: uuid('run_id').notNull(),
	document: json('document'),
	createdAt: instant('created_at').notNull(),
	packId: uuid('pack_id'),
	place: smallint('place'),
	payeeKind: text('payee_kind').notNull(),
});

export const eobPacks = pgTable('eob_packs', {
	id: uuid('id').primaryKey(),
	documents: bytea('documents').notNull(),
});

export const ledgerEntries = pgTable('ledger_entries', {
	kind: text('kind').notNull(),
	reference: uuid('reference').notNull(),
	number: smallint('number').notNull(),
	debit: text('debit').notNull(),
	credit: text('credit').notNull(),
	currency: text('currency').notNull(),
	amount: money('amount').notNull(),
	postedAt: instant('posted_at').notNull(),
});
