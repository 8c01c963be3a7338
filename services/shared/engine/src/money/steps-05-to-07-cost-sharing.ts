/** Steps 5 to 7. Deductible, copay and coinsurance, in this order unless the plan has another. */
import { add, type Minor, percentOf, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import type { CostTaken, Line } from '../line';
import type { CompiledCostShare, Meter } from '../plan-index';
import { type Run, visitOn } from '../run';
import { traceStep } from '../trace';
import type { CostShareStep, RuleId } from '../types';

const COST_CODES = {
	deductible: { rule: 'S5', carc: '1', carcs: ['1'] },
	copay: { rule: 'S6', carc: '3', carcs: ['3'] },
	coinsurance: { rule: 'S7', carc: '2', carcs: ['2'] },
} as const satisfies Record<CostShareStep, { rule: RuleId; carc: string; carcs: readonly string[] }>;

const NOTHING = {};

/** What the member owes of the line, worked out but not yet taken off it: steps 8 and 9 may undo it. */
export function shareCost(run: Run, line: Line): void {
	const terms = line.plan.costShare[line.network];
	if (terms.isFree || line.isDailyCash) return;
	const cost: CostTaken = { deductible: ZERO, copay: ZERO, coinsurance: ZERO, givenBack: NOTHING };
	let rest = line.amount;
	for (const step of terms.steps) {
		// The deductible is bounded by what both member and family have left, and both move.
		if (step === 'deductible') cost.deductible = deductibleOf(run, line, terms, rest);
		else if (step === 'copay') cost.copay = takeCopay(run, line, terms.copay, rest);
		else cost.coinsurance = coinsuranceOf(terms, rest);
		rest = subtract(rest, cost[step]);
	}
	line.cost = cost;
}

function deductibleOf(run: Run, line: Line, { deductible }: CompiledCostShare, amount: Minor): Minor {
	return deductible.length === 0 ? ZERO : withinMeters(run, line, deductible, amount);
}

/** The member's part is rounded; the plan pays the rest. */
function coinsuranceOf({ coinsurance }: CompiledCostShare, amount: Minor): Minor {
	return coinsurance === undefined ? ZERO : smaller(percentOf(amount, coinsurance), amount);
}

/** What is left of every yearly meter, at most this amount. Cost share belongs to the year of the first date. */
export function withinMeters(run: Run, line: Line, meters: readonly Meter[], amount: Minor): Minor {
	let left = amount;
	for (const meter of meters) left = smaller(left, run.ledger.of(meter, line.year).left(meter.most));
	return left;
}

export function moveMeters(run: Run, line: Line, meters: readonly Meter[], amount: Minor): void {
	for (const meter of meters) run.ledger.move(run.ledger.of(meter, line.year), line.n, amount);
}

/** A visit or day copay is collected from its lines in order until it is complete, over claims too. */
function takeCopay(run: Run, line: Line, copay: CompiledCostShare['copay'], amount: Minor): Minor {
	if (!copay) return ZERO;
	if (copay.per === 'line') return smaller(copay.amount, amount);
	line.copays = [];
	if (copay.per === 'visit') return collect(run, line, copay.meter, visitOn(run, line.from), amount);
	if (!line.isPerDay) return collect(run, line, copay.meter, line.from, amount);
	let taken = ZERO;
	for (let unit = 0; unit < line.units; unit++) {
		if (line.passed?.isPassed[unit] === false) continue;
		taken = add(taken, collect(run, line, copay.meter, line.dateOfUnit(unit), subtract(amount, taken)));
	}
	return taken;
}

function collect(run: Run, line: Line, meter: Meter, period: string, amount: Minor): Minor {
	const account = run.ledger.of(meter, period);
	const taken = smaller(account.left(meter.most), amount);
	if (taken > ZERO) line.copays?.push({ account, amount: taken });
	return taken;
}

/** Takes the shares off the line, in the order in which they were worked out. */
export function chargeMember(run: Run, line: Line): void {
	const { cost } = line;
	const terms = line.plan.costShare[line.network];
	if (!cost) return;
	for (const step of terms.steps) {
		const { rule, carc, carcs } = COST_CODES[step];
		const before = line.amount;
		line.cut('PR', carc, cost[step], rule);
		traceStep(run, rule, line, before, carcs, run.trace && termsOf(step, terms, cost.givenBack[step]));
	}
}

/** What the step went by, for the trace. */
function termsOf(step: CostShareStep, { told }: CompiledCostShare, back: Minor | undefined): object | null {
	const terms = told[step];
	return terms && back ? { ...terms, given_back: back } : terms;
}

/** Deductible and copays move in full, as if nobody had paid before us. */
export function useCostShares(run: Run, line: Line): void {
	const { cost } = line;
	const terms = line.plan.costShare[line.network];
	if (!cost) return;
	moveMeters(run, line, terms.deductible, cost.deductible);
	for (const { account, amount } of line.copays ?? []) run.ledger.move(account, line.n, amount);
}
