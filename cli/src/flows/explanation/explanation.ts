/**
 * How a decision came about: as adjudication-service answers it, and as a case decided offline is put. Amounts are
 * decimal texts in the currency of the decision, but those in `saw` are minor units.
 */
export interface Explanation {
	readonly decision: ExplainedDecision;
	readonly versions: {
		readonly engine: string;
		readonly plan: string;
		readonly contracts: readonly string[];
		readonly codes: string;
	};
	/** Set where a person denied a stored claim: the steps are then the rules that had asked for one. */
	readonly persons_denial?: PersonsDenial | null;
	/** In the order in which they ran. */
	readonly steps: readonly ExplainedStep[];
	readonly movements: readonly { readonly key: string; readonly line: number; readonly amount: string }[];
	/** What had been used before, of each balance that the claim looked at or moved. */
	readonly balances: readonly { readonly key: string; readonly used: string }[];
	/** What stood before, the oldest first; only of a stored claim. */
	readonly earlier?: readonly EarlierDecision[];
}

/** By which code a person denied a claim; who and with what words, to colleagues alone. */
export interface PersonsDenial {
	readonly carc: string;
	readonly denied_at: string;
	readonly denied_by: string | null;
	readonly reason: string | null;
}

/** A decision that stood once: when and why it was undone, and what the one after it says otherwise. */
export interface EarlierDecision extends Pick<ExplainedDecision, 'outcome' | 'totals'> {
	readonly decided_at: string;
	readonly undone_at: string;
	readonly why: readonly {
		readonly cause: string;
		readonly subject: string | null;
		readonly from: string | null;
		readonly requested_by: string | null;
		readonly reason: string | null;
	}[];
	readonly followed_by: string | null;
	readonly changes: readonly {
		readonly line: number | null;
		readonly what: string;
		readonly before: string | null;
		readonly after: string | null;
	}[];
}

export interface ExplainedDecision {
	readonly claim_id?: string;
	readonly member_id?: string | null;
	readonly claim_number: string;
	readonly outcome: Outcome;
	readonly currency: string;
	readonly totals: {
		readonly billed: string;
		readonly allowed: string;
		readonly paid: string;
		readonly member_owes: string;
		readonly provider_writes_off: string;
		readonly other: string;
	};
	/** Of the claim as a whole. */
	readonly adjustments: readonly ExplainedAdjustment[];
	readonly lines: readonly ExplainedLine[];
	readonly alerts: readonly { readonly fund: string; readonly percent: number }[];
}

export type Outcome = 'rejected' | 'waiting' | 'pended' | 'denied' | 'partially_approved' | 'approved';

export interface ExplainedLine {
	readonly number: number;
	readonly outcome: 'pay' | 'deny' | 'pend';
	readonly procedure_code: string;
	readonly service_date: string;
	readonly units: number;
	readonly benefit: string | null;
	readonly billed: string;
	readonly allowed: string;
	readonly paid: string;
	readonly member_owes: string;
	readonly adjustments: readonly ExplainedAdjustment[];
	readonly funding: Readonly<Record<string, string>>;
	readonly denial: ExplainedReason | null;
	readonly pends: readonly ExplainedReason[];
	readonly warnings: readonly ExplainedReason[];
}

export interface ExplainedReason {
	readonly rule: string;
	readonly carc: string;
}

export interface ExplainedAdjustment {
	readonly group: 'CO' | 'PR' | 'OA' | 'PI';
	readonly carc: string;
	readonly amount: string;
	readonly rule: string;
}

export interface ExplainedStep {
	/** `R<n>`, a rule, or `S<n>`, a step of the money. */
	readonly rule: string;
	readonly name: string;
	/** Null: of the claim as a whole. */
	readonly line: number | null;
	readonly did: StepAction;
	/** A list is under `found`. */
	readonly saw: Readonly<Record<string, unknown>> | null;
	readonly carcs: readonly string[];
	readonly before: string | null;
	readonly after: string | null;
}

export type StepAction =
	| 'passed'
	| 'idle'
	| 'off'
	| 'warned'
	| 'pended'
	| 'denied'
	| 'rejected'
	| 'released'
	| 'cut'
	| 'paid'
	| 'moved';
