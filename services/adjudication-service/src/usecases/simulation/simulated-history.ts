import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import type { PastLine } from '../../domain/histories';
import type { LeftLine } from '../../repositories/replay.repository';

/** The place of a claim in the order of dates. */
export interface DatePlace {
	readonly date: CalendarDate;
	readonly number: string;
}

export const isBefore = (a: DatePlace, b: DatePlace): boolean =>
	a.date < b.date || (a.date === b.date && a.number < b.number);

interface Otherwise {
	readonly place: DatePlace;
	/** JSON: there may be some for each claim of a span. */
	readonly lines: string;
}

/** The lines that decisions made again leave behind, as far as they are other lines than those that were stored. */
export class SimulatedHistory {
	private readonly ofMember = new Map<string, Map<string, Otherwise>>();
	private readonly memberOf = new Map<string, string>();

	/** In the place of what a decision left behind, for as long as it stands. */
	replace(memberId: string, decisionId: string, place: DatePlace, lines: readonly PastLine[]): void {
		const own = this.ofMember.get(memberId) ?? new Map<string, Otherwise>();
		this.ofMember.set(memberId, own.set(decisionId, { place, lines: JSON.stringify(lines) }));
		this.memberOf.set(decisionId, memberId);
	}

	forget(decisionId: string): void {
		this.ofMember.get(this.memberOf.get(decisionId) ?? '')?.delete(decisionId);
		this.memberOf.delete(decisionId);
	}

	/** What a decision sees of a member: the stored lines, and the other ones in their place. */
	seen(memberId: string, stored: readonly LeftLine[], place: DatePlace | null): readonly PastLine[] {
		const own = this.ofMember.get(memberId);
		if (!own || own.size === 0) return stored;
		const others = [...own.values()].filter((other) => place === null || isBefore(other.place, place));
		return [
			...stored.filter(({ leftBy }) => !own.has(leftBy)),
			...others.flatMap(({ lines }): PastLine[] => JSON.parse(lines)),
		];
	}
}

/** What of the lines that a decision leaves may come out otherwise. */
export const leftText = (lines: readonly PastLine[]): string =>
	lines
		.toSorted((a, b) => a.line.n - b.line.n)
		.map(({ line, last }) =>
			[line.n, line.benefit ?? '', line.outcome, line.case_id ?? line.claim_id, last].join('|'),
		)
		.join(' ');
