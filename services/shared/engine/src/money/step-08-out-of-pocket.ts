/** Step 8. The out-of-pocket maximum gives back from coinsurance, copay and deductible, in that order. */
import { add, type Minor, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import { moveMeters, withinMeters } from './steps-05-to-07-cost-sharing';

export function giveBack(run: Run, line: Line): void {
	const { cost } = line;
	const maximum = run.plan.outOfPocket[line.network];
	if (!cost || maximum.length === 0) return;
	const shares = add(add(cost.deductible, cost.copay), cost.coinsurance);
	let over = subtract(shares, withinMeters(run, line, maximum, shares));
	if (over === ZERO) return;
	for (const step of ['coinsurance', 'copay', 'deductible'] as const) {
		const back = smaller(cost[step], over);
		cost[step] = subtract(cost[step], back);
		over = subtract(over, back);
		if (back > ZERO) cost.givenBack = { ...cost.givenBack, [step]: back };
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

/** What counts towards the maximum: what the member owes of steps 5 to 7, but not of a settlement percent. */
export function useOutOfPocket(run: Run, line: Line): void {
	const maximum = run.plan.outOfPocket[line.network];
	if (!line.cost || maximum.length === 0) return;
	let owed = 0;
	for (const { group, rule, amount } of line.adjustments) {
		if (group === 'PR' && (rule === 'S5' || rule === 'S6' || rule === 'S7')) owed += amount;
	}
	moveMeters(run, line, maximum, owed as Minor);
}
