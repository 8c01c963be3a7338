/** The accumulators while a claim is decided: what was used before, and what its own lines have moved so far. */
import { add, lessAtMost, type Minor, ZERO } from '@claims-askes/kernel/money';
import type { AccountKeys } from './account-keys';
import type { CountedOccasions } from './money/counted-occasions';
import type { Meter } from './plan-index';
import type { Facts, Movement, Shortage } from './types';

/** One accumulator. */
export class Account {
	used: Minor;
	/** The days and visits that it has been used for, where it counts them. */
	counted: CountedOccasions | null = null;

	constructor(
		readonly key: string,
		/** What was used of it when the claim came. */
		readonly before: Minor,
		readonly period: string | null = null,
		/** The account of the same meter in another period. */
		readonly other: Account | null = null,
	) {
		this.used = before;
	}

	left(most: Minor): Minor {
		return lessAtMost(most, this.used);
	}
}

/** How many periods of a meter are looked through before its key is put together. */
const NEAR = 4;

export class Ledger {
	readonly movements: Movement[] = [];
	/** Shared accounts that had less left than the claim asked of them. */
	readonly shortages: Shortage[] = [];
	private byKey: Map<string, Account> | null = null;
	/** By the slot of the meter: no key is put together twice. */
	private readonly bySlot: (Account | null)[];

	constructor(
		private readonly accumulators: Facts['accumulators'],
		private readonly keys: AccountKeys,
		slots: number,
	) {
		this.bySlot = new Array(slots).fill(null);
	}

	/** The account of a fund or an authorization. */
	at(key: string): Account {
		this.byKey ??= new Map();
		const known = this.byKey.get(key);
		if (known) return known;
		const account = new Account(key, this.usedOf(key));
		this.byKey.set(key, account);
		return account;
	}

	/** The account of a meter in a period. The latest periods are at hand, as a line goes from day to day. */
	of(meter: Meter, period: string): Account {
		const { slot } = meter;
		const latest = this.bySlot[slot] ?? null;
		let account = latest;
		for (let near = 0; account !== null && near < NEAR; near++) {
			if (account.period === period) return account;
			account = account.other;
		}
		const key = this.keys.of(meter, period);
		const known = account === null ? undefined : this.byKey?.get(key);
		if (known) return known;
		const opened = new Account(key, this.usedOf(key), period, latest);
		this.bySlot[slot] = opened;
		if (latest !== null) this.remember(latest, opened);
		return opened;
	}

	private usedOf(key: string): Minor {
		const { accumulators } = this;
		return (typeof accumulators === 'function' ? accumulators(key) : accumulators[key]) ?? ZERO;
	}

	/** A long stay has a period for each day: those further back are found by their key. */
	private remember(...accounts: readonly Account[]): void {
		this.byKey ??= new Map();
		for (const account of accounts) this.byKey.set(account.key, account);
	}

	/** Notes that an account which others draw on too had too little left: were more left, the claim would have more. */
	lack({ key }: Account, most: Minor): void {
		if (!this.shortages.some((known) => known.key === key)) this.shortages.push({ key, most });
	}

	move(account: Account, line: number, amount: Minor): void {
		if (amount === ZERO) return;
		account.used = add(account.used, amount);
		this.movements.push({ key: account.key, line, amount });
	}
}
