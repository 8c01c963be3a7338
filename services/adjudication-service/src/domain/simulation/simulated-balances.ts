import type { Balance, BalanceChange } from '../balances';
import { ownerOf } from '../owners';

type Used = Map<string, Balance>;

/** What would be used, owner by owner: as it was before the span, and as the claims decided again move it. */
export class SimulatedBalances {
	private readonly ofOwner = new Map<string, Used>();
	private readonly before: Map<string, string>;

	/** The balances before stay text until somebody asks for them: most owners have few claims in a span. */
	constructor(before: ReadonlyMap<string, string>) {
		this.before = new Map(before);
	}

	of(owners: Iterable<string>): Balance[] {
		return [...new Set(owners)].flatMap((owner) => [...this.usedBy(owner).values()]);
	}

	keep(changes: readonly BalanceChange[]): void {
		for (const { key, currency, amount } of changes) {
			const used = this.usedBy(ownerOf(key));
			const name = `${currency} ${key}`;
			const sum = ((used.get(name)?.used ?? 0) + amount) as Balance['used'];
			used.set(name, { key, currency, used: sum });
		}
	}

	private usedBy(owner: string): Used {
		const known = this.ofOwner.get(owner);
		if (known) return known;
		const stored = JSON.parse(this.before.get(owner) ?? '[]') as [string, string, Balance['used']][];
		const used: Used = new Map(
			stored.map(([key, currency, used]) => [`${currency} ${key}`, { key, currency, used }]),
		);
		this.before.delete(owner);
		this.ofOwner.set(owner, used);
		return used;
	}
}
