import type { Movement, UsedOf } from '@claims-askes/engine';
import { add, type Minor, ZERO } from '@claims-askes/kernel/money';
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

/** What an owner has used in a year, in one currency: its balances are read and written together. */
export interface BalanceSheet {
	readonly owner: string;
	readonly currency: string;
	/** In which the periods of its balances began; empty for what belongs to no year. */
	readonly year: string;
	readonly used: readonly (readonly [key: string, used: Minor])[];
	/** How often it was written. */
	readonly version: number;
}

/** The sheets of these owners, as they were read. */
export interface ReadSheets {
	readonly owners: ReadonlySet<string>;
	readonly sheets: readonly BalanceSheet[];
}

export const NO_SHEETS: ReadSheets = { owners: new Set(), sheets: [] };

/** A key ends with its period: a year, or a day and what else names an occasion. */
const YEAR = /\|(\d{4})(?:-[^|]*)?$/;

export const yearOf = (key: string): string => YEAR.exec(key)?.[1] ?? '';

/** An accumulator while a batch is decided. */
interface Running {
	used: Minor;
	moved: Minor;
}

/**
 * What is used of each accumulator while a batch is decided: as it was stored, and as the batch's claims move it. In maps,
 * for hardly two claims have a key in common: as a property, each would give its object a shape that no other has.
 */
export class Balances {
	private readonly ofCurrency = new Map<string, Map<string, Running>>();

	/** `read` is what the balances were read from, for those who will write what becomes of them. */
	constructor(
		stored: readonly Balance[],
		readonly read: ReadSheets = NO_SHEETS,
	) {
		for (const { key, currency, used } of stored) this.in(currency).set(key, { used, moved: ZERO });
	}

	static readFrom(read: ReadSheets): Balances {
		const balances = new Balances([], read);
		for (const { currency, used } of read.sheets) {
			const ofCurrency = balances.in(currency);
			for (const [key, amount] of used) ofCurrency.set(key, { used: amount, moved: ZERO });
		}
		return balances;
	}

	/**
	 * The accumulators for one decision. `seen` fills with those that it asks for: no more of them need to be stored for it
	 * to come out the same again.
	 */
	lookedAt(currency: string): {
		accumulators: UsedOf;
		seen: ReadonlyMap<string, Minor>;
	} {
		const balances = this.in(currency);
		const seen = new Map<string, Minor>();
		const accumulators = (key: string) => {
			const used = balances.get(key)?.used;
			if (used !== undefined) seen.set(key, used);
			return used;
		};
		return { accumulators, seen };
	}

	/** What is used of each now. */
	usedIn(currency: string): Map<string, Minor> {
		return new Map(Array.from(this.in(currency), ([key, { used }]) => [key, used]));
	}

	move(currency: string, movements: readonly Pick<Movement, 'key' | 'amount'>[]): void {
		const balances = this.in(currency);
		for (const { key, amount } of movements) {
			const balance = balances.get(key);
			if (balance) {
				balance.used = add(balance.used, amount);
				balance.moved = add(balance.moved, amount);
			} else balances.set(key, { used: amount, moved: amount });
		}
	}

	/** What the batch moved, in no particular order. */
	changes(): BalanceChange[] {
		const changes: BalanceChange[] = [];
		for (const [currency, balances] of this.ofCurrency)
			for (const [key, { moved }] of balances)
				if (moved !== ZERO) changes.push({ key, currency, owner: ownerOf(key), amount: moved });
		return changes;
	}

	private in(currency: string): Map<string, Running> {
		const known = this.ofCurrency.get(currency);
		if (known) return known;
		const fresh = new Map<string, Running>();
		this.ofCurrency.set(currency, fresh);
		return fresh;
	}
}
