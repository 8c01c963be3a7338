/**
 * Step 4. The inner limits of a benefit: a line is split into its units; counts are taken first, then amounts, each
 * limit in the plan's order. Every limit is used by what all limits of the benefit let through.
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
import { accountOf, type Run, visitOn } from '../run';
import { traceStep } from '../trace';
import type { Reason } from '../types';
import { countedOccasions, countsOccasions, occasionOf } from './counted-occasions';

/** What the limits let through of each unit. */
export interface LimitPass {
	readonly parts: readonly Minor[];
	readonly isPassed: readonly boolean[];
}

interface Sieve {
	readonly line: Line;
	readonly parts: Minor[];
	readonly isPassed: boolean[];
	/** What the last limit that took something away denies with, if nothing is left. */
	cutBy: Reason | null;
}

const CARCS = ['119', '35'];

export function keepWithinLimits(run: Run, line: Line): void {
	line.covered = line.amount;
	const { limits } = line.plan;
	if (limits.length === 0 || line.units === 0) return;
	const before = line.amount;
	const sieve = openSieve(line);
	for (const limit of limits) if (limit.count) takeCount(run, sieve, limit, limit.count);
	for (const limit of limits) if (limit.amount) takeAmount(run, sieve, limit, limit.amount);
	line.covered = line.amount;
	line.passed = sieve;
	traceStep(run, 'S4', line, before, CARCS, line.plan.benefit.limits);
	const isNothingLeft = before > ZERO ? line.amount === ZERO : !sieve.isPassed.includes(true);
	if (sieve.cutBy && isNothingLeft) denyForNothingLeft(run, line, sieve.cutBy);
}

/** Truncated parts, the remainder in the last; one part where no limit asks how the units divide the line. */
function openSieve(line: Line): Sieve {
	const units = line.isPerDay || line.plan.dividesUnits ? line.units : 1;
	if (units === 1) return { line, parts: [line.amount], isPassed: [true], cutBy: null };
	const parts = splitEvenly(line.amount, units);
	return { line, parts, isPassed: new Array<boolean>(units).fill(true), cutBy: null };
}

function takeCount(run: Run, sieve: Sieve, limit: CompiledLimit, meter: Meter): void {
	const { line, parts, isPassed } = sieve;
	let period: string | null = null;
	let left = 0;
	let counted = 0;
	let before = -1;
	let passes = false;
	let cut = ZERO;
	for (let unit = 0; unit < parts.length; unit++) {
		if (!isPassed[unit]) continue;
		if (!isOneWith(line, limit, before, unit)) {
			const own = periodOf(run, line, limit, unit);
			if (own !== period) {
				left = leftOf(run, limit, meter, own) - carriedOver(limit, counted);
				counted = 0;
			}
			period = own;
			const isFree = isCountedBefore(run, line, limit, meter, unit);
			passes = isFree || left > 0;
			if (passes && !isFree) {
				left--;
				counted++;
			}
		}
		before = unit;
		if (passes) continue;
		noteShortage(run, limit, meter, periodOf(run, line, limit, unit));
		cut = add(cut, parts[unit] ?? ZERO);
		parts[unit] = ZERO;
		isPassed[unit] = false;
		sieve.cutBy = { carc: limit.carc, rule: limit.countRule };
	}
	line.cut('PR', limit.carc, cut, 'S4');
}

function takeAmount(run: Run, sieve: Sieve, limit: CompiledLimit, meter: Meter): void {
	const { line, parts, isPassed } = sieve;
	let period: string | null = null;
	let left = ZERO;
	let taken = ZERO;
	let cut = ZERO;
	for (let unit = 0; unit < parts.length; unit++) {
		const own = periodOf(run, line, limit, unit);
		if (own !== period) {
			left = lessAtMost(leftOf(run, limit, meter, own), carriedOver(limit, taken));
			taken = ZERO;
		}
		period = own;
		const part = parts[unit] ?? ZERO;
		const passes = smaller(part, left);
		left = subtract(left, passes);
		taken = add(taken, passes);
		if (passes === part) continue;
		noteShortage(run, limit, meter, own);
		parts[unit] = passes;
		cut = add(cut, subtract(part, passes));
		// Of a unit that had an amount and has none left, nothing passed.
		if (passes === ZERO) isPassed[unit] = false;
		sieve.cutBy = { carc: limit.carc, rule: limit.amountRule };
	}
	line.cut('PR', limit.carc, cut, 'S4');
}

/** What a group's limit has cut comes back to the claim, should another claim of the group give something back. */
function noteShortage(run: Run, limit: CompiledLimit, meter: Meter, period: string): void {
	if (limit.isKept && meter.scope === 'group') run.ledger.lack(accountOf(run, meter, period), meter.most);
}

/** Whether a unit is counted together with the one before: the line as one service, a day or a visit once. */
function isOneWith(line: Line, limit: CompiledLimit, before: number, unit: number): boolean {
	if (before < 0 || limit.unit === 'unit') return false;
	return limit.unit === 'service' || line.dayOfUnit(before) === line.dayOfUnit(unit);
}

/** A day or visit that an earlier line has used up the count for is not counted again. */
function isCountedBefore(run: Run, line: Line, limit: CompiledLimit, meter: Meter, unit: number): boolean {
	if (!countsOccasions(limit)) return false;
	const occasion = occasionOf(limit, line.dateOfUnit(unit), run.claim.provider_id);
	return countedOccasions(run, limit, meter, periodOf(run, line, limit, unit)).has(occasion);
}

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
	const lastYear =
		limit.per === 'two_years' ? accountOf(run, meter, yearName(Number(period) - 1)).used : ZERO;
	return lessAtMost(accountOf(run, meter, period).left(meter.most), lastYear);
}

/** A line that runs from one plan year into the next has used its first year before the second sees the two. */
const carriedOver = <Amount extends number>({ per }: CompiledLimit, used: Amount): Amount | typeof ZERO =>
	per === 'two_years' ? used : ZERO;

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
		const own = periodOf(run, line, limit, unit);
		if (period !== null && own !== period) {
			moveLimit(run, line, limit, meter, period, count);
			count = 0;
		}
		period = own;
		count++;
		if (!countsOccasions(limit)) continue;
		const date = line.dateOfUnit(unit);
		countedOccasions(run, limit, meter, own).add(occasionOf(limit, date, run.claim.provider_id));
		line.countedDays = (line.countedDays ?? new Set()).add(date);
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
	if (limit.isKept) run.ledger.move(accountOf(run, meter, period), line.n, amount as Minor);
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
