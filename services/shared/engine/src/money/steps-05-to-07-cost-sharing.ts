/** Steps 5 to 7. Deductible, copay and coinsurance, in this order unless the plan has another. */
import { dateOf } from '@claims-askes/kernel/calendar-date';
import { add, type Minor, percentOf, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Network } from '../plan-index';
import { planYear, type Run, scopeKey } from '../run';
import { traceStep } from '../trace';
import type { Ceilings, Copay, CostShareStep, Percent, RuleId } from '../types';

export const COST_CODES = {
	deductible: { rule: 'S5', carc: '1' },
	copay: { rule: 'S6', carc: '3' },
	coinsurance: { rule: 'S7', carc: '2' },
} as const satisfies Record<CostShareStep, { rule: RuleId; carc: string }>;

/** What the member owes of the line, worked out but not yet taken off it: steps 8 and 9 may undo it. */
export function shareCost(run: Run, line: Line): void {
	const terms = line.plan?.costShare[line.network];
	if (!terms || line.isDailyCash || (!terms.deductible && !terms.copay && terms.coinsurance == null)) return;
	const cost = { deductible: ZERO, copay: ZERO, coinsurance: ZERO };
	let rest = line.amount;
	for (const step of terms.steps) {
		if (step === 'deductible') cost.deductible = takeDeductible(run, line, terms.deductible, rest);
		else if (step === 'copay') cost.copay = takeCopay(run, line, terms.copay, rest);
		else cost.coinsurance = takeCoinsurance(terms.coinsurance, rest);
		rest = subtract(rest, cost[step]);
	}
	line.cost = cost;
}

/** Both the member's and the family's rest bound it, and both move. */
function takeDeductible(run: Run, line: Line, deductible: Ceilings | null | undefined, amount: Minor): Minor {
	if (deductible?.member == null && deductible?.family == null) return ZERO;
	return withinCeilings(run, deductibleKey(run, line), line, deductible, amount);
}

/** What member and family have left of a yearly ceiling, at most this amount. */
export function withinCeilings(run: Run, name: string, line: Line, ceilings: Ceilings, amount: Minor): Minor {
	const year = planYear(run, line.from);
	let left = amount;
	for (const scope of ['member', 'family'] as const) {
		const ceiling = ceilings[scope];
		if (ceiling != null)
			left = smaller(left, run.ledger.left(`${name}|${scopeKey(run, scope)}|${year}`, ceiling));
	}
	return left;
}

export function moveCeilings(run: Run, name: string, line: Line, ceilings: Ceilings, amount: Minor): void {
	const year = planYear(run, line.from);
	for (const scope of ['member', 'family'] as const) {
		if (ceilings[scope] != null) run.ledger.move(`${name}|${scopeKey(run, scope)}|${year}`, line.n, amount);
	}
}

const deductibleKey = (run: Run, line: Line): string => `deductible.${costNetwork(run, line)}`;

/** A plan with one set of terms uses it, and its accumulators, for both networks. */
function costNetwork(run: Run, line: Line): Network {
	return run.plan.plan.cost_share?.out ? line.network : 'in';
}

/** A visit or day copay is collected from its lines in order until it is complete, over claims too. */
function takeCopay(run: Run, line: Line, copay: Copay | null | undefined, amount: Minor): Minor {
	if (!copay) return ZERO;
	if (copay.per === 'line') return smaller(copay.amount, amount);
	let taken = ZERO;
	line.copays = [];
	for (const key of copayKeys(run, line, copay)) {
		const part = smaller(run.ledger.left(key, copay.amount), subtract(amount, taken));
		if (part === ZERO) continue;
		line.copays.push({ key, amount: part });
		taken = add(taken, part);
	}
	return taken;
}

/** One for the visit or day of the line, one for each day of a line of days that passed the limits. */
function copayKeys(run: Run, line: Line, { per }: Copay): string[] {
	const key = (day: number) => {
		const date = `copay.${per}|member:${run.claim.member_id}|${dateOf(day)}`;
		return per === 'visit' ? `${date}@${run.claim.provider_id}` : date;
	};
	if (!line.isPerDay || per === 'visit') return [key(line.day)];
	const keys: string[] = [];
	for (let unit = 0; unit < line.units; unit++) {
		if (line.passed?.isPassed[unit] !== false) keys.push(key(line.dayOfUnit(unit)));
	}
	return keys;
}

/** The member's part is rounded; the plan pays the rest. */
function takeCoinsurance(percent: Percent | null | undefined, amount: Minor): Minor {
	return percent == null ? ZERO : smaller(percentOf(amount, percent), amount);
}

/** Takes the shares off the line, in the order in which they were worked out. */
export function chargeMember(run: Run, line: Line): void {
	const { cost } = line;
	if (!cost) return;
	for (const step of line.plan?.costShare[line.network].steps ?? []) {
		const { rule, carc } = COST_CODES[step];
		const before = line.amount;
		line.cut('PR', carc, cost[step], rule);
		traceStep(run, rule, line, before, [carc]);
	}
}

/** Deductible and copays move in full, as if nobody had paid before us. */
export function useCostShares(run: Run, line: Line): void {
	const { cost } = line;
	if (!cost) return;
	const { deductible } = line.plan?.costShare[line.network] ?? {};
	if (deductible) moveCeilings(run, deductibleKey(run, line), line, deductible, cost.deductible);
	for (const { key, amount } of line.copays ?? []) run.ledger.move(key, line.n, amount);
}
