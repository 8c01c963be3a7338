/**
 * Step 4. The inner limits of a benefit: a line is split into its units; counts are taken first, then amounts, each
 * limit in the plan's order. Every limit is used by what all limits of the benefit let through, so that a unit finds of
 * each what the units before it have left, in whatever order the plan names them.
 */
import {
	add,
	lessAtMost,
	type Minor,
	smaller,
	splitEvenly,
	subtract,
	sum,
	ZERO,
} from '@claims-askes/kernel/money';
import { denyForNothingLeft } from '../findings';
import { type Line, yearName } from '../line';
import type { CompiledLimit, Meter } from '../plan-index';
import { type Run, visitOn } from '../run';
import { traceStep } from '../trace';
import type { Reason, RuleId } from '../types';
import { countedOccasions, occasionOn } from './counted-occasions';

/** What the limits let through of each unit. */
export interface LimitPass {
	readonly parts: readonly Minor[];
	readonly isPassed: readonly boolean[];
}

/** A ceiling, as the units of a line come to it one after the other. */
interface Gauge {
	readonly limit: CompiledLimit;
	readonly meter: Meter;
	/** What denies the line if nothing is left of it. */
	readonly rule: RuleId;
	period: string | null;
	left: number;
	/** Of the period, by this line. */
	used: number;
	cut: Minor;
	hasCut: boolean;
	/** The unit that was looked at last, whether it may pass, and whether that has cost a count or costs none. */
	before: number;
	passes: boolean;
	isCounted: boolean;
}

const CARCS = ['119', '35'];

export function keepWithinLimits(run: Run, line: Line): void {
	line.covered = line.amount;
	const { limits } = line.plan;
	if (limits.length === 0 || line.units === 0) return;
	const before = line.amount;
	const parts = partsOf(line);
	const isPassed = new Array<boolean>(parts.length).fill(true);
	const counts: Gauge[] = [];
	const amounts: Gauge[] = [];
	for (const limit of limits) {
		if (limit.count) counts.push(openGauge(limit, limit.count, limit.countRule));
		if (limit.amount) amounts.push(openGauge(limit, limit.amount, limit.amountRule));
	}
	for (let unit = 0; unit < parts.length; unit++) {
		const part = parts[unit] ?? ZERO;
		const isCounted = passCounts(run, line, counts, unit, part);
		const passes = isCounted ? passAmounts(run, line, amounts, unit, part) : ZERO;
		parts[unit] = passes;
		// Of a unit that had an amount and has none left, nothing passed.
		isPassed[unit] = isCounted && (passes > ZERO || part === ZERO);
		if (!isPassed[unit]) continue;
		for (const gauge of counts) useOne(gauge);
		for (const gauge of amounts) useSome(gauge, passes);
	}
	let cutBy: Reason | null = null;
	for (const { limit, rule, cut, hasCut } of [...counts, ...amounts]) {
		line.cut('PR', limit.carc, cut, 'S4');
		// The last limit that took something away.
		if (hasCut) cutBy = { carc: limit.carc, rule };
	}
	line.covered = line.amount;
	line.passed = { parts, isPassed };
	traceStep(run, 'S4', line, before, CARCS, line.plan.benefit.limits);
	const isNothingLeft = before > ZERO ? line.amount === ZERO : !isPassed.includes(true);
	if (cutBy && isNothingLeft) denyForNothingLeft(run, line, cutBy);
}

/** Truncated parts, the remainder in the last; one part where no limit asks how the units divide the line. */
function partsOf(line: Line): Minor[] {
	const units = line.isPerDay || line.plan.dividesUnits ? line.units : 1;
	return units === 1 ? [line.amount] : splitEvenly(line.amount, units);
}

const openGauge = (limit: CompiledLimit, meter: Meter, rule: RuleId): Gauge => ({
	limit,
	meter,
	rule,
	period: null,
	left: 0,
	used: 0,
	cut: ZERO,
	hasCut: false,
	before: -1,
	passes: true,
	isCounted: false,
});

/** Turns to the period of a unit, unless it is that of the unit before. */
function turnTo(run: Run, gauge: Gauge, period: string): void {
	if (period === gauge.period) return;
	gauge.left = Math.max(0, leftOf(run, gauge.limit, gauge.meter, period) - carriedOver(gauge));
	gauge.used = 0;
	gauge.period = period;
}

/** Whether every count has room for a unit; the first that has none cuts it off. */
function passCounts(run: Run, line: Line, counts: readonly Gauge[], unit: number, part: Minor): boolean {
	for (const gauge of counts) {
		const { limit, meter } = gauge;
		if (!isOneWith(line, limit, gauge.before, unit)) {
			turnTo(run, gauge, periodOfCount(run, line, limit, unit));
			gauge.isCounted = isCountedBefore(run, line, limit, meter, unit);
			gauge.passes = gauge.isCounted || gauge.left > 0;
		}
		gauge.before = unit;
		if (gauge.passes) continue;
		takeAway(run, gauge, part);
		return false;
	}
	return true;
}

/** What all amounts let through of a unit. */
function passAmounts(run: Run, line: Line, amounts: readonly Gauge[], unit: number, part: Minor): Minor {
	let passes = part;
	for (const gauge of amounts) {
		turnTo(run, gauge, periodOf(run, line, gauge.limit, unit));
		if (passes <= gauge.left) continue;
		takeAway(run, gauge, subtract(passes, gauge.left as Minor));
		passes = gauge.left as Minor;
	}
	return passes;
}

function takeAway(run: Run, gauge: Gauge, amount: Minor): void {
	gauge.cut = add(gauge.cut, amount);
	gauge.hasCut = true;
	noteShortage(run, gauge.limit, gauge.meter, gauge.period ?? '');
}

function useOne(gauge: Gauge): void {
	if (gauge.isCounted) return;
	gauge.left--;
	gauge.used++;
	gauge.isCounted = gauge.limit.unit !== 'unit';
}

function useSome(gauge: Gauge, amount: Minor): void {
	gauge.left -= amount;
	gauge.used += amount;
}

/** What a group's limit has cut comes back to the claim, should another claim of the group give something back. */
function noteShortage(run: Run, limit: CompiledLimit, meter: Meter, period: string): void {
	if (limit.isKept && meter.scope === 'group') run.ledger.lack(run.ledger.of(meter, period), meter.most);
}

/** Whether a unit is counted together with the one before: the line as one service, a day or a visit once. */
function isOneWith(line: Line, limit: CompiledLimit, before: number, unit: number): boolean {
	if (before < 0 || limit.unit === 'unit') return false;
	return limit.unit === 'service' || line.dayOfUnit(before) === line.dayOfUnit(unit);
}

/** A day or visit that an earlier line has used up the count for is not counted again. */
function isCountedBefore(run: Run, line: Line, limit: CompiledLimit, meter: Meter, unit: number): boolean {
	if (!limit.countsOccasions) return false;
	const occasion = occasionOn(run, limit, line.dateOfUnit(unit));
	return countedOccasions(run, limit, meter, periodOf(run, line, limit, unit)).has(occasion);
}

/** The period that a unit is counted in: a line is one service, of its first day. */
const periodOfCount = (run: Run, line: Line, limit: CompiledLimit, unit: number): string =>
	periodOf(run, line, limit, limit.unit === 'service' ? 0 : unit);

/** The period that a unit belongs to, by its own day. */
function periodOf(run: Run, line: Line, limit: CompiledLimit, unit: number): string {
	switch (limit.per) {
		case 'line':
			return 'line';
		case 'unit':
			return String(unit);
		case 'day':
			return line.dateOfUnit(unit);
		case 'visit':
			return visitOn(run, line.dateOfUnit(unit));
		case 'case':
			return run.caseId;
		case 'year':
		case 'two_years':
			return line.yearOfUnit(unit);
		case 'lifetime':
			return 'life';
	}
}

function leftOf(run: Run, limit: CompiledLimit, meter: Meter, period: string): Minor {
	if (!limit.isKept) return meter.most;
	const lastYear = limit.per === 'two_years' ? run.ledger.of(meter, yearName(Number(period) - 1)).used : ZERO;
	return lessAtMost(run.ledger.of(meter, period).left(meter.most), lastYear);
}

/** A line that runs from one plan year into the next has used its first year before the second sees the two. */
const carriedOver = ({ limit, used }: Gauge): number => (limit.per === 'two_years' ? used : 0);

/** Moves the limits by what passed; pool cuts and savings of coordination come off the last units first. */
export function useLimits(run: Run, line: Line): void {
	const { passed } = line;
	const { limits } = line.plan;
	if (!passed) return;
	const used = takeOffLast(passed.parts, add(line.poolCut, line.saved));
	for (const limit of limits) {
		if (limit.count) useCount(run, line, limit, limit.count, passed);
		if (limit.amount && limit.isKept) useAmount(run, line, limit, limit.amount, used);
	}
}

function useCount(run: Run, line: Line, limit: CompiledLimit, meter: Meter, { isPassed }: LimitPass): void {
	let period: string | null = null;
	let count = 0;
	let before = -1;
	for (let unit = 0; unit < isPassed.length; unit++) {
		if (!isPassed[unit] || isOneWith(line, limit, before, unit)) continue;
		before = unit;
		if (isCountedBefore(run, line, limit, meter, unit)) continue;
		const own = periodOfCount(run, line, limit, unit);
		if (period !== null && own !== period) {
			moveLimit(run, line, limit, meter, period, count);
			count = 0;
		}
		period = own;
		count++;
		if (!limit.countsOccasions) continue;
		const date = line.dateOfUnit(unit);
		countedOccasions(run, limit, meter, own).add(occasionOn(run, limit, date));
		line.noteCounted(limit.id, date);
	}
	if (period !== null) moveLimit(run, line, limit, meter, period, count);
}

function useAmount(run: Run, line: Line, limit: CompiledLimit, meter: Meter, used: readonly Minor[]): void {
	let period: string | null = null;
	let amount = 0;
	for (let unit = 0; unit < used.length; unit++) {
		const own = periodOf(run, line, limit, unit);
		if (period !== null && own !== period) {
			moveLimit(run, line, limit, meter, period, amount);
			amount = 0;
		}
		period = own;
		amount += used[unit] ?? 0;
	}
	if (period !== null) moveLimit(run, line, limit, meter, period, amount);
}

function moveLimit(
	run: Run,
	line: Line,
	limit: CompiledLimit,
	meter: Meter,
	period: string,
	amount: number,
): void {
	if (limit.isKept) run.ledger.move(run.ledger.of(meter, period), line.n, amount as Minor);
}

function takeOffLast(parts: readonly Minor[], off: Minor): readonly Minor[] {
	if (off === ZERO) return parts;
	const kept = parts.slice();
	let rest = smaller(off, sum(parts));
	for (let unit = kept.length - 1; unit >= 0 && rest > ZERO; unit--) {
		const taken = smaller(kept[unit] ?? ZERO, rest);
		kept[unit] = subtract(kept[unit] ?? ZERO, taken);
		rest = subtract(rest, taken);
	}
	return kept;
}
