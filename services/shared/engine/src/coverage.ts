/** Whether a member is covered on a day, since when without a break, and why not. */
import {
	addDays,
	type CalendarDate,
	daysBetween,
	isWithin,
	type Period,
} from '@claims-askes/kernel/calendar-date';
import type { Member, Plan } from './types';

export function isInCoverage(member: Member, date: CalendarDate): boolean {
	for (const span of member.coverage) if (isWithin(span, date)) return true;
	return false;
}

/** A newborn who is not enrolled yet: birth is day 0, and day N of the grace is covered. */
function isInGrace(member: Member, plan: Plan, date: CalendarDate): boolean {
	if (!member.newborn || plan.newborn_days == null) return false;
	const age = daysBetween(member.birth_date, date);
	return age >= 0 && age <= plan.newborn_days;
}

export const isCovered = (member: Member, plan: Plan, date: CalendarDate): boolean =>
	isInCoverage(member, date) || isInGrace(member, plan, date);

/** Why a day is not covered: before (26), after (27) or between (200) the coverage. */
export function lapseCarc(member: Member, date: CalendarDate): '26' | '27' | '200' {
	if (member.coverage.length === 0) return member.newborn ? '27' : '26';
	const isBefore = member.coverage.every(({ from }) => from != null && date < from);
	if (isBefore) return '26';
	return member.coverage.every(({ to }) => to != null && date > to) ? '27' : '200';
}

/** The first day of the unbroken coverage that holds this date; null where it has no beginning. */
export function coveredSince(member: Member, date: CalendarDate): CalendarDate | null | undefined {
	let since: CalendarDate | null | undefined;
	for (const span of member.coverage) if (isWithin(span, date)) since = earlier(since, span);
	if (member.coverage.length === 1) return since;
	for (let before = since; since != null; before = since) {
		for (const span of member.coverage) if (isBeforeWithoutBreak(span, since)) since = earlier(since, span);
		if (since === before) return since;
	}
	return since;
}

/** The earlier beginning of the two; null where there is none. */
function earlier(since: CalendarDate | null | undefined, { from }: Period): CalendarDate | null {
	if (since === null || from == null) return null;
	return since === undefined || from < since ? from : since;
}

function isBeforeWithoutBreak({ from, to }: Period, since: CalendarDate | null): boolean {
	if (since === null || (from != null && from >= since)) return false;
	return to == null || addDays(to, 1) >= since;
}
