import type { HistoryLine, Plan } from '@claims-askes/engine';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';

/**
 * The earlier lines of a batch's members. Always in one order, so that a decision comes out the same whether its
 * predecessors were read from the database or made in the same batch.
 */
export class Histories {
	private readonly ofMember = new Map<string, HistoryLine[]>();

	constructor(stored: readonly HistoryLine[]) {
		for (const line of stored) this.file(line);
		for (const lines of this.ofMember.values()) lines.sort(inOrder);
	}

	/** The lines that may matter from this date on. */
	of(memberId: string, from: CalendarDate): readonly HistoryLine[] {
		const lines = this.ofMember.get(memberId) ?? [];
		return lines.every((line) => line.from >= from) ? lines : lines.filter((line) => line.from >= from);
	}

	/** A claim's lines as they have just been decided, in the place of what they were before. */
	replace(claimId: string, lines: readonly HistoryLine[]): void {
		const memberId = lines[0]?.member_id;
		if (memberId === undefined) return;
		const others = (this.ofMember.get(memberId) ?? []).filter((line) => line.claim_id !== claimId);
		this.ofMember.set(memberId, [...others, ...lines].sort(inOrder));
	}

	private file(line: HistoryLine): void {
		const lines = this.ofMember.get(line.member_id);
		if (lines) lines.push(line);
		else this.ofMember.set(line.member_id, [line]);
	}
}

const inOrder = (a: HistoryLine, b: HistoryLine): number => {
	if (a.from !== b.from) return a.from < b.from ? -1 : 1;
	if (a.claim_id !== b.claim_id) return a.claim_id < b.claim_id ? -1 : 1;
	return a.n - b.n;
};

/** A line is found by its first date; a stay may be this much longer. */
const LONGEST_STAY_DAYS = 731;

/** The first date of the lines that a decision under this plan may look back to. */
export function historyFrom(plan: Plan, first: CalendarDate): CalendarDate {
	return addDays(first, -(reachOf(plan) + LONGEST_STAY_DAYS));
}

const reaches = new WeakMap<Plan, number>();

function reachOf(plan: Plan): number {
	const known = reaches.get(plan);
	if (known !== undefined) return known;
	const reach = Object.values(plan.benefits).reduce((most, { frequency, window }) => {
		const months = (frequency?.months ?? 0) * 31;
		return Math.max(most, frequency?.days ?? 0, months, window?.post ?? 0, window?.pre ?? 0);
	}, plan.recovery_days ?? 0);
	reaches.set(plan, reach);
	return reach;
}
