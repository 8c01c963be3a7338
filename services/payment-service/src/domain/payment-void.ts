import { assertAuthority } from '@claims-askes/kernel/authority';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type AloneUpTo, needsSecondApprover } from '@claims-askes/kernel/second-approver';
import { PAYMENT_PROBLEMS } from './problems';

/** Why a payment's money is not with its payee, or should not be. */
export const VOID_CAUSES = ['returned', 'issued_in_error'] as const;

export interface PaymentVoid {
	readonly id: string;
	readonly status: 'awaiting_approval' | 'voided' | 'rejected';
	readonly cause: (typeof VOID_CAUSES)[number];
	readonly reason: string;
	readonly requested_by: string;
	readonly requested_at: string;
	/** Who had the last word, where a second person had to agree. */
	readonly judged_by: string | null;
	readonly judged_at: string | null;
	readonly note: string | null;
}

/** As much of a payment as decides whether it can be voided. */
interface Voidable {
	readonly currency: string;
	readonly amount: string;
	readonly method: 'transfer' | 'none';
	/** The one that waits or holds; none of those that were rejected. */
	readonly void: PaymentVoid | null;
}

interface Person {
	readonly subject: string;
	readonly authority: number;
}

/** Money on a person's word takes as much as a price does. */
const AUTHORITY = 3;

/** What somebody wants voided: done at once, or waiting for a second person where the amount asks for one. */
export function askToVoid(
	payment: Voidable,
	asked: Pick<PaymentVoid, 'id' | 'cause' | 'reason'>,
	by: Person,
	{ now, aloneUpTo }: { readonly now: string; readonly aloneUpTo: AloneUpTo },
): PaymentVoid {
	assertMayVoid(by);
	if (payment.void?.status === 'voided') throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_VOID);
	if (payment.void) throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_VOID_AWAITS_APPROVAL);
	if (payment.method === 'none') throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_NOT_TRANSFERRED);
	const status = needsSecondApprover(payment.currency, payment.amount, aloneUpTo)
		? 'awaiting_approval'
		: 'voided';
	const unjudged = { judged_by: null, judged_at: null, note: null };
	return { ...asked, status, requested_by: by.subject, requested_at: now, ...unjudged };
}

/** Four eyes: both have the authority, and they are not the same person; but whoever asked may take it back. */
export function judgeVoid(
	asked: PaymentVoid | null,
	verdict: 'voided' | 'rejected',
	note: string,
	by: Person,
	now: string,
): PaymentVoid {
	if (asked?.status === 'voided') throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_VOID);
	if (!asked) throw new ProblemError(PAYMENT_PROBLEMS.NOTHING_TO_APPROVE);
	const isOwn = asked.requested_by === by.subject;
	if (isOwn && verdict === 'voided') throw new ProblemError(PAYMENT_PROBLEMS.SECOND_APPROVER_NEEDED);
	if (!isOwn) assertMayVoid(by);
	return { ...asked, status: verdict, judged_by: by.subject, judged_at: now, note };
}

const assertMayVoid = (by: Person): void =>
	assertAuthority(by, AUTHORITY, PAYMENT_PROBLEMS.AUTHORITY_TOO_LOW);
