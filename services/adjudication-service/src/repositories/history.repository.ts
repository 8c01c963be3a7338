import type { Queryable } from '@claims-askes/chassis/db/connect';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import type { PastLine } from '../domain/histories';
import { type KeptHistory, linesOf } from '../domain/kept-history';

/** Whose history, and from which day on it may matter. */
export interface HistoryWanted {
	readonly memberId: string;
	readonly from: string;
}

/** The standing lines of these members' claims, of which some may matter from their day on. */
export async function loadHistory(tx: Queryable, wanted: readonly HistoryWanted[]): Promise<PastLine[]> {
	if (wanted.length === 0) return [];
	const rows = await tx<{ claim_id: string; member_id: string; history: KeptHistory }[]>`
		select claim_id, decision.member_id, history
		from unnest(
			${plainArray(wanted.map(({ memberId }) => memberId))}::uuid[], ${plainArray(wanted.map(({ from }) => from))}::date[]
		) as wanted (member_id, since)
		join decisions as decision on decision.member_id = wanted.member_id and history_to >= since and reversed_by is null`;
	return rows.flatMap(({ claim_id, member_id, history }) => linesOf(claim_id, member_id, history));
}
