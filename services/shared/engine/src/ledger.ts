/** The accumulators while a claim is decided: what was used before, and what its own lines have moved so far. */
import { add, lessAtMost, type Minor, ZERO } from '@claims-askes/kernel/money';
import type { Meter } from './plan-index';
import type { Movement } from './types';

/** One accumulator. */
export class Account {
	constructor(
		readonly key: string,
		readonly period: string | number | null,
		public used: Minor,
	) {}

	left(most: Minor): Minor {
		return lessAtMost(most, this.used);
	}
}

export class Ledger {
	readonly movements: Movement[] = [];
	private readonly byKey = new Map<string, Account>();
	/** The account that was last asked for of a meter: lines of one year ask for the same again and again. */
	private readonly latest = new Map<Meter, Account>();

	constructor(private readonly accumulators: Readonly<Record<string, Minor>>) {}

	at(key: string, period: string | number | null = null): Account {
		const known = this.byKey.get(key);
		if (known) return known;
		const account = new Account(key, period, this.accumulators[key] ?? ZERO);
		this.byKey.set(key, account);
		return account;
	}

	of(meter: Meter, owner: string, period: string | number): Account {
		const known = this.latest.get(meter);
		if (known !== undefined && known.period === period) return known;
		const account = this.at(`${meter.key}${owner}|${period}`, period);
		this.latest.set(meter, account);
		return account;
	}

	move(account: Account, line: number, amount: Minor): void {
		if (amount === ZERO) return;
		account.used = add(account.used, amount);
		this.movements.push({ key: account.key, line, amount });
	}
}
