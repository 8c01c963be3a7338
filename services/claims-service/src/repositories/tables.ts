/**
 * What TypeScript knows of this schema: the rows that the statements beside this file read and write. A test compares it
 * with the migrated tables. Columns keep their own names, which are those of the wire as well.
 */
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import {
	bigint,
	date,
	integer,
	json,
	numeric,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid,
} from 'drizzle-orm/pg-core';
import type { AppealStatus } from '../domain/appeal';
import type { ClaimStatus } from '../domain/claim-status';

const instant = () => timestamp({ withTimezone: true, mode: 'string' });
const calendarDate = () => date({ mode: 'string' });
const amount = () => numeric({ precision: 20, scale: 4 });

export const claimBatches = pgTable('claim_batches', {
	id: uuid().primaryKey(),
	name: text().notNull(),
	format: text().notNull(),
	expected: integer(),
	submitted_by: text().notNull(),
	created_at: instant().notNull(),
	accepted: integer().notNull().default(0),
	duplicate: integer().notNull().default(0),
	rejected: integer().notNull().default(0),
});

export const claims = pgTable('claims', {
	id: uuid().primaryKey(),
	claim_number: text().notNull().unique(),
	status: text().$type<ClaimStatus>().notNull(),
	version: integer().notNull().default(1),
	family_key: text().notNull(),
	submitter_claim_id: text().notNull(),
	type: text().notNull(),
	use: text().notNull(),
	frequency_code: text().notNull(),
	currency: text().notNull(),
	total_charge: amount().notNull(),
	billing_npi: text(),
	service_from: calendarDate(),
	service_to: calendarDate(),
	received_at: instant().notNull(),
	received_on: calendarDate().notNull(),
	batch_id: uuid(),
	identity: text(),
	replaces_id: uuid(),
	replaced_by_id: uuid(),
	decision_id: uuid(),
	member_id: uuid(),
	provider_id: uuid(),
	paid: amount(),
	warnings: json().$type<readonly ProblemDetail[]>(),
	updated_at: instant().notNull(),
});

export const claimContents = pgTable('claim_contents', {
	claim_id: uuid().primaryKey(),
	content: json().notNull(),
});

export const claimLines = pgTable(
	'claim_lines',
	{
		claim_id: uuid().notNull(),
		number: integer().notNull(),
		service_date: calendarDate(),
		service_date_end: calendarDate(),
		procedure_code: text(),
		revenue_code: text(),
		units: numeric({ precision: 12, scale: 3 }).notNull(),
		charge: amount().notNull(),
	},
	(line) => [primaryKey({ columns: [line.claim_id, line.number] })],
);

export const claimHistory = pgTable(
	'claim_history',
	{
		claim_id: uuid().notNull(),
		seq: integer().notNull(),
		at: instant().notNull(),
		from_status: text().$type<ClaimStatus>(),
		to_status: text().$type<ClaimStatus>().notNull(),
		reason: text(),
		event_id: uuid(),
	},
	(move) => [primaryKey({ columns: [move.claim_id, move.seq] })],
);

/** Who did not agree with a decision, why, and what became of it. */
export const claimAppeals = pgTable('claim_appeals', {
	id: uuid().primaryKey(),
	claim_id: uuid().notNull(),
	decision_id: uuid().notNull(),
	asked_by: text().notNull(),
	reason: text().notNull(),
	status: text().$type<AppealStatus>().notNull().default('open'),
	asked_at: instant().notNull(),
	closed_at: instant(),
});

/** Which claims stand where: written by triggers, with each move of a claim. */
export const claimStandings = pgTable(
	'claim_standings',
	{ status: text().$type<ClaimStatus>().notNull(), claim_id: uuid().notNull() },
	(standing) => [primaryKey({ columns: [standing.status, standing.claim_id] })],
);

/** How many claims stand where, but for the changes that are not folded in yet; both are written by the same triggers. */
export const claimCounts = pgTable('claim_counts', {
	status: text().$type<ClaimStatus>().primaryKey(),
	claims: bigint({ mode: 'number' }).notNull(),
});
export const claimCountChanges = pgTable('claim_count_changes', {
	status: text().$type<ClaimStatus>().notNull(),
	claims: bigint({ mode: 'number' }).notNull(),
});

/** Which claims are a member's or a provider's, or once were: written by the same triggers. */
export const claimParties = pgTable(
	'claim_parties',
	{ party_id: uuid().notNull(), claim_id: uuid().notNull() },
	(party) => [primaryKey({ columns: [party.party_id, party.claim_id] })],
);

export type ClaimRow = typeof claims.$inferSelect;
export type ClaimBatchRow = typeof claimBatches.$inferSelect;
export type ClaimContentRow = typeof claimContents.$inferSelect;
export type ClaimLineRow = typeof claimLines.$inferSelect;
export type ClaimAppealRow = typeof claimAppeals.$inferSelect;
export type ClaimHistoryRow = typeof claimHistory.$inferSelect;

export const fhirExports = pgTable('fhir_exports', {
	id: uuid().primaryKey(),
	requested_by: text().notNull(),
	row_rule: json(),
	request: text().notNull(),
	types: text().array().notNull(),
	since: instant(),
	requested_at: instant().notNull(),
	status: text().notNull(),
	attempts: integer().notNull(),
	transaction_time: instant(),
	type_at: integer().notNull(),
	position: text(),
	claims: bigint({ mode: 'number' }).notNull(),
	files: json().notNull(),
	heartbeat_at: instant(),
	finished_at: instant(),
	error_code: text(),
});
