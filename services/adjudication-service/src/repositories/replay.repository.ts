import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { PastLine } from '../domain/histories';
import { type HistoryRow, lineOf } from './history.repository';

/** A stored decision, to be made again. */
export interface StoredForReplay {
	readonly id: string;
	readonly position: string;
	readonly claim_id: string;
	readonly claim_number: string;
	readonly engine_version: string;
	/** As text: its very bytes are compared. */
	readonly body: string;
	readonly record: Uint8Array;
}

export interface Span {
	readonly from: string;
	readonly to: string;
}

/** The decisions of a span of time in the order in which they were made, those that were undone since as well. */
export async function decisionsMadeIn(
	sql: Queryable,
	{ from, to }: Span,
	after: string | null,
	limit: number,
): Promise<StoredForReplay[]> {
	return sql<StoredForReplay[]>`
		select id, position, claim_id, claim_number, engine_version, body::text as body, record from decisions
		where kind = 'decision' and decided_at >= ${from}::text::timestamptz and decided_at < ${to}::text::timestamptz
			and position > coalesce(${after}::bigint,
				(select min(position) - 1 from decisions where decided_at >= ${from}::text::timestamptz))
		order by position limit ${limit}`;
}

/** How many there are, for those who wait. */
export async function countDecisionsMadeIn(sql: Queryable, { from, to }: Span): Promise<number> {
	const [row] = await sql<{ count: number }[]>`
		select count(*)::int from decisions
		where kind = 'decision' and decided_at >= ${from}::text::timestamptz and decided_at < ${to}::text::timestamptz`;
	return row?.count ?? 0;
}

/** For whom, and back to which day, a decision at this place looked at earlier lines. */
export interface LookBack {
	readonly decisionId: string;
	readonly position: string;
	readonly memberId: string;
	readonly from: string;
	/** Where it was decided in date order: its own place in it. */
	readonly place: { readonly date: string; readonly number: string } | null;
}

/** An earlier line with the decision that left it. */
export interface LeftLine extends PastLine {
	readonly leftBy: string;
}

/** The lines that stood when each of these decisions was made, by the decision. */
export async function historyAt(
	sql: Queryable,
	looks: readonly LookBack[],
): Promise<Map<string, LeftLine[]>> {
	const rows = await sql<(HistoryRow & { readonly seen_by: string; readonly left_by: string })[]>`
		select look.decision_id as seen_by, line.decision_id as left_by, line.claim_id, number, line.member_id, provider, code, modifiers, from_date, to_date,
			units, line.billed, benefit, line.outcome, case_id, admitted, discharged, room_class, diagnosis, line.last_date
		from unnest(
			${looks.map(({ decisionId }) => decisionId)}::uuid[], ${looks.map(({ position }) => position)}::bigint[],
			${looks.map(({ memberId }) => memberId)}::uuid[], ${looks.map(({ from }) => from)}::text[]::date[],
			${looks.map(({ place }) => place?.date ?? null)}::text[]::date[], ${looks.map(({ place }) => place?.number ?? null)}::text[]
		) as look (decision_id, position, member_id, since, place_date, place_number)
		join decision_lines as line on line.member_id = look.member_id and line.last_date >= since
		join decisions as made on made.id = line.decision_id and made.position < look.position
		left join decisions as undone on undone.id = made.reversed_by
		where (made.reversed_by is null or undone.position >= look.position) and (look.place_date is null or
			(made.first_date, made.claim_number collate "C") < (look.place_date, look.place_number collate "C"))`;
	const byDecision = new Map<string, LeftLine[]>();
	for (const row of rows) {
		const past = { line: lineOf(row), last: row.last_date, leftBy: row.left_by };
		const known = byDecision.get(row.seen_by);
		if (known) known.push(past);
		else byDecision.set(row.seen_by, [past]);
	}
	return byDecision;
}
