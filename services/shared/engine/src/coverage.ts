/** Whether a member is covered on a day, since when without a break, and why not. */
import { addDays, type CalendarDate, daysBetween, isWithin } from '@claims-askes/kernel/calendar-date';
import type { Member, Plan } from './types';

export function isInCoverage(member: Member, date: CalendarDate): boolean {
	for (const span of member.coverage) if (isWithin(span, date)) return true;
	return false;
}

/** A newborn who is not enrolled yet: birth is day 0, and day N of the grace is covered. */
export function isInGrace(member: Member, plan: Plan, date: CalendarDate): boolean {
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
	let since = member.coverage.find((span) => isWithin(span, date))?.from;
	if (since === undefined && !isInCoverage(member, date)) return undefined;
	for (let joined = true; joined && since; ) {
		joined = false;
		for (const span of member.coverage) {
			const touches = span.to == null || addDays(span.to, 1) >= since;
			if (!touches || !isWithin({ to: since }, span.from ?? since)) continue;
			if (span.from == null) return null;
			if (span.from < since) {
				since = span.from;
				joined = true;
			}
		}
	}
	return since ?? null;
}
