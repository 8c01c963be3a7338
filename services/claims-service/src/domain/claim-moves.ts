import { type ClaimStatus, isOver, isUndecided, stepsTo } from './claim-status';

/** What a claim does on hearing of something that happened to it elsewhere. */
export type Verdict =
	| { readonly kind: 'move'; readonly steps: readonly ClaimStatus[] }
	/** It was over before, or has heard this already. */
	| { readonly kind: 'stay' }
	/** Something must be heard first, for logs are read side by side. */
	| { readonly kind: 'wait' }
	/** No way leads there: somebody has to look. */
	| { readonly kind: 'refuse' };

const STAY: Verdict = { kind: 'stay' };
const WAIT: Verdict = { kind: 'wait' };
const REFUSE: Verdict = { kind: 'refuse' };

function towards(from: ClaimStatus, to: ClaimStatus): Verdict {
	const steps = stepsTo(from, to);
	return steps ? { kind: 'move', steps } : REFUSE;
}

interface Standing {
	readonly status: ClaimStatus;
	readonly decision_id: string | null;
}

export interface DecidedAs {
	readonly decision_id: string;
	readonly outcome: ClaimStatus;
}

/**
 * A decision moves a claim once; a decision about a claim that was cancelled meanwhile changes nothing. One that takes the
 * place of another, as after a late enrolment, moves it again, be it paid already.
 */
export function onDecision(claim: Standing, { decision_id, outcome }: DecidedAs): Verdict {
	if (isOver(claim.status) || claim.decision_id === decision_id) return STAY;
	return towards(claim.status, outcome);
}

/** A claim that still stands at its appeal, as one that nothing came out otherwise of, is closed; its decision moved another. */
export const onAppealDecided = ({ status }: Pick<Standing, 'status'>): Verdict =>
	status === 'appealed' ? towards(status, 'closed') : STAY;

/** What payment says of a claim, by the decision that it pays by. */
export interface PaidBy {
	readonly decision_id?: string | undefined;
}

/** Only a claim with something to pay is scheduled. Its payment may have been heard of before its schedule. */
export function onSchedule(claim: Standing, event: PaidBy): Verdict {
	const { status } = claim;
	return beforeMoney(claim, event) ?? (IS_SCHEDULED.has(status) ? STAY : towards(status, 'scheduled'));
}

const IS_SCHEDULED: ReadonlySet<ClaimStatus> = new Set(['scheduled', 'paid']);
const IS_SETTLED: ReadonlySet<ClaimStatus> = new Set(['denied', 'paid']);

/** Money moves what stands as it was decided: neither a claim that is appealed, nor one whose appeal has ended. */
const IS_APPEALED: ReadonlySet<ClaimStatus> = new Set(['appealed', 'closed']);

/** An approved claim is paid, be it with 0; a denied one is settled too, with a statement and no payment, and stays denied. */
export function onSettlement(claim: Standing, event: PaidBy): Verdict {
	const { status } = claim;
	return beforeMoney(claim, event) ?? (IS_SETTLED.has(status) ? STAY : towards(status, 'paid'));
}

/**
 * What keeps money from moving a claim: it is over; its decision has not been heard of here; another has taken that
 * one's place meanwhile; or it is appealed, while what was decided is paid all the same. The ids of a claim's decisions
 * rise in the order in which they were made.
 */
function beforeMoney({ status, decision_id: known }: Standing, { decision_id }: PaidBy): Verdict | null {
	if (isOver(status)) return STAY;
	if (decision_id !== undefined && known !== null && decision_id < known) return STAY;
	if (isUndecided(status) || (decision_id !== undefined && decision_id !== known)) return WAIT;
	return IS_APPEALED.has(status) ? STAY : null;
}
