import { type CalendarDate, yearStarting } from '@claims-askes/kernel/calendar-date';
import { daysOf } from './claim-days';
import type { PreparedClaim } from './prepared-claim';

/** The order in which claims are decided again: by first day of care, then as they were numbered. */
export const byDate = (a: PreparedClaim, b: PreparedClaim): number =>
	compare(daysOf(a.claim).first, daysOf(b.claim).first) || compare(a.claimNumber, b.claimNumber);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The longest that a plan year can have run before a day that it holds. */
export const LONGEST_YEAR = 366;

/**
 * From which day a family's claims are decided again when something changes on a day: the start of the plan year, for
 * what was used in it hangs together whatever the order in which its claims came. Of several plans the earliest counts.
 */
export function startOfYear(since: CalendarDate, claims: readonly PreparedClaim[]): CalendarDate {
	const starts = new Set(claims.map(({ facts }) => facts.plan.year_start ?? '01-01'));
	const days = [...starts].map((start) => `${String(yearStarting(start, since)).padStart(4, '0')}-${start}`);
	return [since, ...days].sort()[0] ?? since;
}
