import type { Coverage } from '@claims-askes/contracts/coverage-facts';
import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';

/**
 * The coverages that may pay for a service, one of each product that the member has: the one in force on its date, else the
 * latest, so that the rules can say whether the service came before, after or between. Those in force come first, the
 * oldest before the others.
 */
export function coveragesFor(coverages: readonly Coverage[], date: CalendarDate): readonly Coverage[] {
	if (coverages.length < 2) return coverages;
	const inForce: Coverage[] = [];
	const lapsed: Coverage[] = [];
	for (const ofProduct of Map.groupBy(coverages, ({ product }) => product).values()) {
		const holding = ofProduct.find((coverage) => isWithin(coverage, date));
		const latest = ofProduct.sort(byEnd).at(-1);
		if (holding) inForce.push(holding);
		else if (latest) lapsed.push(latest);
	}
	return [...inForce.sort(byStart), ...lapsed.sort(byEnd).reverse()];
}

const byStart = (a: Coverage, b: Coverage): number => compare(a.from, b.from) || compare(a.id, b.id);
const byEnd = (a: Coverage, b: Coverage): number => compare(a.to ?? '9999', b.to ?? '9999') || byStart(a, b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As much as a choice among coverages has to know of each. */
export interface Choice {
	readonly coverage: Coverage;
	readonly document: PlanDocument;
}

/**
 * The coverage that pays, of those that may: the one whose plan names most of the claim's codes. One that is not in force
 * is for codes that no other names, so that care after the end of a product is not paid by another that takes what nobody
 * names; what is named nowhere goes to a plan that takes just that. Of several alike the first.
 */
export function chooseCoverage<C extends Choice>(
	{ lines }: Pick<CanonicalClaim, 'lines'>,
	date: CalendarDate,
	choices: readonly C[],
): C | undefined {
	if (choices.length < 2) return choices[0];
	let best: { readonly choice: C; readonly suits: Suits } | undefined;
	for (const choice of choices) {
		const suits = suitsOf(lines, date, choice);
		if (!best || isBetter(suits, best.suits)) best = { choice, suits };
	}
	return best?.choice;
}

/** How many of the lines it names; before that, by what right it would take them. */
type Suits = readonly [right: number, named: number];

const NAMED_IN_FORCE = 4;
const NAMED = 3;
const TAKES_THE_REST = 2;
const IN_FORCE = 1;
const LAPSED = 0;

function suitsOf(lines: CanonicalClaim['lines'], date: CalendarDate, { coverage, document }: Choice): Suits {
	const { benefit_of = {}, default_benefit } = document;
	const isNamed = (code: string | undefined) => code !== undefined && Object.hasOwn(benefit_of, code);
	const named = lines.filter((line) => isNamed(line.procedure_code) || isNamed(line.revenue_code)).length;
	const isInForce = isWithin(coverage, date);
	if (named > 0) return [isInForce ? NAMED_IN_FORCE : NAMED, named];
	if (!isInForce) return [LAPSED, 0];
	return [default_benefit === undefined ? IN_FORCE : TAKES_THE_REST, 0];
}

const isBetter = ([right, named]: Suits, [otherRight, otherNamed]: Suits): boolean =>
	right > otherRight || (right === otherRight && named > otherNamed);
