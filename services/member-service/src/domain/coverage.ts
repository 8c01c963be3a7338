import type { Coverage, MemberFacts } from '@claims-askes/contracts/coverage-facts';
import { addDays, type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import { ProblemError } from '@claims-askes/kernel/problems';
import { MEMBER_PROBLEMS } from './problems';

/** A coverage as it is asked for: without `to` it has no end yet. */
export type WantedCoverage = Omit<Coverage, 'id' | 'to' | 'product'> & {
	readonly to?: CalendarDate | null | undefined;
	/** Of the plan, which benefit-service tells; undefined where no such plan is published. */
	readonly product: Coverage['product'] | undefined;
};

/**
 * The coverages with those that are asked for: one that is there already, under the same policy and plan from the same
 * day, is given the end that is asked for. Throws COVERAGE_OVERLAPS where two of one product would hold on one day.
 */
export function withCoverages(
	present: readonly Coverage[],
	wanted: readonly WantedCoverage[],
	newId: () => string,
): Coverage[] {
	const all = [...present];
	for (const { policy_id, plan_id, product, from, to = null } of wanted) {
		const at = all.findIndex(
			(one) => one.policy_id === policy_id && one.plan_id === plan_id && one.from === from,
		);
		const known = all[at];
		if (known) all[at] = { ...known, to };
		else if (product === undefined) throw new ProblemError(MEMBER_PROBLEMS.PLAN_UNKNOWN);
		else all.push({ id: newId(), policy_id, plan_id, product, from, to });
	}
	return apart(all);
}

/** The coverages with another end for one of them; null when that one is not there. */
export function withEnd(
	present: readonly Coverage[],
	id: string,
	to: CalendarDate | null,
): Coverage[] | null {
	if (!present.some((one) => one.id === id)) return null;
	return apart(present.map((one) => (one.id === id ? { ...one, to } : one)));
}

/** By date; throws where two of one product overlap or one is inverted. */
function apart(coverages: readonly Coverage[]): Coverage[] {
	const byDate = coverages.toSorted(byStart);
	if (byDate.some(({ from, to }) => to !== null && to < from))
		throw new ProblemError(MEMBER_PROBLEMS.COVERAGE_DATES_INVERTED);
	for (const ofProduct of byProduct(byDate).values())
		ofProduct.forEach((one, at) => {
			const next = ofProduct[at + 1];
			if (next && (one.to === null || one.to >= next.from)) throw overlapOf(one, next);
		});
	return byDate;
}

/** Of several that begin on one day, the one that was asked for first comes first. */
const byStart = (a: Coverage, b: Coverage): number =>
	a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1;

export const byProduct = (coverages: readonly Coverage[]): Map<string | null, Coverage[]> =>
	Map.groupBy(coverages, ({ product }) => product);

function overlapOf(one: Coverage, next: Coverage): ProblemError {
	const { code } = MEMBER_PROBLEMS.COVERAGE_OVERLAPS;
	const [first, second] = [one, next].map(({ plan_id, from }) => `${plan_id} from ${from}`);
	const product = one.product ?? 'the product of plans that name none';
	const message = `${first} and ${second} are both of ${product}`;
	return new ProblemError(MEMBER_PROBLEMS.COVERAGE_OVERLAPS, [{ field: 'coverages', message, code }]);
}

/** The first day that is covered otherwise than before; null where none is. */
export function firstDayOtherwise(
	before: readonly Coverage[],
	after: readonly Coverage[],
): CalendarDate | null {
	const days = [...differing(before, after), ...differing(after, before)];
	return days.sort()[0] ?? null;
}

/** Of each span that is not among the others: its first day, or the day after the earlier end where only the end differs. */
function differing(spans: readonly Coverage[], others: readonly Coverage[]): CalendarDate[] {
	return spans.flatMap((span) => {
		const same = others.find(
			({ from, policy_id, plan_id }) =>
				from === span.from && policy_id === span.policy_id && plan_id === span.plan_id,
		);
		if (!same) return span.from;
		const [end] = [span.to, same.to].filter((to) => to !== null).sort();
		return span.to === same.to || end === undefined ? [] : addDays(end, 1);
	});
}

export type Ineligibility = 'unborn' | 'deceased' | 'ended' | 'before_coverage' | 'lapse' | 'after_coverage';

/** Whether a member has a product on a day, and if not, why. */
export interface Standing {
	readonly product: Coverage['product'];
	readonly is_eligible: boolean;
	readonly reason: Ineligibility | null;
	/** The coverage that is active, else the latest. */
	readonly coverage: Coverage;
}

export interface Eligibility {
	/** In any product. */
	readonly is_eligible: boolean;
	readonly reason: Ineligibility | null;
	/** The coverage that is active; of several products the oldest. */
	readonly coverage: Coverage | null;
	/** Each product that the member ever had, in the order in which they began. */
	readonly products: readonly Standing[];
}

type Insured = Pick<MemberFacts, 'birth_date' | 'death_date' | 'status' | 'coverages'>;

/** Whether a coverage of the member is active on a date, and if not, why: altogether and product by product. */
export function checkEligibility(member: Insured, date: CalendarDate): Eligibility {
	const products = [...byProduct(member.coverages.toSorted(byStart))].map(
		([product, coverages]): Standing => {
			const reason = ineligibility({ ...member, coverages }, date);
			const active = coverages.find((one) => isWithin(one, date));
			return {
				product,
				is_eligible: reason === null,
				reason,
				coverage: active ?? (coverages.at(-1) as Coverage),
			};
		},
	);
	const reason = ineligibility(member, date);
	const active = products.filter(({ is_eligible }) => is_eligible).map(({ coverage }) => coverage);
	return { is_eligible: reason === null, reason, coverage: active.toSorted(byStart)[0] ?? null, products };
}

function ineligibility(
	{ birth_date, death_date, status, coverages }: Insured,
	date: CalendarDate,
): Ineligibility | null {
	if (date < birth_date) return 'unborn';
	if (death_date !== null && date > death_date) return 'deceased';
	if (status === 'ended') return 'ended';
	if (coverages.some((one) => isWithin(one, date))) return null;
	if (coverages.every((one) => one.from > date)) return 'before_coverage';
	return coverages.some((one) => one.from > date) ? 'lapse' : 'after_coverage';
}
