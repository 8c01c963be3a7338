import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import { type DecisionTexts, type Kept, kept, withTexts } from './decision-packs.repository';

/** A stored decision with its published body, as it is read back. */
export interface DecisionRow {
	readonly id: string;
	readonly claim_id: string;
	readonly claim_number: string;
	readonly outcome: 'pended' | 'denied' | 'partially_approved' | 'approved';
	readonly currency: string;
	readonly decided_at: string;
	readonly member_id: string | null;
	readonly family_id: string | null;
	readonly provider_id: string | null;
	readonly policy_id: string | null;
	readonly plan_version_id: string | null;
	readonly contract_id: string | null;
	readonly engine_version: string;
	readonly reversed_by: string | null;
	readonly billed: string;
	readonly allowed: string;
	readonly paid: string;
	readonly member_owes: string;
	readonly provider_writes_off: string;
	readonly other: string;
	/** The published lines, adjustments and alerts, as JSON. */
	readonly body: string;
}

/** Which decisions: by their own ids, or the live ones of these claims. */
export type DecisionsWanted = { readonly ids: readonly string[] } | { readonly claimIds: readonly string[] };

/** Those of the wanted decisions that the caller may see. */
export async function readDecisions(
	sql: Queryable,
	wanted: DecisionsWanted,
	only: RowRule | null,
): Promise<DecisionRow[]> {
	return sql<DecisionRow[]>`
		select id, claim_id, claim_number, outcome, currency, ${instant(sql, 'decided_at')} as decided_at, member_id, family_id,
			provider_id, policy_id, plan_version_id, contract_id, engine_version, reversed_by, billed, allowed, paid,
			member_owes, provider_writes_off, other, body::text as body
		from decisions where kind = 'decision' and ${which(sql, wanted)} ${visibleTo(sql, only)}`;
}

export interface RecordRow extends DecisionRow {
	readonly texts: DecisionTexts;
	readonly group_id: string | null;
}

/** A claim's live decision with what it was made of. */
export async function readLiveRecord(
	sql: Queryable,
	claimId: string,
	only: RowRule | null,
): Promise<RecordRow | null> {
	const [decision] = await readDecisions(sql, { claimIds: [claimId] }, only);
	if (!decision) return null;
	const [found] = await withTexts(
		sql,
		await sql<(Pick<RecordRow, 'group_id'> & Kept)[]>`
			select group_id, ${kept(sql)} from decisions as decision where id = ${decision.id}`,
	);
	return found ? { ...decision, ...found } : null;
}

/** What decisions were made of, by their ids. */
export async function readRecords(
	sql: Queryable,
	ids: readonly string[],
): Promise<{ readonly id: string; readonly texts: DecisionTexts }[]> {
	if (ids.length === 0) return [];
	return withTexts(
		sql,
		await sql<({ id: string } & Kept)[]>`
			select id, ${kept(sql)} from decisions as decision where id = any (${ids as string[]}::uuid[])`,
	);
}

const which = (sql: Queryable, wanted: DecisionsWanted): Fragment =>
	'ids' in wanted
		? sql`id = any (${wanted.ids as string[]}::uuid[])`
		: sql`claim_id = any (${wanted.claimIds as string[]}::uuid[]) and reversed_by is null`;

/**
 * The rows that a restricted token may see: a member's and a provider's their own. What somebody was treated for is not their
 * employer's to read, so that a group's token sees none.
 */
export function visibleTo(sql: Queryable, only: RowRule | null): Fragment {
	if (only === null) return sql``;
	if ('member_id' in only) return sql`and member_id = ${only.member_id}`;
	if ('provider_id' in only) return sql`and provider_id = ${only.provider_id}`;
	return sql`and false`;
}

export const instant = (sql: Queryable, column: string): Fragment =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
