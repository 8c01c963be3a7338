import type { Channel } from '@claims-askes/contracts/primitives';
import { decimalsOf } from '@claims-askes/kernel/currency';
import {
	add,
	formatAmount,
	type Minor,
	negate,
	parseAmount,
	subtract,
	ZERO,
} from '@claims-askes/kernel/money';
import type { Posting } from './ledger';

/** What this service needs of a decision to owe for it. */
export interface DecidedClaim {
	readonly decision_id: string;
	readonly claim_id: string;
	readonly claim_number: string;
	readonly outcome: string;
	readonly currency: string;
	readonly provider_id: string | null;
	readonly member_id: string | null;
	/** Nothing in decisions of before it was told: those are paid to the provider. */
	readonly channel?: Channel | undefined;
	/** Who holds the family's policy; decisions of before do not tell. */
	readonly subscriber_id?: string | null | undefined;
	/** The member whom an earlier decision of the claim has paid. */
	readonly paid_before?: string | undefined;
	readonly paid: string;
	/** What each source of money bears of the lines. */
	readonly funding: Readonly<Record<string, string>>;
}

/** Who is paid: a member is told by EOBs alone, a provider by a remittance. */
export type PayeeKind = 'provider' | 'member';

/** The payee's id, where they are of this kind. */
export const payeeWho = (
	kind: PayeeKind,
	{ payee_kind, payee_id }: Pick<Payable, 'payee_kind' | 'payee_id'>,
): string | null => (payee_kind === kind ? payee_id : null);

export interface Payable {
	readonly kind: 'claim' | 'reversal' | 'carry_forward' | 'reissue';
	/** The number of the voided payment whose money is owed again. */
	readonly reissues?: string | null;
	readonly claim_id: string | null;
	readonly claim_number: string | null;
	readonly decision_id: string | null;
	readonly payee_id: string | null;
	readonly payee_kind: PayeeKind;
	readonly member_id: string | null;
	readonly outcome: string;
	readonly currency: string;
	readonly amount: Minor;
}

/**
 * By reimbursement the family has paid the bill, and who holds its policy is owed: a child is paid nothing. What is decided
 * again is owed to whoever was paid before, for what is taken back is theirs to return. Where nobody is known to hold the
 * policy, the patient is owed.
 */
const reimbursed = ({ paid_before, subscriber_id, member_id }: DecidedClaim): string | null =>
	paid_before ?? subscriber_id ?? member_id;

/**
 * What a decision owes its provider, or by reimbursement a member. A denied claim owes nothing and is a payable all the
 * same, for its remittance and its EOB say why.
 */
export function payableOf(decision: DecidedClaim): Payable {
	const isReimbursed = decision.channel === 'reimbursement';
	return {
		kind: 'claim',
		claim_id: decision.claim_id,
		claim_number: decision.claim_number,
		decision_id: decision.decision_id,
		payee_id: isReimbursed ? reimbursed(decision) : decision.provider_id,
		payee_kind: isReimbursed ? 'member' : 'provider',
		member_id: decision.member_id,
		outcome: decision.outcome,
		currency: decision.currency,
		amount: parseAmount(decision.paid, decimalsOf(decision.currency)),
	};
}

/**
 * The journal of a payable: each source of money (insurer, ASO, buffer, …) bears its part, the payee is owed the whole,
 * and what a discount on the claim leaves of the lines is ours.
 */
export function recognition(decision: DecidedClaim, payable: Payable): Posting[] {
	const decimals = decimalsOf(decision.currency);
	const postings: Posting[] = Object.entries(decision.funding).map(([source, amount]) => ({
		account: `expense:${source}`,
		amount: parseAmount(amount, decimals),
	}));
	const funded = postings.reduce((sum, { amount }) => add(sum, amount), ZERO);
	postings.push({ account: payableAccount(payable.payee_id), amount: negate(payable.amount) });
	postings.push({ account: 'expense:claim_discount', amount: negate(subtract(funded, payable.amount)) });
	return postings.filter(({ amount }) => amount !== ZERO);
}

/** What the sources of money bear of a decision's lines together. */
export function fundingOf(
	lines: readonly { readonly funding: Readonly<Record<string, string>> }[],
	currency: string,
): Record<string, string> {
	const decimals = decimalsOf(currency);
	const bySource = new Map<string, Minor>();
	for (const { funding } of lines)
		for (const [source, amount] of Object.entries(funding))
			bySource.set(source, add(bySource.get(source) ?? ZERO, parseAmount(amount, decimals)));
	return Object.fromEntries(
		[...bySource].map(([source, amount]) => [source, formatAmount(amount, decimals)]),
	);
}

export const payableAccount = (payeeId: string | null): string => `payable:${payeeId ?? 'unknown'}`;
