import type { Queryable } from '@claims-askes/chassis/db/connect';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import type { HistoryLine, LineOutcome, Minor } from '@claims-askes/engine';
import type { PastLine } from '../domain/histories';

export interface HistoryRow {
	claim_id: string;
	number: number;
	member_id: string;
	provider: string;
	code: string;
	modifiers: string[];
	from_date: string;
	to_date: string | null;
	units: number;
	billed: string;
	benefit: string | null;
	outcome: LineOutcome;
	case_id: string;
	admitted: string | null;
	discharged: string | null;
	room_class: string | null;
	diagnosis: string | null;
	last_date: string;
}

/** Whose history, and from which day on it may matter. */
export interface HistoryWanted {
	readonly memberId: string;
	readonly from: string;
}

/** The standing lines of these members that may matter from their day on. */
export async function loadHistory(tx: Queryable, wanted: readonly HistoryWanted[]): Promise<PastLine[]> {
	if (wanted.length === 0) return [];
	const rows = await tx<HistoryRow[]>`
		select claim_id, number, line.member_id, provider, code, modifiers, from_date, to_date, units, billed, benefit, outcome,
			case_id, admitted, discharged, room_class, diagnosis, last_date
		from unnest(
			${plainArray(wanted.map(({ memberId }) => memberId))}::uuid[], ${plainArray(wanted.map(({ from }) => from))}::date[]
		) as wanted (member_id, since)
		join decision_lines as line on line.member_id = wanted.member_id and last_date >= since and not is_voided`;
	return rows.map((row) => ({ line: lineOf(row), last: row.last_date }));
}

export const lineOf = (row: HistoryRow): HistoryLine => ({
	claim_id: row.claim_id,
	n: row.number,
	member_id: row.member_id,
	provider_id: row.provider,
	from: row.from_date,
	to: row.to_date ?? undefined,
	code: row.code,
	modifiers: row.modifiers,
	units: row.units,
	billed: Number(row.billed) as Minor,
	benefit: row.benefit ?? undefined,
	outcome: row.outcome,
	case_id: row.case_id,
	stay:
		row.admitted && row.discharged
			? { admitted: row.admitted, discharged: row.discharged, class: row.room_class ?? undefined }
			: undefined,
	diagnosis: row.diagnosis ?? undefined,
	voided: false,
});
