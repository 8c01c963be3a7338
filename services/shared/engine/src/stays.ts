/** Stays in hospital: their inpatient days, and the stays that are covered. */
import { type CalendarDate, dayOf } from '@claims-askes/kernel/calendar-date';
import type { PlanIndex } from './plan-index';
import type { HistoryLine, Stay } from './types';

/** The inpatient days among consecutive days: the day of discharge does not count, a same-day stay is one. */
export function inpatientDays(stay: Stay, first: number, count: number): number[] {
	const admitted = dayOf(stay.admitted);
	const end = Math.max(dayOf(stay.discharged), admitted + 1);
	const days: number[] = [];
	for (let day = Math.max(first, admitted); day < Math.min(first + count, end); day++) days.push(day);
	return days;
}

/** A day inside a stay; the day of discharge is already after it. */
export const isInside = (stay: Stay, date: CalendarDate): boolean =>
	stay.admitted <= date && date < stay.discharged;

/** Whether a line of an earlier claim makes its stay a covered one: paid, and not itself before or after a stay. */
export function coversStay(plan: PlanIndex, line: HistoryLine): line is HistoryLine & { stay: Stay } {
	if (line.outcome !== 'pay' || !line.stay) return false;
	return line.benefit == null || !plan.benefits.get(line.benefit)?.benefit.window;
}
