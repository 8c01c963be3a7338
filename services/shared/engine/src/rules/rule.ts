import type { Line } from '../line';
import type { Run } from '../run';
import type { AdjustmentGroup, Claim, Facts, Rejection, RuleId } from '../types';

export type Effect = 'reject' | 'deny' | 'pend' | 'warn' | 'off';

/** What a rule found on a line. */
export interface Finding {
	readonly carc: string;
	/** Where one rule has two effects: a suspect duplicate pends, an exact one is denied; so a document that did not come in time. */
	readonly effect?: 'pend' | 'deny';
	readonly missing?: readonly string[];
	/** What it was found in, where that is more than the rule looks at anyway. */
	readonly seen?: object;
}

/**
 * One rule of ADJUDICATION 2. Its name is a sentence; `authority` is the level (1 to 5) of the person who may decide
 * otherwise, and null where nobody may.
 */
export interface Rule {
	readonly number: number;
	readonly id: RuleId;
	readonly name: string;
	readonly citation: string;
	readonly carcs: readonly string[];
	/** Who bears what the rule denies. */
	readonly group: AdjustmentGroup;
	readonly effect: Exclude<Effect, 'warn' | 'off'>;
	readonly authority: number | null;
	/** The remark that goes with a code that needs one. */
	readonly remarks?: Readonly<Record<string, readonly string[]>> | undefined;

	/** At the door: everything that can never be processed. */
	readonly reject?: ((claim: Claim, facts: Facts) => readonly Omit<Rejection, 'rule'>[]) | undefined;
	/** Whether plan, codes and facts leave this rule nothing to look at. */
	readonly isIdle?: ((run: Run) => boolean) | undefined;
	/** Before money, on a line that no earlier rule has denied. */
	readonly check?: ((run: Run, line: Line) => Finding | undefined) | undefined;
	/** After money, on a line that is not denied. */
	readonly weigh?: ((run: Run, line: Line) => Finding | undefined) | undefined;
	/** What the rule looks at: for the trace, and for the fingerprint of what it finds. */
	readonly saw?: ((run: Run, line: Line) => object) | undefined;
	/** What of a sight there may be more or less of: whoever lets it pass lets as much and less of it pass. */
	readonly measured?: ((saw: object, carc: string) => Measured | undefined) | undefined;
}

/** So much of it was seen, measured against this. */
export interface Measured {
	readonly amount: number;
	readonly against: object;
}
