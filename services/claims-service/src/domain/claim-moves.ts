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

export interface DecidedAs {
	readonly decision_id: string;
	readonly outcome: ClaimStatus;
}

/** A decision moves a claim once; a decision about a claim that was cancelled meanwhile changes nothing. */
export function onDecision(
	claim: { readonly status: ClaimStatus; readonly decision_id: string | null },
	{ decision_id, outcome }: DecidedAs,
): Verdict {
	if (isOver(claim.status) || claim.decision_id === decision_id) return STAY;
	return towards(claim.status, outcome);
}

/** Only a claim with something to pay is scheduled. Its payment may have been heard of before its schedule. */
export function onSchedule(status: ClaimStatus): Verdict {
	if (isOver(status) || status === 'scheduled' || status === 'paid') return STAY;
	return isUndecided(status) ? WAIT : towards(status, 'scheduled');
}

/** An approved claim is paid, be it with 0; a denied one is settled too, with a statement and no payment, and stays denied. */
export function onSettlement(status: ClaimStatus): Verdict {
	if (isOver(status) || status === 'denied' || status === 'paid') return STAY;
	return isUndecided(status) ? WAIT : towards(status, 'paid');
}
