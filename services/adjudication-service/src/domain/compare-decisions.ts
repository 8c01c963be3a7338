import type { RuleId, Trace, TraceEntry } from '@claims-askes/engine';

/** Where two ways to a decision part. */
export interface Parting {
	readonly rule: RuleId;
	readonly line: number | null;
	/** What was done there then, and what is done now; null: nothing. */
	readonly before: TraceEntry | null;
	readonly after: TraceEntry | null;
}

/** The first rule or step at which two traces are not the same, to the byte; null where they are. */
export function firstParting(before: Trace, after: Trace): Parting | null {
	const length = Math.max(before.entries.length, after.entries.length);
	for (let at = 0; at < length; at++) {
		const [then, now] = [before.entries[at], after.entries[at]];
		if (then && now && isSame(then, now)) continue;
		const parted = then ?? now;
		return parted ? { rule: parted.rule, line: parted.line, before: then ?? null, after: now ?? null } : null;
	}
	return null;
}

const isSame = (a: TraceEntry, b: TraceEntry): boolean => JSON.stringify(a) === JSON.stringify(b);
