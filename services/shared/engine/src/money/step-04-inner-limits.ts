/**
 * Step 4. The inner limits of a benefit: a line is split into its units; counts are taken first, then amounts, each
 * limit in the plan's order. Every limit is used by what all limits of the benefit let through.
 */
import { dateOf } from '@claims-askes/kernel/calendar-date';
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
import type { Line } from '../line';
import type { CompiledLimit } from '../plan-index';
import { lineHolds, planYear, type Run, scopeKey } from '../run';
import { traceStep } from '../trace';
import type { RuleId } from '../types';

/** What the limits let through of each unit. */
export interface LimitPass {
	readonly parts: readonly Minor[];
	readonly isPassed: readonly boolean[];
}

interface Sieve {
	readonly line: Line;
	readonly asked: readonly Minor[];
	readonly parts: Minor[];
	readonly isPassed: boolean[];
	/** The last limit that took something away. */
	cutBy: { carc: '119' | '35'; rule: RuleId } | null;
}

const CARCS = ['119', '35'];

export function keepWithinLimits(run: Run, line: Line): void {
	const limits = line.plan?.limits ?? [];
	line.covered = line.amount;
	if (limits.length === 0 || line.units === 0) return;
	const asked = splitEvenly(line.amount, line.units);
	const sieve: Sieve = {
		line,
		asked,
		parts: asked.slice(),
		isPassed: new Array<boolean>(line.units).fill(true),
		cutBy: null,
	};
	const before = line.amount;
	for (const limit of limits) if (limit.count !== undefined) takeCount(run, sieve, limit, limit.count);
	for (const limit of limits) if (limit.amount !== undefined) takeAmount(run, sieve, limit, limit.amount);
	for (let unit = 0; unit < line.units; unit++) {
		// Of a unit that had an amount and has none left, nothing passed.
		if (sieve.parts[unit] === ZERO && asked[unit] !== ZERO) sieve.isPassed[unit] = false;
	}
	line.covered = line.amount;
	line.passed = sieve;
	const isNothingLeft = before > ZERO ? line.amount === ZERO : !sieve.isPassed.includes(true);
	if (sieve.cutBy && isNothingLeft) {
		denyForNothingLeft(run, line, sieve.cutBy);
	}
	traceStep(run, 'S4', line, before, CARCS, limits);
}

function takeCount(run: Run, sieve: Sieve, limit: CompiledLimit, count: number): void {
	const { line } = sieve;
	let cut = ZERO;
	const counter = openCounter(run, line, limit);
	for (let unit = 0; unit < line.units; unit++) {
		if (!sieve.isPassed[unit] || counter.take(unit, count)) continue;
		sieve.isPassed[unit] = false;
		cut = add(cut, sieve.parts[unit] ?? ZERO);
		sieve.parts[unit] = ZERO;
		sieve.cutBy = { carc: limit.carc, rule: limit.countRule };
	}
	line.cut('PR', limit.carc, cut, 'S4');
}

function takeAmount(run: Run, sieve: Sieve, limit: CompiledLimit, amount: Minor): void {
	const { line, parts } = sieve;
	let cut = ZERO;
	let period: string | null = null;
	let left = amount;
	for (let unit = 0; unit < line.units; unit++) {
		const own = periodOf(run, line, limit, unit);
		if (own !== period) {
			period = own;
			left = leftOf(run, line, limit, limit.amountKey, amount, unit, own);
		}
		const part = parts[unit] ?? ZERO;
		const passes = smaller(part, left);
		left = subtract(left, passes);
		if (passes === part) continue;
		parts[unit] = passes;
		cut = add(cut, subtract(part, passes));
		sieve.cutBy = { carc: limit.carc, rule: limit.amountRule };
	}
	line.cut('PR', limit.carc, cut, 'S4');
}

/** Counts as the limit says: each unit, each day or visit once, or the line as one service. */
function openCounter(run: Run, line: Line, limit: CompiledLimit) {
	let period: string | null = null;
	let used = 0;
	const verdicts = new Map<string, boolean>();
	return {
		/** Whether the unit passes; `used` grows where it is a new one. */
		take(unit: number, count: number): boolean {
			const own = periodOf(run, line, limit, unit);
			if (own !== period) {
				period = own;
				used = count - leftOf(run, line, limit, limit.countKey, count as Minor, unit, own);
			}
			const name = countedName(run, line, limit, unit);
			const known =
				name === null
					? undefined
					: (verdicts.get(name) ?? (isCountedBefore(run, line, limit, unit, name) || undefined));
			if (known !== undefined) return known;
			const passes = used < count;
			if (passes) used++;
			if (name !== null) verdicts.set(name, passes);
			return passes;
		},
	};
}

/** What is counted once however many units it has; null where each unit counts. */
function countedName(run: Run, line: Line, limit: CompiledLimit, unit: number): string | null {
	switch (limit.unit) {
		case 'unit':
			return null;
		case 'service':
			return `line ${line.n}`;
		case 'day':
			return dateOf(line.dayOfUnit(unit));
		case 'visit':
			return `${dateOf(line.dayOfUnit(unit))}@${run.claim.provider_id}`;
	}
}

/** A day or visit that an earlier line has used up the count for is not counted again. */
function isCountedBefore(run: Run, line: Line, limit: CompiledLimit, unit: number, name: string): boolean {
	if (limit.unit === 'service') return false;
	if (run.counted.has(`${limit.countKey}${name}`)) return true;
	const sharers = run.plan.sharers.get(limit.id);
	const day = line.dayOfUnit(unit);
	return run.history.some(
		(earlier) =>
			earlier.outcome === 'pay' &&
			earlier.benefit != null &&
			sharers?.has(earlier.benefit) === true &&
			(limit.unit === 'day' || earlier.provider_id === run.claim.provider_id) &&
			(limit.per !== 'case' || (earlier.case_id ?? earlier.claim_id) === run.caseId) &&
			lineHolds(run, earlier, day),
	);
}

/** The period that a unit belongs to, by its own day; of a line or a unit nothing is kept. */
function periodOf(run: Run, line: Line, limit: CompiledLimit, unit: number): string {
	switch (limit.per) {
		case 'line':
			return '';
		case 'unit':
			return String(unit);
		case 'day':
			return dateOf(line.dayOfUnit(unit));
		case 'visit':
			return `${dateOf(line.dayOfUnit(unit))}@${run.claim.provider_id}`;
		case 'case':
			return run.caseId;
		case 'year':
		case 'two_years':
			return String(planYear(run, dateOf(line.dayOfUnit(unit))));
		case 'lifetime':
			return 'life';
	}
}

const isKept = ({ per }: CompiledLimit): boolean => per !== 'line' && per !== 'unit';

function leftOf(
	run: Run,
	line: Line,
	limit: CompiledLimit,
	key: string,
	whole: Minor,
	unit: number,
	period: string,
): Minor {
	if (!isKept(limit)) return whole;
	const scoped = `${key}${scopeKey(run, limit.scope)}|`;
	const left = run.ledger.left(scoped + period, whole);
	if (limit.per !== 'two_years') return left;
	return lessAtMost(left, run.ledger.used(`${scoped}${planYear(run, dateOf(line.dayOfUnit(unit))) - 1}`));
}

/** Moves the limits by what passed; pool cuts and savings of coordination come off the last units first. */
export function useLimits(run: Run, line: Line): void {
	const { passed } = line;
	if (!passed) return;
	const used = takeOffLast(passed.parts, add(line.poolCut, line.saved));
	for (const limit of line.plan?.limits ?? []) {
		if (!isKept(limit)) continue;
		const owner = `${scopeKey(run, limit.scope)}|`;
		if (limit.count !== undefined) useCount(run, line, limit, limit.countKey + owner, passed);
		if (limit.amount !== undefined) useAmount(run, line, limit, limit.amountKey + owner, used);
	}
	for (const limit of line.plan?.limits ?? [])
		if (limit.count !== undefined) remember(run, line, limit, passed);
}

function useCount(run: Run, line: Line, limit: CompiledLimit, key: string, { isPassed }: LimitPass): void {
	const perPeriod = new Map<string, number>();
	const seen = new Set<string>();
	for (let unit = 0; unit < line.units; unit++) {
		if (!isPassed[unit]) continue;
		const name = countedName(run, line, limit, unit);
		if (name !== null) {
			if (seen.has(name) || isCountedBefore(run, line, limit, unit, name)) continue;
			seen.add(name);
		}
		const period = periodOf(run, line, limit, unit);
		perPeriod.set(period, (perPeriod.get(period) ?? 0) + 1);
	}
	for (const [period, count] of perPeriod) run.ledger.move(key + period, line.n, count as Minor);
}

function remember(run: Run, line: Line, limit: CompiledLimit, { isPassed }: LimitPass): void {
	if (limit.unit !== 'day' && limit.unit !== 'visit') return;
	for (let unit = 0; unit < line.units; unit++) {
		if (isPassed[unit]) run.counted.add(`${limit.countKey}${countedName(run, line, limit, unit)}`);
	}
}

function useAmount(run: Run, line: Line, limit: CompiledLimit, key: string, used: readonly Minor[]): void {
	let period: string | null = null;
	let amount = ZERO;
	for (let unit = 0; unit < line.units; unit++) {
		const own = periodOf(run, line, limit, unit);
		if (period !== null && own !== period) {
			run.ledger.move(key + period, line.n, amount);
			amount = ZERO;
		}
		period = own;
		amount = add(amount, used[unit] ?? ZERO);
	}
	if (period !== null) run.ledger.move(key + period, line.n, amount);
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
