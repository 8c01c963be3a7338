import type { Balance, BalanceChange } from '../balances';

type Used = [key: string, currency: string, used: number][];

/**
 * What is used, owner by owner, as claims decided again move it. Between two pages each owner's balances are one text: as
 * objects, those of a hundred thousand members would be most of what the service holds.
 */
export class SimulatedBalances {
	private readonly ofOwner: Map<string, string>;

	/** By owner: JSON of [key, currency, used]. */
	constructor(stored: Iterable<readonly [owner: string, balances: string]>) {
		this.ofOwner = new Map(stored);
	}

	has(owner: string): boolean {
		return this.ofOwner.has(owner);
	}

	of(owners: Iterable<string>): Balance[] {
		return [...new Set(owners)].flatMap((owner) =>
			this.usedBy(owner).map(([key, currency, used]) => ({ key, currency, used: used as Balance['used'] })),
		);
	}

	keep(changes: readonly BalanceChange[]): void {
		for (const [owner, own] of Map.groupBy(changes, (change) => change.owner)) {
			const sums = this.usedBy(owner);
			for (const { key, currency, amount } of own) {
				const known = sums.find((sum) => sum[0] === key && sum[1] === currency);
				if (known) known[2] += amount;
				else sums.push([key, currency, amount]);
			}
			this.ofOwner.set(owner, JSON.stringify(sums.filter(([, , used]) => used !== 0)));
		}
	}

	private usedBy(owner: string): Used {
		return JSON.parse(this.ofOwner.get(owner) ?? '[]');
	}
}
