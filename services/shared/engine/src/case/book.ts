/**
 * What earlier decisions carry on: balances and history. A reversal undoes a claim by its own movements and lets its
 * lines stand no more; nothing is forgotten.
 */
import { add, type Minor, subtract, ZERO } from '@claims-askes/kernel/money';
import { historyOf } from '../history';
import type { Case, Claim, Decision, HistoryLine } from '../types';

interface Entry {
	readonly decision: Decision;
	/** Where its lines are in the history. */
	readonly first: number;
	readonly count: number;
}

export class Book {
	readonly accumulators: Record<string, Minor>;
	/** Grows while nothing is undone; what was read of it stays read. */
	history: HistoryLine[];
	/** The claims that stand. */
	private readonly entries = new Map<string, Entry>();

	constructor({ accumulators, history }: Pick<Case['facts'], 'accumulators' | 'history'>) {
		this.accumulators = { ...accumulators };
		this.history = [...history];
	}

	post(claim: Claim, decision: Decision): void {
		const lines = historyOf(claim, decision);
		this.entries.set(claim.id, { decision, first: this.history.length, count: lines.length });
		this.history.push(...lines);
		this.move(decision, add);
	}

	/** Undoes a claim; what comes back can be reinstated. */
	reverse(claimId: string): Reversal {
		const entry = this.entries.get(claimId) ?? null;
		this.entries.delete(claimId);
		if (entry) this.move(entry.decision, subtract);
		return { claimId, entry, voided: this.setVoided(claimId, entry) };
	}

	/** As if it had never been undone: the claim that was to replace it never entered. */
	reinstate({ claimId, entry, voided }: Reversal): void {
		if (voided.length > 0) this.history = [...this.history];
		for (const [at, line] of voided) this.history[at] = line;
		if (!entry) return;
		this.entries.set(claimId, entry);
		this.move(entry.decision, add);
	}

	private move({ movements }: Decision, by: (balance: Minor, amount: Minor) => Minor): void {
		for (const { key, amount } of movements)
			this.accumulators[key] = by(this.accumulators[key] ?? ZERO, amount);
	}

	/** A claim of the book is found at once; one that came with the facts is looked for. */
	private setVoided(claimId: string, entry: Entry | null): [at: number, line: HistoryLine][] {
		const [first, end] = entry ? [entry.first, entry.first + entry.count] : [0, this.history.length];
		const voided: [number, HistoryLine][] = [];
		for (let at = first; at < end; at++) {
			const line = this.history[at];
			if (line === undefined || line.claim_id !== claimId || line.voided) continue;
			voided.push([at, line]);
		}
		if (voided.length > 0) this.history = [...this.history];
		for (const [at, line] of voided) this.history[at] = { ...line, voided: true };
		return voided;
	}
}

export interface Reversal {
	readonly claimId: string;
	readonly entry: Entry | null;
	readonly voided: readonly (readonly [at: number, line: HistoryLine])[];
}
