import type { Benefit, Claim, HistoryLine, Plan } from '@claims-askes/engine';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';

/** An earlier line with the last day on which it may matter to a later claim: of its service, or of its stay. */
export interface PastLine {
	readonly line: HistoryLine;
	readonly last: CalendarDate;
}

/**
 * The earlier lines of a batch's members. Always in one order, so that a decision comes out the same whether its
 * predecessors were read from the database or made in the same batch.
 */
export class Histories {
	private readonly ofMember = new Map<string, PastLine[]>();

	constructor(stored: readonly PastLine[]) {
		for (const past of stored) this.file(past);
		for (const lines of this.ofMember.values()) lines.sort(inOrder);
	}

	/** The lines that may matter to a claim that looks back to this day. */
	of(memberId: string, from: CalendarDate): readonly HistoryLine[] {
		const lines = this.ofMember.get(memberId) ?? NONE;
		return lines.filter(({ last }) => last >= from).map(({ line }) => line);
	}

	/** A claim's lines as they have just been decided, in the place of what they were before. */
	replace(claimId: string, lines: readonly PastLine[]): void {
		const memberId = lines[0]?.line.member_id;
		if (memberId === undefined) return;
		const others = (this.ofMember.get(memberId) ?? NONE).filter(({ line }) => line.claim_id !== claimId);
		this.ofMember.set(memberId, [...others, ...lines].sort(inOrder));
	}

	private file(past: PastLine): void {
		const lines = this.ofMember.get(past.line.member_id);
		if (lines) lines.push(past);
		else this.ofMember.set(past.line.member_id, [past]);
	}
}

const NONE: readonly PastLine[] = [];

const inOrder = ({ line: a }: PastLine, { line: b }: PastLine): number => {
	if (a.from !== b.from) return a.from < b.from ? -1 : 1;
	if (a.claim_id !== b.claim_id) return a.claim_id < b.claim_id ? -1 : 1;
	return a.n - b.n;
};

/** A decided line as later claims look back on it. */
export function pastLine(line: HistoryLine, plan: Plan): PastLine {
	const benefit = line.benefit === undefined ? undefined : plan.benefits[line.benefit];
	const units = benefit?.per_day || benefit?.daily_cash != null ? (line.units ?? 1) : 1;
	let last = line.to ?? line.from;
	for (const day of [line.from, addDays(line.from, units - 1), line.stay?.discharged ?? line.from])
		if (day > last) last = day;
	return { line, last };
}

/** The day to which a decision looks back: earlier lines that ended before it cannot matter under this plan. */
export function historyFrom(claim: Claim, plan: Plan): CalendarDate {
	const days = claim.lines.flatMap(({ from }) => from || []);
	const [first = claim.received] = [...days, ...(claim.stay ? [claim.stay.admitted] : [])].sort();
	const reaches = claim.lines.map(({ benefit, code }) => {
		const name = benefit ?? plan.benefit_of?.[code] ?? '';
		return reachOf(Object.hasOwn(plan.benefits, name) ? plan.benefits[name] : undefined);
	});
	return addDays(first, -Math.max(claim.stay ? (plan.recovery_days ?? 0) : 0, ...reaches));
}

/** How many days a benefit looks back; a month has at most 31. */
const reachOf = ({ frequency, window }: Benefit = {}): number =>
	Math.max(frequency?.days ?? 0, (frequency?.months ?? 0) * 31, window?.post ?? 0);
