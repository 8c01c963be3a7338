/** The days and visits that a count has been used for: whatever else happens on one of them, it counts once. */
import { type CalendarDate, dateOf, dayOf, yearStarting } from '@claims-askes/kernel/calendar-date';
import { isCovered } from '../coverage';
import { type Line, yearName } from '../line';
import { oncePer } from '../once-per';
import { own } from '../own';
import type { CompiledLimit, Meter } from '../plan-index';
import { type Run, visitOn } from '../run';
import { inpatientDays } from '../stays';
import type { CutDays, HistoryLine } from '../types';

/** What is counted of a day of the claim. */
export const occasionOn = (run: Run, { unit }: CompiledLimit, date: CalendarDate): string =>
	unit === 'visit' ? visitOn(run, date) : date;

/**
 * The days of a paid line that used no count, for its history: limits cut them off whole, a fund alone pays them, or they
 * had been counted before. Where one limit of the benefit counted a day and another didn't, the days are those of each.
 * A line of which every day used its counts has none, and says so: nobody needs to guess of it.
 */
export function cutDaysOf(line: Line): Omit<CutDays, 'line'> | null {
	if (line.denial || !line.plan.countsOccasions) return null;
	const days: CalendarDate[] = [];
	const byLimit = new Map<string, CalendarDate[]>();
	const counting = line.plan.limits.filter((limit) => limit.countsOccasions && limit.count);
	for (let unit = 0; unit < (line.isPerDay ? line.units : 1); unit++) {
		const date = line.dateOfUnit(unit);
		const without = counting.filter(({ id }) => !line.countedDays?.get(id)?.has(date));
		if (without.length === counting.length) days.push(date);
		else for (const { id } of without) byLimit.set(id, [...(byLimit.get(id) ?? []), date]);
	}
	return { days, ...(byLimit.size > 0 && { byLimit: Object.fromEntries(byLimit) }) };
}

/** Those of one period: of earlier claims, and of this one as its lines are counted. */
export class CountedOccasions {
	private readonly own = new Set<string>();

	constructor(
		private readonly earlier: EarlierOccasions,
		private readonly used: number,
	) {}

	/**
	 * Of earlier claims the history says which days were asked for, and of what this engine decided which of them used a
	 * count. Of other lines the rest of the balance says how many were counted: the first ones, for the last are what a count
	 * cuts off.
	 */
	has(occasion: string): boolean {
		const { counted, asked } = this.earlier;
		if (counted.has(occasion) || this.own.has(occasion)) return true;
		const others = this.used - counted.size;
		return (asked.get(occasion) ?? others) < others;
	}

	add(occasion: string): void {
		this.own.add(occasion);
	}
}

/** The occasions of a period: those that are known to have used a count, and the others, each with how many came before it. */
class EarlierOccasions {
	readonly counted = new Set<string>();
	readonly asked = new Map<string, number>();

	add(occasion: string, isKnown: boolean): void {
		if (this.counted.has(occasion)) return;
		if (!isKnown) {
			if (!this.asked.has(occasion)) this.asked.set(occasion, this.asked.size);
			return;
		}
		this.counted.add(occasion);
		const place = this.asked.get(occasion);
		if (place === undefined) return;
		this.asked.delete(occasion);
		for (const [other, its] of this.asked) if (its > place) this.asked.set(other, its - 1);
	}
}

const NONE = new EarlierOccasions();

export function countedOccasions(
	run: Run,
	limit: CompiledLimit,
	meter: Meter,
	period: string,
): CountedOccasions {
	const account = run.ledger.of(meter, period);
	account.counted ??= new CountedOccasions(
		earlierPeriods(run, limit, meter).get(period) ?? NONE,
		account.used,
	);
	return account.counted;
}

type Periods = Map<string, EarlierOccasions>;
const NO_PERIODS: ReadonlyMap<string, EarlierOccasions> = new Map();

/** The standing lines of the family or group, as far as the facts tell of them. */
function historyOfSharers({ claim, facts, member }: Run, scope: Meter['scope']): readonly HistoryLine[] {
	const owner = scope === 'family' ? 'family_id' : 'group_id';
	const isSharer = (memberId: string): boolean =>
		memberId === claim.member_id ||
		(member !== undefined && own(facts.members, memberId)?.[owner] === member[owner]);
	return facts.history.filter(
		({ member_id, claim_id, voided }) =>
			!voided && claim_id !== claim.id && claim_id !== claim.replaces && isSharer(member_id),
	);
}

/** What a limit's periods hold of a member's history, as far as it has been read. */
interface Tally {
	readonly member: Run['member'];
	readonly lines: number;
	readonly last: HistoryLine | undefined;
	readonly periods: Periods;
}

/** By the history that a claim was given: one that grows is read on from where the claim before it had come to. */
const tallies = oncePer((_: readonly HistoryLine[]) => new WeakMap<CompiledLimit, Map<string, Tally>>());

function earlierPeriods(run: Run, limit: CompiledLimit, meter: Meter): ReadonlyMap<string, EarlierOccasions> {
	const { claim, facts, history, member } = run;
	// A day of each of those who share the count is one of its own, and all of them have a place in it.
	if (meter.scope !== 'member')
		return readOn(run, limit, meter, historyOfSharers(run, meter.scope), new Map());
	if (history.length === 0) return NO_PERIODS;
	if (facts.history.some(({ claim_id }) => claim_id === claim.id || claim_id === claim.replaces))
		return readOn(run, limit, meter, history, new Map());
	const ofHistory = tallies(facts.history);
	const ofMembers = ofHistory.get(limit) ?? new Map<string, Tally>();
	ofHistory.set(limit, ofMembers);
	const before = ofMembers.get(claim.member_id);
	const known =
		before && before.member === member && before.last === history[before.lines - 1] ? before : undefined;
	if (known?.lines === history.length) return known.periods;
	const periods = readOn(run, limit, meter, history.slice(known?.lines ?? 0), known?.periods ?? new Map());
	ofMembers.set(claim.member_id, { member, lines: history.length, last: history.at(-1), periods });
	return periods;
}

function readOn(
	run: Run,
	limit: CompiledLimit,
	meter: Meter,
	lines: readonly HistoryLine[],
	periods: Periods,
): Periods {
	const sharers = run.plan.sharers.get(meter.key);
	const counted = lines.filter(
		({ outcome, benefit }) => outcome === 'pay' && benefit != null && sharers?.has(benefit),
	);
	for (const earlier of asDecided(counted)) {
		const cutHere = own(earlier.cut_days_of, limit.id);
		const isKnown = earlier.cut_days != null || earlier.cut_days_of != null;
		for (const date of daysOf(run, earlier)) {
			if (earlier.cut_days?.includes(date) || cutHere?.includes(date)) continue;
			const period = periodOfDay(run, limit, earlier, date);
			const occasions = periods.get(period) ?? new EarlierOccasions();
			periods.set(period, occasions);
			const occasion = limit.unit === 'visit' ? `${date}@${earlier.provider_id}` : date;
			const name = earlier.member_id === run.claim.member_id ? occasion : `${earlier.member_id} ${occasion}`;
			occasions.add(name, isKnown);
		}
	}
	return periods;
}

/** Claims as they came, the lines of each by date then number, in whatever order the claim named them. */
function asDecided(lines: readonly HistoryLine[]): readonly HistoryLine[] {
	const places = new Map<string, number>();
	for (const { claim_id } of lines) if (!places.has(claim_id)) places.set(claim_id, places.size);
	const placeOf = ({ claim_id }: HistoryLine): number => places.get(claim_id) ?? 0;
	return lines.toSorted((a, b) => placeOf(a) - placeOf(b) || dayOf(a.from) - dayOf(b.from) || a.n - b.n);
}

/**
 * The days on which an earlier line had a unit: of daily cash the inpatient ones, and covered days, where the plan splits
 * stays. A line with none was paid on a person's word.
 */
function daysOf(run: Run, { member_id, benefit, from, stay, units = 1 }: HistoryLine): CalendarDate[] {
	const { plan, claim, facts } = run;
	const member = member_id === claim.member_id ? run.member : own(facts.members, member_id);
	const terms = plan.benefits.get(benefit ?? '');
	if (!terms?.isPerDay) return [from];
	const inpatient = stay ? inpatientDays(stay, dayOf(from), units) : [];
	const days = terms.benefit.daily_cash != null ? inpatient : consecutive(dayOf(from), units);
	const dates = days.map(dateOf);
	if (!member || !plan.splitsStays) return dates;
	const covered = dates.filter((date) => isCovered(member, plan.plan, date));
	return covered.length > 0 ? covered : dates;
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
