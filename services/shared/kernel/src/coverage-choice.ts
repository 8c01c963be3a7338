/** Which of a member's coverages is meant, where they have several products. */
import { type CalendarDate, isWithin, type Period } from './calendar-date';

interface CoverageSpan {
	readonly id: string;
	readonly product: string | null;
	readonly from: CalendarDate;
	readonly to: CalendarDate | null;
}

/**
 * The coverages that may pay for a service, one of each product that the member has: the one in force on its date, else the
 * latest, which can say whether the service came before, after or between. Those in force come first, the oldest before
 * the others.
 */
export function coveragesFor<C extends CoverageSpan>(
	coverages: readonly C[],
	date: CalendarDate,
): readonly C[] {
	if (coverages.length < 2) return coverages;
	const inForce: C[] = [];
	const lapsed: C[] = [];
	for (const ofProduct of Map.groupBy(coverages, ({ product }) => product).values()) {
		const holding = ofProduct.find((coverage) => isWithin(coverage, date));
		const latest = ofProduct.sort(byEnd).at(-1);
		if (holding) inForce.push(holding);
		else if (latest) lapsed.push(latest);
	}
	return [...inForce.sort(byStart), ...lapsed.sort(byEnd).reverse()];
}

const byStart = (a: CoverageSpan, b: CoverageSpan): number => compare(a.from, b.from) || compare(a.id, b.id);
const byEnd = (a: CoverageSpan, b: CoverageSpan): number =>
	compare(a.to ?? '9999', b.to ?? '9999') || byStart(a, b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a coverage's plan makes of the codes that are asked about. */
export interface Suits {
	readonly span: Period;
	/** How many of them it names. */
	readonly named: number;
	/** Whether it takes those that it does not name. */
	readonly takesRest: boolean;
}

/**
 * The coverage that is meant: the one whose plan names most of the codes. One that is not in force is for codes that no
 * other names, so that care after the end of a product is not paid by another that takes what nobody names; what is named
 * nowhere goes to a plan that takes just that. Of several alike the first.
 */
export function chooseCoverage<C>(
	choices: readonly C[],
	date: CalendarDate,
	suitsOf: (choice: C) => Suits,
): C | undefined {
	if (choices.length < 2) return choices[0];
	let best: { readonly choice: C; readonly right: number; readonly named: number } | undefined;
	for (const choice of choices) {
		const suits = suitsOf(choice);
		const [right, { named }] = [rightOf(suits, date), suits];
		if (!best || right > best.right || (right === best.right && named > best.named))
			best = { choice, right, named };
	}
	return best?.choice;
}

/** By what right it would take the codes: a greater one goes before the number of codes. */
function rightOf({ span, named, takesRest }: Suits, date: CalendarDate): number {
	const isInForce = isWithin(span, date);
	if (named > 0) return isInForce ? 4 : 3;
	if (!isInForce) return 0;
	return takesRest ? 2 : 1;
}
