import { add, larger, type Minor, negate, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Posting } from './ledger';
import { type Payable, payableAccount } from './payable';

/** How one payee's payables of one currency are settled in a run. */
export interface Settlement {
	/** Σ of the claims and reversals, as the remittance lists them. */
	readonly claims: Minor;
	/** What earlier runs carried forward: negative, a debt of the payee. */
	readonly broughtForward: Minor;
	/** What is transferred; never negative. */
	readonly transferred: Minor;
	/** The debt that remains for the next run; zero or negative. */
	readonly carriedForward: Minor;
}

/** A payee is never asked for money by a payment: a debt beyond the payment's claims waits for the next run. */
export function settle(payables: readonly Pick<Payable, 'kind' | 'amount'>[]): Settlement {
	let claims = ZERO;
	let broughtForward = ZERO;
	for (const { kind, amount } of payables) {
		if (kind === 'carry_forward') broughtForward = add(broughtForward, amount);
		else claims = add(claims, amount);
	}
	const due = add(claims, broughtForward);
	const transferred = larger(due, ZERO);
	return { claims, broughtForward, transferred, carriedForward: subtract(due, transferred) };
}

/**
 * The remittance's provider-level adjustments (835 PLB, reason FB): Σ paid − Σ adjustments = transferred. A debt brought
 * forward is positive there, one carried forward negative.
 */
export const providerAdjustments = ({ broughtForward, carriedForward }: Settlement): Minor[] =>
	[negate(broughtForward), carriedForward].filter((amount) => amount !== ZERO);

/** Paying takes the debt off the payee's account and the money out of the bank. */
export function paymentJournal(payeeId: string, { transferred }: Settlement): Posting[] {
	if (transferred === ZERO) return [];
	return [
		{ account: payableAccount(payeeId), amount: transferred },
		{ account: 'bank:claims', amount: negate(transferred) },
	];
}
