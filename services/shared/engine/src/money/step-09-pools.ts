/** Step 9. Yearly and lifetime pools of member, family and group measure what the plan pays. */
import { add, type Minor, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import { denyForNothingLeft } from '../findings';
import type { Line } from '../line';
import type { CompiledPool } from '../plan-index';
import { planYear, type Run, scopeKey } from '../run';
import { traceStep } from '../trace';
import { chargeMember } from './steps-05-to-07-cost-sharing';

interface PoolCut {
	readonly pool: CompiledPool;
	readonly amount: Minor;
}

const CARCS = ['119', '35'];

/** Charges the member's shares and what the pools cannot pay, or undoes both where the pools leave nothing. */
export function payFromPools(run: Run, line: Line): void {
	const shares = line.cost ? add(add(line.cost.deductible, line.cost.copay), line.cost.coinsurance) : ZERO;
	const benefit = subtract(line.amount, shares);
	const cuts = cutsOf(run, line, benefit);
	const paid = cuts.reduce((left, cut) => subtract(left, cut.amount), benefit);
	const last = cuts.at(-1);
	if (last && paid === ZERO) {
		undoCostSharing(run, line, last.pool);
		return;
	}
	chargeMember(run, line);
	const before = line.amount;
	for (const { pool, amount } of cuts) line.cut('PR', pool.carc, amount, 'S9');
	line.poolCut = subtract(before, line.amount);
	traceStep(run, 'S9', line, before, CARCS, line.plan?.pools);
}

function cutsOf(run: Run, line: Line, benefit: Minor): PoolCut[] {
	const cuts: PoolCut[] = [];
	let left = benefit;
	for (const pool of line.plan?.pools ?? NO_POOLS) {
		const amount = subtract(left, smaller(left, run.ledger.left(poolKey(run, line, pool), pool.amount)));
		if (amount > ZERO) cuts.push({ pool, amount });
		left = subtract(left, amount);
	}
	return cuts;
}

const NO_POOLS: readonly CompiledPool[] = [];

/** Steps 5 to 8 are undone: the covered amount is the member's, and the line moves nothing. */
function undoCostSharing(run: Run, line: Line, { carc }: CompiledPool): void {
	const before = line.amount;
	line.cost = null;
	line.copays = null;
	line.cut('PR', carc, before, 'S9');
	traceStep(run, 'S9', line, before, CARCS, line.plan?.pools);
	denyForNothingLeft(run, line, { rule: 'R30', carc });
}

export function usePools(run: Run, line: Line): void {
	for (const pool of line.plan?.pools ?? NO_POOLS)
		run.ledger.move(poolKey(run, line, pool), line.n, line.amount);
}

function poolKey(run: Run, line: Line, pool: CompiledPool): string {
	return `${pool.key}${scopeKey(run, pool.scope)}|${pool.isLifetime ? 'life' : planYear(run, line.from)}`;
}
