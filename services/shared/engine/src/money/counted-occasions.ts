/** The days and visits that a count has been used for: whatever else happens on one of them, it counts once. */
import { type CalendarDate, dateOf, dayOf, yearStarting } from '@claims-askes/kernel/calendar-date';
import { isCovered } from '../coverage';
import { yearName } from '../line';
import type { CompiledLimit, Meter } from '../plan-index';
import { accountOf, type Run } from '../run';
import { inpatientDays } from '../stays';
import type { HistoryLine } from '../types';

/** Of a line or a unit nothing is kept, and units and services are counted one by one. */
export const countsOccasions = ({ isKept, unit }: CompiledLimit): boolean =>
	isKept && (unit === 'day' || unit === 'visit');

export const occasionOf = ({ unit }: CompiledLimit, date: CalendarDate, provider: string): string =>
	unit === 'visit' ? `${date}@${provider}` : date;

/** Those of one period; the lines of this claim add their own. */
export function countedOccasions(run: Run, limit: CompiledLimit, meter: Meter, period: string): Set<string> {
	const { key, used } = accountOf(run, meter, period);
	run.counted ??= new Map();
	const known = run.counted.get(key);
	if (known) return known;
	const counted = run.history.length > 0 ? occasionsBefore(run, limit, period, used) : new Set<string>();
	run.counted.set(key, counted);
	return counted;
}

/**
 * Of earlier claims the history says which days were asked for, and the balance how many of them were counted: the
 * first ones, for the last are what a count cuts off.
 */
function occasionsBefore(run: Run, limit: CompiledLimit, period: string, used: number): Set<string> {
	const occasions = new Set<string>();
	const sharers = run.plan.sharers.get(limit.id);
	const counted = run.history.filter(
		({ outcome, benefit }) => outcome === 'pay' && benefit != null && sharers?.has(benefit),
	);
	for (const earlier of asDecided(counted)) {
		for (const date of daysOf(run, earlier)) {
			if (occasions.size >= used) return occasions;
			if (periodOfDay(run, limit, earlier, date) !== period) continue;
			occasions.add(occasionOf(limit, date, earlier.provider_id));
		}
	}
	return occasions;
}

/** Claims as they came, the lines of each by date then number, in whatever order the claim named them. */
function asDecided(lines: readonly HistoryLine[]): readonly HistoryLine[] {
	const places = new Map<string, number>();
	for (const { claim_id } of lines) if (!places.has(claim_id)) places.set(claim_id, places.size);
	const placeOf = ({ claim_id }: HistoryLine): number => places.get(claim_id) ?? 0;
	return lines.toSorted((a, b) => placeOf(a) - placeOf(b) || dayOf(a.from) - dayOf(b.from) || a.n - b.n);
}

/** The days on which an earlier line had a unit: covered days, and of daily cash the inpatient ones. */
function daysOf({ plan, member }: Run, { benefit, from, stay, units = 1 }: HistoryLine): CalendarDate[] {
	const terms = plan.benefits.get(benefit ?? '');
	if (!terms?.isPerDay) return [from];
	const isCash = terms.benefit.daily_cash != null;
	const days = isCash && stay ? inpatientDays(stay, dayOf(from), units) : consecutive(dayOf(from), units);
	const dates = days.map(dateOf);
	return member ? dates.filter((date) => isCovered(member, plan.plan, date)) : dates;
}

const consecutive = (first: number, count: number): number[] =>
	Array.from({ length: count }, (_, at) => first + at);

function periodOfDay(run: Run, limit: CompiledLimit, line: HistoryLine, date: CalendarDate): string {
	switch (limit.per) {
		case 'day':
			return date;
		case 'visit':
			return `${date}@${line.provider_id}`;
		case 'case':
			return line.case_id ?? line.claim_id;
		case 'year':
		case 'two_years':
			return yearName(yearStarting(run.plan.yearStart, date));
		default:
			return 'life';
	}
}
