import type { Call } from '@claims-askes/chassis/http/caller';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { add, formatAmount, parseAmount } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { changesBetween, type DecisionChange } from '../domain/decision-changes';
import { PROBLEMS } from '../domain/problems';
import { readDecisions } from '../repositories/decision-reader.repository';
import { readUndone, type UndoneRow } from '../repositories/undone-decisions.repository';
import { decisionView } from './read-decisions';

/** A decision that stood once: when and why it was undone, and what is said otherwise since. */
export interface EarlierDecision extends Pick<DecisionView, 'decided_at' | 'outcome' | 'totals'> {
	readonly decision_id: string;
	readonly undone_at: string;
	/** Of those who see only their own claims no colleague's name or words are told. */
	readonly why: UndoneRow['why'];
	/** What was decided next; null where nothing stands in its place. */
	readonly followed_by: string | null;
	readonly changes: readonly DecisionChange[];
}

/** What was decided of a claim before, the oldest first; also of one that was voided, of which nothing stands. */
export async function listEarlierDecisions(
	platform: Platform,
	claimId: string,
	call: Call,
): Promise<EarlierDecision[]> {
	const { sql } = platform;
	const [[live], undone] = await Promise.all([
		readDecisions(sql, { claimIds: [claimId] }, call.caller.only),
		readUndone(sql, claimId),
	]);
	const earlier = await earlierDecisions(platform, undone, live ? decisionView(live) : null, call);
	if (!live && earlier.length === 0) throw new ProblemError(PROBLEMS.CLAIM_NOT_DECIDED);
	return earlier;
}

/** Each with what the one after it says otherwise, to the one that stands. */
export async function earlierDecisions(
	{ sql }: Platform,
	undone: readonly UndoneRow[],
	live: DecisionView | null,
	{ caller }: Call,
): Promise<EarlierDecision[]> {
	if (undone.length === 0) return [];
	const rows = await readDecisions(sql, { ids: undone.map(({ decision_id }) => decision_id) }, caller.only);
	const decisions = new Map(rows.map((row) => [row.id, decisionView(row)]));
	const visible = undone.flatMap((row) => {
		const decision = decisions.get(row.decision_id);
		return decision ? [{ row, decision }] : [];
	});
	return visible.map(({ row, decision }, at) => {
		const next = visible[at + 1]?.decision ?? live;
		const { id, decided_at, outcome, totals } = decision;
		return {
			...{ decision_id: id, decided_at, outcome, totals, undone_at: row.undone_at },
			why: caller.only ? row.why.map(withoutNames) : row.why,
			followed_by: next?.id ?? null,
			changes: next ? changesBetween(decision, next, adderIn(decision.currency)) : [],
		};
	});
}

const withoutNames = ({ cause, from }: UndoneRow['why'][number]): UndoneRow['why'][number] => ({
	...{ cause, from, subject: null, requested_by: null, reason: null },
});

function adderIn(currency: string): (a: string, b: string) => string {
	const decimals = decimalsOf(currency);
	return (a, b) => formatAmount(add(parseAmount(a, decimals), parseAmount(b, decimals)), decimals);
}
