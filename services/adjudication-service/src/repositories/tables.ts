import {
	bigint,
	boolean,
	customType,
	date,
	integer,
	json,
	jsonb,
	numeric,
	pgTable,
	smallint,
	text,
	timestamp,
	uuid,
} from 'drizzle-orm/pg-core';

const money = (name: string) => numeric(name, { precision: 20, scale: 4 });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

export const decisions = pgTable('decisions', {
	id: uuid('id').primaryKey(),
	position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
	kind: text('kind').notNull(),
	claimId: uuid('claim_id').notNull(),
	claimNumber: text('claim_number').notNull(),
	familyKey: text('family_key').notNull(),
	memberId: uuid('member_id'),
	familyId: uuid('family_id'),
	groupId: uuid('group_id'),
	providerId: uuid('provider_id'),
	policyId: uuid('policy_id'),
	planVersionId: uuid('plan_version_id'),
	contractId: uuid('contract_id'),
	firstDate: date('first_date'),
	lastDate: date('last_date'),
	outcome: text('outcome').notNull(),
	currency: text('currency').notNull(),
	billed: money('billed').notNull(),
	allowed: money('allowed').notNull(),
	paid: money('paid').notNull(),
	memberOwes: money('member_owes').notNull(),
	providerWritesOff: money('provider_writes_off').notNull(),
	other: money('other').notNull(),
	engineVersion: text('engine_version').notNull(),
	decidedAt: instant('decided_at').notNull(),
	decidedBy: text('decided_by').notNull(),
	reverses: uuid('reverses'),
	reversedBy: uuid('reversed_by'),
	body: json('body'),
	record: bytes('record'),
	pack: uuid('pack'),
	place: smallint('place'),
	movements: json('movements'),
	history: json('history'),
	historyTo: date('history_to'),
});

export const decisionPacks = pgTable('decision_packs', {
	id: uuid('id').primaryKey(),
	content: bytes('content').notNull(),
});

export const balanceSheets = pgTable('balance_sheets', {
	owner: text('owner').notNull(),
	currency: text('currency').notNull(),
	year: text('year').notNull(),
	used: json('used').notNull(),
	version: integer('version').notNull(),
});

export const factsInHand = pgTable('facts_in_hand', {
	id: uuid('id').primaryKey(),
	beganAt: instant('began_at').notNull().defaultNow(),
});

export const voidedClaims = pgTable('voided_claims', {
	claimId: uuid('claim_id').primaryKey(),
	replacedBy: uuid('replaced_by'),
	voidedAt: instant('voided_at').notNull(),
});

export const claimDocuments = pgTable('claim_documents', {
	claimId: uuid('claim_id').notNull(),
	documentId: uuid('document_id').notNull(),
	kind: text('kind').notNull(),
	receivedAt: instant('received_at').notNull(),
});

export const documentReminders = pgTable('document_reminders', {
	claimId: uuid('claim_id').notNull(),
	due: date('due').notNull(),
	documents: integer('documents').notNull(),
	remindedAt: instant('reminded_at').notNull(),
});

export const unansweredDocuments = pgTable('unanswered_documents', {
	claimId: uuid('claim_id').notNull(),
	document: text('document').notNull(),
	reviewItemId: uuid('review_item_id').notNull(),
	due: date('due').notNull(),
});

export const undoneDecisions = pgTable('undone_decisions', {
	claimId: uuid('claim_id').notNull(),
	decisionId: uuid('decision_id').notNull(),
	undoneAt: instant('undone_at').notNull(),
	why: jsonb('why').notNull(),
});

export const reviewItems = pgTable('review_items', {
	id: uuid('id').primaryKey(),
	kind: text('kind').notNull(),
	claimId: uuid('claim_id').notNull(),
	claimNumber: text('claim_number').notNull(),
	decisionId: uuid('decision_id').notNull(),
	memberId: uuid('member_id'),
	groupId: uuid('group_id'),
	providerId: uuid('provider_id'),
	currency: text('currency').notNull(),
	billed: money('billed').notNull(),
	reasons: jsonb('reasons').notNull(),
	authority: smallint('authority'),
	status: text('status').notNull(),
	assignedTo: text('assigned_to'),
	proposal: jsonb('proposal'),
	request: jsonb('request'),
	openedAt: instant('opened_at').notNull(),
	closedAt: instant('closed_at'),
	closedBy: text('closed_by'),
	note: text('note'),
	version: integer('version').notNull(),
});

export const releases = pgTable('releases', {
	claimId: uuid('claim_id').notNull(),
	fingerprint: text('fingerprint').notNull(),
	reviewItemId: uuid('review_item_id').notNull(),
	releasedBy: text('released_by').notNull(),
	reason: text('reason').notNull(),
	releasedAt: instant('released_at').notNull(),
	covers: text('covers'),
	upTo: bigint('up_to', { mode: 'number' }),
});

export const reviewedDenials = pgTable('reviewed_denials', {
	claimId: uuid('claim_id').primaryKey(),
	denial: jsonb('denial').notNull(),
	reviewItemId: uuid('review_item_id').notNull(),
	reviewedBy: text('reviewed_by').notNull(),
	reviewedAt: instant('reviewed_at').notNull(),
});

export const readjudications = pgTable('readjudications', {
	id: uuid('id').primaryKey(),
	claimId: uuid('claim_id').notNull(),
	cause: text('cause').notNull().default('requested'),
	subject: text('subject'),
	requestedBy: text('requested_by').notNull(),
	correlationId: text('correlation_id').notNull(),
	requestedAt: instant('requested_at').notNull(),
	retryAt: instant('retry_at'),
	doneAt: instant('done_at'),
	decisionId: uuid('decision_id'),
});

export const authorizationUses = pgTable('authorization_uses', {
	authorizationId: uuid('authorization_id').notNull(),
	claimId: uuid('claim_id').notNull(),
	currency: text('currency').notNull(),
	amount: money('amount').notNull(),
	version: integer('version').notNull(),
	toldVersion: integer('told_version').notNull(),
});

export const reviewedPrices = pgTable('reviewed_prices', {
	claimId: uuid('claim_id').notNull(),
	line: integer('line').notNull(),
	allowed: bigint('allowed', { mode: 'number' }).notNull(),
	reviewItemId: uuid('review_item_id').notNull(),
	reviewedBy: text('reviewed_by').notNull(),
	reviewedAt: instant('reviewed_at').notNull(),
});

export const unknownParties = pgTable('unknown_parties', {
	number: text('number').notNull(),
	claimId: uuid('claim_id').notNull(),
});

export const shortages = pgTable('shortages', {
	key: text('key').notNull(),
	currency: text('currency').notNull(),
	firstDate: date('first_date').notNull(),
	familyId: uuid('family_id').notNull(),
	decisionId: uuid('decision_id').notNull(),
	most: bigint('most', { mode: 'number' }).notNull(),
});

export const fundNotices = pgTable('fund_notices', {
	key: text('key').notNull(),
	kind: text('kind').notNull(),
	credited: bigint('credited', { mode: 'number' }).notNull(),
	percent: smallint('percent').notNull(),
});

export const recalculations = pgTable('recalculations', {
	id: uuid('id').primaryKey(),
	cause: text('cause').notNull(),
	subject: text('subject'),
	touches: jsonb('touches').notNull(),
	isForced: boolean('is_forced').notNull(),
	requestedBy: text('requested_by').notNull(),
	correlationId: text('correlation_id').notNull(),
	requestedAt: instant('requested_at').notNull(),
	foundAt: instant('found_at'),
});

export const familyRecalculations = pgTable('family_recalculations', {
	id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	recalculationId: uuid('recalculation_id').notNull(),
	familyId: uuid('family_id'),
	claimIds: uuid('claim_ids').array().notNull(),
	since: date('since'),
	ripeAt: instant('ripe_at').notNull(),
	failures: integer('failures').notNull(),
	errorCode: text('error_code'),
	parkedAt: instant('parked_at'),
	doneAt: instant('done_at'),
	lookedAt: integer('looked_at'),
	adjusted: integer('adjusted'),
	net: jsonb('net'),
});

export const simulations = pgTable('simulations', {
	id: uuid('id').primaryKey(),
	request: jsonb('request').notNull(),
	requestedBy: text('requested_by').notNull(),
	requestedAt: instant('requested_at').notNull(),
	status: text('status').notNull(),
	attempts: integer('attempts').notNull(),
	done: integer('done').notNull(),
	total: integer('total'),
	startedAt: instant('started_at'),
	heartbeatAt: instant('heartbeat_at'),
	finishedAt: instant('finished_at'),
	errorCode: text('error_code'),
	result: jsonb('result'),
});

export const predeterminations = pgTable('predeterminations', {
	id: uuid('id').primaryKey(),
	submitterClaimId: text('submitter_claim_id').notNull(),
	memberId: uuid('member_id'),
	groupId: uuid('group_id'),
	providerId: uuid('provider_id'),
	currency: text('currency').notNull(),
	decidedAt: instant('decided_at').notNull(),
	askedBy: text('asked_by').notNull(),
	content: json('content').notNull(),
	answer: json('answer').notNull(),
	movements: json('movements').notNull(),
	record: bytes('record').notNull(),
});
