import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { Decision } from '@claims-askes/engine';
import type { PastLine } from '../domain/histories';
import { type KeptHistory, linesOf } from '../domain/kept-history';
import { type DecisionTexts, type Kept, kept, withTexts } from './decision-packs.repository';

/** A stored decision, to be made again; its amounts with four decimals. */
export interface StoredForReplay extends Readonly<Record<keyof Decision['totals'], string>> {
	readonly id: string;
	readonly position: string;
	readonly claim_id: string;
	readonly claim_number: string;
	readonly member_id: string | null;
	readonly outcome: string;
	readonly currency: string;
	readonly engine_version: string;
	readonly history: KeptHistory | null;
	readonly texts: DecisionTexts;
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
	const rows = await sql<(Omit<StoredForReplay, 'texts'> & Kept)[]>`
		select id, position, claim_id, claim_number, member_id, outcome, currency, billed, allowed, paid, member_owes,
			provider_writes_off, other, engine_version, history, ${kept(sql)}
		from decisions as decision
		where kind = 'decision' and decided_at >= ${from}::text::timestamptz and decided_at < ${to}::text::timestamptz
			and position > coalesce(${after}::bigint,
				(select min(position) - 1 from decisions where decided_at >= ${from}::text::timestamptz))
		order by position limit ${limit}`;
	return withTexts(sql, rows);
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
	const rows = await sql<
		{ seen_by: string; left_by: string; claim_id: string; member_id: string; history: KeptHistory }[]
	>`
		select look.decision_id as seen_by, made.id as left_by, made.claim_id, made.member_id, made.history
		from unnest(
			${looks.map(({ decisionId }) => decisionId)}::uuid[], ${looks.map(({ position }) => position)}::bigint[],
			${looks.map(({ memberId }) => memberId)}::uuid[], ${looks.map(({ from }) => from)}::text[]::date[],
			${looks.map(({ place }) => place?.date ?? null)}::text[]::date[], ${looks.map(({ place }) => place?.number ?? null)}::text[]
		) as look (decision_id, position, member_id, since, place_date, place_number)
		join decisions as made
			on made.member_id = look.member_id and made.history_to >= since and made.position < look.position
		left join decisions as undone on undone.id = made.reversed_by
		where (made.reversed_by is null or undone.position >= look.position) and (look.place_date is null or
			(made.first_date, made.claim_number collate "C") < (look.place_date, look.place_number collate "C"))`;
	const byDecision = new Map<string, LeftLine[]>();
	for (const { seen_by, left_by, claim_id, member_id, history } of rows) {
		const left = linesOf(claim_id, member_id, history).map((past) => ({ ...past, leftBy: left_by }));
		byDecision.set(seen_by, [...(byDecision.get(seen_by) ?? []), ...left]);
	}
	return byDecision;
}
