import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROVIDER_PROBLEMS } from './problems';

interface Days {
	readonly from: CalendarDate;
	readonly to: CalendarDate | null;
}

/** Throws where a provider would belong to the network twice on one day, or never. */
export function assertMayJoin(days: Days, present: readonly Days[]): void {
	const { from, to } = days;
	if (to !== null && to < from) throw new ProblemError(PROVIDER_PROBLEMS.MEMBERSHIP_DATES_INVERTED);
	const overlaps = present.some(
		(one) => (to === null || one.from <= to) && (one.to === null || from <= one.to),
	);
	if (overlaps) throw new ProblemError(PROVIDER_PROBLEMS.MEMBERSHIP_OVERLAPS);
}
