import type { Balance, BalanceChange } from './balances';
import { ownerOf } from './owners';

/** A live decision and the one that undoes it. */
export interface Reversal {
	readonly id: string;
	readonly decisionId: string;
	readonly claimId: string;
	readonly familyKey: string;
	readonly why: readonly Why[];
}

/** What led to it that a decision no longer stands. */
export interface Why {
	/** The event that was heard, `requested`, `balance.freed`, or what a person did: `review.<status of the item>`. */
	readonly cause: string;
	/** The id of what changed, or of the review item. */
	readonly subject: string | null;
	/** The day from which the change holds. */
	readonly from: string | null;
	readonly requested_by: string | null;
}

/** What puts the balances back to where they would be without the decisions that moved them. */
export const undoing = (moved: readonly Balance[]): BalanceChange[] =>
	moved.map(({ key, currency, used }) => ({
		key,
		currency,
		owner: ownerOf(key),
		amount: (0 - used) as BalanceChange['amount'],
	}));
