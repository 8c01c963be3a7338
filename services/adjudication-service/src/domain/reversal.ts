import type { Balance, BalanceChange } from './balances';
import { ownerOf } from './owners';

/** A live decision and the one that undoes it. */
export interface Reversal {
	readonly id: string;
	readonly decisionId: string;
	readonly claimId: string;
	readonly familyKey: string;
}

/** What puts the balances back to where they would be without the decisions that moved them. */
export const undoing = (moved: readonly Balance[]): BalanceChange[] =>
	moved.map(({ key, currency, used }) => ({
		key,
		currency,
		owner: ownerOf(key),
		amount: (0 - used) as BalanceChange['amount'],
	}));
