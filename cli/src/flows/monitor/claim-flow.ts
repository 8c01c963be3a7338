import type { Standing } from './monitor-state';

/** Claims a second. */
export interface ClaimFlow {
	readonly taken_in: number;
	/** Judged: paid for, denied or held for a person. */
	readonly decided: number;
	readonly paid: number;
}

const UNDECIDED = new Set(['received', 'adjudicating']);

/**
 * What flowed between each look and the next, oldest first. It follows from where claims stood, which the database counts:
 * no process has to be asked what it did, and none that began anew forgets any. Claims that go back flow backwards; that is told
 * as none.
 */
export function flowsOf(standings: readonly Standing[]): ClaimFlow[] {
	return standings.slice(1).flatMap((now, at) => {
		const before = standings[at];
		const seconds = before ? (now.at - before.at) / 1_000 : 0;
		if (!before || seconds <= 0) return [];
		const perSecond = (count: (statuses: Standing['statuses']) => number) =>
			Math.max(count(now.statuses) - count(before.statuses), 0) / seconds;
		return [
			{
				taken_in: perSecond((statuses) => sumOf(statuses, () => true)),
				decided: perSecond((statuses) => sumOf(statuses, (status) => !UNDECIDED.has(status))),
				paid: perSecond(({ paid = 0 }) => paid),
			},
		];
	});
}

const sumOf = (statuses: Standing['statuses'], isMeant: (status: string) => boolean): number =>
	Object.entries(statuses).reduce((sum, [status, claims]) => (isMeant(status) ? sum + claims : sum), 0);
