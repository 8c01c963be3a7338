import type { Minor, Movement } from '@claims-askes/engine';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { negate } from '@claims-askes/kernel/money';
import { type Adjudicated, adjudicate, type OwnFacts } from './adjudicate';
import type { Balances } from './balances';
import { byDate } from './date-order';
import type { Histories } from './histories';
import type { PreparedClaim } from './prepared-claim';
import type { Ground } from './refusal';

/** What stands of a claim that is decided again. */
export interface Undone {
	readonly currency: string;
	readonly movements: readonly Movement[];
	/** Set where a person denied it: that stands, whatever the rules would say today. */
	readonly denial: readonly Ground[] | null;
}

export interface Recalculation {
	readonly today: CalendarDate;
	readonly balances: Balances;
	/** Without the lines of the claims that are decided again. */
	readonly histories: Histories;
	readonly reviewOf: (claimId: string) => OwnFacts['review'];
}

/**
 * Decides claims of one family again as if none of them had been decided before: all that they moved is taken back, and
 * each is decided in date order with what the earlier ones leave. Nothing is written; what comes out the same may stand.
 */
export function recalculate(
	claims: readonly PreparedClaim[],
	standing: ReadonlyMap<string, Undone>,
	{ today, balances, histories, reviewOf }: Recalculation,
): Adjudicated[] {
	for (const { currency, movements } of standing.values())
		balances.move(
			currency,
			movements.map(({ key, amount }) => ({ key, amount: negate(amount as Minor) })),
		);
	return claims.toSorted(byDate).map((prepared) => {
		const denial = standing.get(prepared.claim.id)?.denial;
		const own = { today, balances, histories, review: reviewOf(prepared.claim.id), inDateOrder: true };
		return adjudicate(prepared, denial ? { ...own, denial } : own);
	});
}
