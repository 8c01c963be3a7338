import type { Queryable, Sql } from '@claims-askes/chassis/db/connect';
import type { Span } from './replay.repository';

/** Which claims are decided again; all others stand as they do. */
export interface SimulatedOnly {
	readonly group_id?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly policy_id?: string | undefined;
}

/** Everything that was decided or undone in a span, as it stood at one moment. */
export interface SimulatedSpan {
	readonly positions: readonly number[];
	/** What was used when the span began, by owner: JSON of [key, currency, used]. */
	readonly balances: ReadonlyMap<string, string>;
	/** The families of which something was undone or decided again. */
	readonly restless: ReadonlySet<string>;
}

/**
 * Reads of one snapshot which decisions a span has, and the balances before it: those of now without what has been moved
 * since. What was decided never changes, so that all the rest can be read later, page by page, without a snapshot.
 */
export function readSpan(sql: Sql, { from, to }: Span): Promise<SimulatedSpan> {
	return sql.begin('isolation level repeatable read read only', async (tx) => {
		await tx`set local statement_timeout = '10min'`;
		const rows = await tx<{ position: string }[]>`
			select position from decisions
			where position >= (select min(position) from decisions where decided_at >= ${from}::text::timestamptz)
				and position <= (select max(position) from decisions where decided_at < ${to}::text::timestamptz)
			order by position`;
		const positions = rows.map(({ position }) => Number(position));
		const [first = 0, last = 0] = [positions[0], positions.at(-1)];
		const balances = await tx<{ owner: string; balances: string }[]>`
			with moved as (
				select key, currency, sum(amount)::bigint as amount
				from decisions as decision join accumulator_movements as movement on movement.decision_id = decision.id
				where position >= ${first} group by key, currency
			), theirs as (
				select member_id, family_id, group_id, policy_id from decisions where position between ${first} and ${last}
			), whose as (
				select 'member:' || member_id as owner from theirs union select 'family:' || family_id from theirs
				union select 'group:' || group_id from theirs union select 'policy:' || policy_id from theirs
				union select owner from accumulators where owner like 'auth:%'
			)
			select owner, json_agg(json_build_array(key, currency, used - coalesce(amount, 0)))::text as balances
			from accumulators join whose using (owner) left join moved using (key, currency)
			where used <> coalesce(amount, 0) group by owner`;
		const restless = await tx<{ family_id: string }[]>`
			select distinct family_id from decisions
			where position between ${first} and ${last} and family_id is not null
				and (kind = 'reversal' or reverses is not null)`;
		return {
			positions,
			balances: new Map(balances.map(({ owner, balances }) => [owner, balances])),
			restless: new Set(restless.map(({ family_id }) => family_id)),
		};
	});
}

/** A decision or reversal, in the place where it was made. */
export interface SpanRow {
	readonly id: string;
	readonly position: string;
	readonly kind: 'decision' | 'reversal';
	readonly claim_id: string;
	readonly claim_number: string;
	readonly member_id: string | null;
	readonly family_id: string | null;
	readonly group_id: string | null;
	readonly provider_id: string | null;
	readonly policy_id: string | null;
	readonly outcome: string;
	readonly currency: string;
	readonly billed: string;
	readonly allowed: string;
	readonly paid: string;
	readonly member_owes: string;
	/** What a reversal undoes, or the pended decision in whose place this one stands. */
	readonly reverses: string | null;
	/** Where it was undone; null: never, as far as is known. */
	readonly undone_position: string | null;
	/** Of decisions that are made again, else null. */
	readonly body: string | null;
	readonly record: Uint8Array | null;
}

export const spanRows = (
	sql: Queryable,
	positions: readonly number[],
	{ group_id, provider_id, policy_id }: SimulatedOnly,
): Promise<SpanRow[]> => {
	const isMadeAgain = sql`(decision.kind = 'decision'
		${group_id ? sql`and decision.group_id = ${group_id}` : sql``}
		${provider_id ? sql`and decision.provider_id = ${provider_id}` : sql``}
		${policy_id ? sql`and decision.policy_id = ${policy_id}` : sql``})`;
	return sql<SpanRow[]>`
		select decision.id, decision.position, decision.kind, decision.claim_id, decision.claim_number, decision.member_id,
			decision.family_id, decision.group_id, decision.provider_id, decision.policy_id, decision.outcome,
			decision.currency, decision.billed, decision.allowed, decision.paid, decision.member_owes, decision.reverses,
			undone.position as undone_position, case when ${isMadeAgain} then decision.body::text end as body,
			case when ${isMadeAgain} then decision.record end as record
		from decisions as decision left join decisions as undone on undone.id = decision.reversed_by
		where decision.position = any (${positions as number[]}::bigint[]) order by decision.position`;
};

export interface StoredMovement {
	readonly key: string;
	readonly amount: number;
}

export async function movementsOf(
	sql: Queryable,
	decisionIds: readonly string[],
): Promise<Map<string, StoredMovement[]>> {
	if (decisionIds.length === 0) return new Map();
	const rows = await sql<{ decision_id: string; key: string; amount: string }[]>`
		select decision_id, key, amount from accumulator_movements
		where decision_id = any (${decisionIds as string[]}::uuid[]) order by decision_id, number`;
	const moved = rows.map(({ decision_id, key, amount }) => ({ decision_id, key, amount: Number(amount) }));
	return Map.groupBy(moved, ({ decision_id }) => decision_id);
}

/** What of the lines that decisions left behind may come out otherwise, as one text a decision. */
export async function linesLeft(
	sql: Queryable,
	decisionIds: readonly string[],
): Promise<Map<string, string>> {
	if (decisionIds.length === 0) return new Map();
	const rows = await sql<{ decision_id: string; left: string }[]>`
		select decision_id, string_agg(concat_ws('|', number, coalesce(benefit, ''), outcome, case_id, last_date), ' '
			order by number) as left
		from decision_lines where decision_id = any (${decisionIds as string[]}::uuid[]) group by decision_id`;
	return new Map(rows.map(({ decision_id, left }) => [decision_id, left]));
}
