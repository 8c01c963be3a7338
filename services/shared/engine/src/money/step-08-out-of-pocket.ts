/** Step 8. The out-of-pocket maximum gives back from coinsurance, copay and deductible, in that order. */
import { add, type Minor, smaller, subtract, sum } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import type { Adjustment, Ceilings } from '../types';
import { moveCeilings, withinCeilings } from './steps-05-to-07-cost-sharing';

/** The maximum of the line's network; a plan with one set of terms has one for both. */
function maximumOf(run: Run, line: Line): { readonly key: string; readonly ceilings: Ceilings } | undefined {
	const { oop, cost_share } = run.plan.plan;
	const hasTwoSets = cost_share?.out != null || oop?.out != null;
	const network = hasTwoSets ? line.network : 'in';
	const ceilings = oop?.[network];
	return ceilings ? { key: `oop.${network}`, ceilings } : undefined;
}

export function giveBack(run: Run, line: Line): void {
	const { cost } = line;
	const maximum = cost && maximumOf(run, line);
	if (!cost || !maximum) return;
	const shares = add(add(cost.deductible, cost.copay), cost.coinsurance);
	let over = subtract(shares, withinCeilings(run, maximum.key, line, maximum.ceilings, shares));
	for (const step of ['coinsurance', 'copay', 'deductible'] as const) {
		const back = smaller(cost[step], over);
		cost[step] = subtract(cost[step], back);
		over = subtract(over, back);
		if (step === 'copay') giveBackCopays(line, back);
	}
}

function giveBackCopays(line: Line, amount: Minor): void {
	let rest = amount;
	for (const copay of line.copays?.toReversed() ?? []) {
		const back = smaller(copay.amount, rest);
		copay.amount = subtract(copay.amount, back);
		rest = subtract(rest, back);
	}
}

/** What counts towards the maximum: what the member owes of PR-1, PR-3 and PR-2, but not of a settlement percent. */
export function useOutOfPocket(run: Run, line: Line): void {
	const maximum = line.cost && maximumOf(run, line);
	if (!maximum) return;
	const owed = sum(line.adjustments.filter(isOutOfPocket).map((adjustment) => adjustment.amount));
	moveCeilings(run, maximum.key, line, maximum.ceilings, owed);
}

const isOutOfPocket = ({ group, rule }: Adjustment): boolean =>
	group === 'PR' && (rule === 'S5' || rule === 'S6' || rule === 'S7');
