import type { Minor, Movement } from '@claims-askes/engine';
import { ownerOf } from './owners';

export interface Balance {
	readonly key: string;
	readonly currency: string;
	readonly used: Minor;
}

export interface BalanceChange {
	readonly key: string;
	readonly currency: string;
	readonly owner: string;
	readonly amount: Minor;
}

/** What is used of each accumulator while a batch is decided: as it was stored, and as the batch's claims move it. */
export class Balances {
	private readonly used = new Map<string, Record<string, Minor>>();
	private readonly moved = new Map<string, BalanceChange>();

	constructor(stored: readonly Balance[]) {
		for (const { key, currency, used } of stored) this.in(currency)[key] = used;
	}

	/**
	 * The accumulators for one decision. `seen` fills with those that it asks for: no more of them need to be stored for it
	 * to come out the same again.
	 */
	lookedAt(currency: string): { accumulators: Readonly<Record<string, Minor>>; seen: Record<string, Minor> } {
		const seen: Record<string, Minor> = {};
		const accumulators = new Proxy(this.in(currency), {
			get(used, key) {
				const value = used[key as string];
				if (value !== undefined) seen[key as string] = value;
				return value;
			},
		});
		return { accumulators, seen };
	}

	move(currency: string, movements: readonly Pick<Movement, 'key' | 'amount'>[]): void {
		const used = this.in(currency);
		for (const { key, amount } of movements) {
			used[key] = ((used[key] ?? 0) + amount) as Minor;
			const name = `${currency} ${key}`;
			const before = this.moved.get(name)?.amount ?? 0;
			this.moved.set(name, { key, currency, owner: ownerOf(key), amount: (before + amount) as Minor });
		}
	}

	/** What the batch moved, in the order in which rows are to be locked. */
	changes(): BalanceChange[] {
		return [...this.moved.values()].filter(({ amount }) => amount !== 0).sort(byKey);
	}

	private in(currency: string): Record<string, Minor> {
		const known = this.used.get(currency);
		if (known) return known;
		const fresh: Record<string, Minor> = Object.create(null);
		this.used.set(currency, fresh);
		return fresh;
	}
}

const byKey = (a: BalanceChange, b: BalanceChange): number =>
	a.key === b.key ? (a.currency < b.currency ? -1 : 1) : a.key < b.key ? -1 : 1;
