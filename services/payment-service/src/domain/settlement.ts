import { add, larger, type Minor, negate, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Posting } from './ledger';
import { type Payable, payableAccount } from './payable';

/** How one payee's payables of one currency are settled in a run. */
export interface Settlement {
	/** Σ of the claims and reversals, as the remittance lists them. */
	readonly claims: Minor;
	/** Σ of voided payments that are made again; they were told of as claims when they were made first. */
	readonly reissued: Minor;
	/** What earlier runs carried forward: negative, a debt of the payee. */
	readonly broughtForward: Minor;
	/** What is transferred; never negative. */
	readonly transferred: Minor;
	/** The debt that remains for the next run; zero or negative. */
	readonly carriedForward: Minor;
}

/** A payee is never asked for money by a payment: a debt beyond the payment's claims waits for the next run. */
export function settle(payables: readonly Pick<Payable, 'kind' | 'amount'>[]): Settlement {
	let [claims, reissued, broughtForward] = [ZERO, ZERO, ZERO];
	for (const { kind, amount } of payables) {
		if (kind === 'carry_forward') broughtForward = add(broughtForward, amount);
		else if (kind === 'reissue') reissued = add(reissued, amount);
		else claims = add(claims, amount);
	}
	const due = add(add(claims, reissued), broughtForward);
	const transferred = larger(due, ZERO);
	return { claims, reissued, broughtForward, transferred, carriedForward: subtract(due, transferred) };
}

/** An adjustment of the provider, with the payment that it points to, if not its own. */
export interface ProviderAdjustment {
	readonly reason: 'CS' | 'FB';
	readonly payment: string | null;
	readonly amount: Minor;
}

/**
 * The remittance's provider-level adjustments (835 PLB): Σ paid − Σ adjustments = transferred. A debt brought forward (FB) is
 * positive there, one carried forward negative, and so is a voided payment that is made again (CS, with its number): its
 * claims were told of then, and telling them again would have them posted twice.
 */
export const providerAdjustments = (
	payables: readonly Pick<Payable, 'kind' | 'amount' | 'reissues'>[],
	{ broughtForward, carriedForward }: Settlement,
): ProviderAdjustment[] => [
	...[negate(broughtForward), carriedForward]
		.filter((amount) => amount !== ZERO)
		.map((amount) => ({ reason: 'FB' as const, payment: null, amount })),
	...payables
		.filter(({ kind }) => kind === 'reissue')
		.map(({ reissues = null, amount }) => ({
			...{ reason: 'CS' as const, payment: reissues },
			amount: negate(amount),
		})),
];

/** Paying takes the debt off the payee's account and the money out of the bank. */
export function paymentJournal(payeeId: string, { transferred }: Settlement): Posting[] {
	if (transferred === ZERO) return [];
	return [
		{ account: payableAccount(payeeId), amount: transferred },
		{ account: 'bank:claims', amount: negate(transferred) },
	];
}
