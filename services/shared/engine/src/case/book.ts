/** What earlier decisions carry on: balances and history. Nothing is edited; a reversal undoes by its own movements. */
import { add, type Minor, negate, ZERO } from '@claims-askes/kernel/money';
import { historyOf } from '../history';
import type { Claim, Decision, Facts, HistoryLine, Movement } from '../types';

export interface Book {
	readonly accumulators: Readonly<Record<string, Minor>>;
	readonly history: readonly HistoryLine[];
	/** The decisions that stand, by claim. */
	readonly decided: ReadonlyMap<string, Decision>;
}

export function openBook({ accumulators, history }: Facts): Book {
	return { accumulators, history, decided: new Map() };
}

/** A rejected or waiting claim was never adjudicated: it leaves the book as it was. */
export function post(book: Book, claim: Claim, decision: Decision): Book {
	return {
		accumulators: move(book.accumulators, decision.movements),
		history: [...book.history, ...historyOf(claim, decision)],
		decided: new Map(book.decided).set(claim.id, decision),
	};
}

/** Undoes a claim: its movements are moved back and its lines stand no more. */
export function reverse(book: Book, claimId: string): Book {
	const decision = book.decided.get(claimId);
	const decided = new Map(book.decided);
	decided.delete(claimId);
	const back =
		decision?.movements.map((movement) => ({ ...movement, amount: negate(movement.amount) })) ?? [];
	return {
		accumulators: move(book.accumulators, back),
		history: book.history.map((line) => (line.claim_id === claimId ? { ...line, voided: true } : line)),
		decided,
	};
}

function move(balances: Book['accumulators'], movements: readonly Movement[]): Book['accumulators'] {
	const moved: Record<string, Minor> = { ...balances };
	for (const { key, amount } of movements) moved[key] = add(moved[key] ?? ZERO, amount);
	return moved;
}
