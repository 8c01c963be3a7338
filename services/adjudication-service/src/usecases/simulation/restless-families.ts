import type { Minor, Movement } from '@claims-askes/engine';
import { type DatePlace, isBefore } from './simulated-history';

interface Moved {
	readonly place: DatePlace;
	readonly currency: string;
	readonly stored: readonly Pick<Movement, 'key' | 'amount'>[];
	readonly made: readonly Pick<Movement, 'key' | 'amount'>[];
}

/**
 * What the standing claims of families moved of which something was decided again in date order. Such a decision saw its
 * balances without those of later claims; made again, it sees what it saw then, with what earlier claims move otherwise.
 */
export class RestlessFamilies {
	/** By family and decision, as JSON. */
	private readonly families = new Map<string, Map<string, string>>();

	constructor(private readonly restless: ReadonlySet<string>) {}

	has(familyId: string | null): familyId is string {
		return familyId !== null && this.restless.has(familyId);
	}

	keep(familyId: string, decisionId: string, moved: Moved): void {
		const own = this.families.get(familyId) ?? new Map<string, string>();
		const only = (movements: Moved['made']) => movements.map(({ key, amount }) => ({ key, amount }));
		const text = JSON.stringify({ ...moved, stored: only(moved.stored), made: only(moved.made) });
		this.families.set(familyId, own.set(decisionId, text));
	}

	forget(familyId: string | null, decisionId: string): void {
		if (familyId !== null) this.families.get(familyId)?.delete(decisionId);
	}

	/** The balances for a decision in date order: `used` is what is used in all, `seen` what it saw then. */
	inDateOrder(
		familyId: string,
		place: DatePlace,
		currency: string,
		used: ReadonlyMap<string, Minor>,
		seen: ReadonlyMap<string, Minor>,
	): Map<string, Minor> {
		const balances = new Map<string, number>(used);
		const kept = this.families.get(familyId)?.values() ?? [];
		const moved = Array.from(kept, (text) => JSON.parse(text) as Moved).filter(
			(one) => one.currency === currency,
		);
		const add = (key: string, amount: number) => balances.set(key, (balances.get(key) ?? 0) + amount);
		for (const later of moved.filter((one) => !isBefore(one.place, place)))
			for (const { key, amount } of later.made) add(key, -amount);
		for (const [key, amount] of seen) balances.set(key, amount);
		for (const earlier of moved.filter((one) => isBefore(one.place, place))) {
			for (const { key, amount } of earlier.made) if (seen.has(key)) add(key, amount);
			for (const { key, amount } of earlier.stored) if (seen.has(key)) add(key, -amount);
		}
		return balances as Map<string, Minor>;
	}
}
