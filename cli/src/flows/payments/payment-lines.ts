import { momentOf } from '../moment';

/** A payment as payment-service answers it. */
export interface Payment {
	readonly payment_number: string;
	readonly run_id: string;
	readonly payee_id: string;
	readonly payee_kind: 'provider' | 'member';
	readonly currency: string;
	readonly amount: string;
	readonly method: 'transfer' | 'none';
	readonly claims: number;
	readonly issued_at: string;
	readonly void: PaymentVoid | null;
}

interface PaymentVoid {
	readonly status: 'awaiting_approval' | 'voided';
	readonly cause: 'returned' | 'issued_in_error';
	readonly reason: string | null;
	readonly requested_by: string | null;
	readonly judged_by: string | null;
}

/** To whom, how much, for how many claims, and whether it is void. */
export const paymentLines = (
	{ payment_number, amount, currency, method, claims, issued_at, run_id, payee_id, void: made }: Payment,
	payee = payee_id,
): string[] => [
	`${payment_number}  ${amount} ${currency}${method === 'none' ? ', nothing to transfer' : ' by transfer'}`,
	`to ${payee}, issued ${momentOf(issued_at)}`,
	`${claims} ${claims === 1 ? 'claim' : 'claims'}, of run ${run_id}`,
	...(made ? [voidLine(made)] : []),
];

const STANDING = {
	awaiting_approval: 'to be voided once a second person agrees',
	voided: 'void, its money owed again',
};
const CAUSES = { returned: 'returned', issued_in_error: 'issued in error' };

function voidLine({ status, cause, reason, requested_by, judged_by }: PaymentVoid): string {
	const by = [requested_by, judged_by].filter((one) => one !== null).join(' and ');
	return `${STANDING[status]}: ${CAUSES[cause]}${by && `, by ${by}`}${reason === null ? '' : `: ${reason}`}`;
}
