import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { HistoryLine, LineOutcome, Minor } from '@claims-askes/engine';

interface HistoryRow {
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
}

/** The standing lines of these members from a date on. */
export async function loadHistory(
	tx: Queryable,
	memberIds: readonly string[],
	from: string,
): Promise<HistoryLine[]> {
	if (memberIds.length === 0) return [];
	const rows = await tx<HistoryRow[]>`
		select claim_id, number, member_id, provider, code, modifiers, from_date, to_date, units, billed, benefit, outcome,
			case_id, admitted, discharged, room_class, diagnosis
		from decision_lines
		where member_id = any (${memberIds as string[]}::uuid[]) and from_date >= ${from}::date and not is_voided`;
	return rows.map(lineOf);
}

const lineOf = (row: HistoryRow): HistoryLine => ({
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
