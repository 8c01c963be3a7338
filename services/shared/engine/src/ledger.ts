/** The accumulators while a claim is decided: what was used before, and what its own lines have moved so far. */
import { lessAtMost, type Minor, ZERO } from '@claims-askes/kernel/money';
import type { Movement } from './types';

export class Ledger {
	readonly movements: Movement[] = [];
	private readonly moved = new Map<string, number>();

	constructor(private readonly accumulators: Readonly<Record<string, Minor>>) {}

	used(key: string): Minor {
		return ((this.accumulators[key] ?? 0) + (this.moved.get(key) ?? 0)) as Minor;
	}

	left(key: string, limit: Minor): Minor {
		return lessAtMost(limit, this.used(key));
	}

	move(key: string, line: number, amount: Minor): void {
		if (amount === ZERO) return;
		this.moved.set(key, (this.moved.get(key) ?? 0) + amount);
		this.movements.push({ key, line, amount });
	}
}
