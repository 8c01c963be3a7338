import type { ClaimStatus } from './claim-status';

/** Where a claim stands in the codes that a 277 has for it: category (list 507) and status (list 508). */
export interface StatusWord {
	readonly category: string;
	readonly status: string;
}

const AWAITS_DECISION: StatusWord = { category: 'P1', status: '45' };
const IS_REVIEWED: StatusWord = { category: 'P2', status: '46' };
const AWAITS_PAYMENT: StatusWord = { category: 'F0', status: '3' };
/** What stands between plan and member decides; 107 is what stands between plan and provider. */
const BY_PLAN = '104';
const ADJUSTED = '101';

export const STATUS_WORDS: Readonly<Record<ClaimStatus, StatusWord>> = {
	received: { category: 'A2', status: '20' },
	adjudicating: AWAITS_DECISION,
	pended: IS_REVIEWED,
	approved: AWAITS_PAYMENT,
	partially_approved: AWAITS_PAYMENT,
	scheduled: AWAITS_PAYMENT,
	paid: { category: 'F1', status: '65' },
	denied: { category: 'F2', status: BY_PLAN },
	appealed: IS_REVIEWED,
	closed: { category: 'F0', status: BY_PLAN },
	voided: { category: 'F4', status: ADJUSTED },
	replaced: { category: 'F3', status: ADJUSTED },
};

/** Through the payment run with nothing to pay: paid (65) is only what was. */
export const NOTHING_PAYABLE: StatusWord = { category: 'F4', status: BY_PLAN };

export const CLAIM_NOT_FOUND: StatusWord = { category: 'A4', status: '35' };
/** Claims are sought by their numbers: of a question that names none it cannot be said that there is no such claim. */
export const CLAIM_NOT_NAMED: StatusWord = { category: 'D0', status: '478' };

/** A line of a claim that was decided: paid or not by the plan, whatever became of the lines beside it. */
export const LINE_WORDS = {
	pay: { awaits: AWAITS_PAYMENT, paid: STATUS_WORDS.paid, nothing: NOTHING_PAYABLE },
	deny: STATUS_WORDS.denied,
	pend: IS_REVIEWED,
} as const;
