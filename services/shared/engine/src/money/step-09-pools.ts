/** Step 9. Yearly and lifetime pools of member, family and group measure what the plan pays. */
import { add, type Minor, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import { denyForNothingLeft } from '../findings';
import type { Account } from '../ledger';
import type { Line } from '../line';
import type { CompiledPool } from '../plan-index';
import type { Run } from '../run';
import { traceStep } from '../trace';
import { chargeMember } from './steps-05-to-07-cost-sharing';

interface PoolCut {
	readonly pool: CompiledPool;
	readonly amount: Minor;
}

const CARCS = ['119', '35'];
const NO_CUTS: readonly PoolCut[] = [];

/** Charges the member's shares and what the pools cannot pay, or undoes both where the pools leave nothing. */
export function payFromPools(run: Run, line: Line): void {
	const shares = line.cost ? add(add(line.cost.deductible, line.cost.copay), line.cost.coinsurance) : ZERO;
	const benefit = subtract(line.amount, shares);
	const cuts = cutsOf(run, line, benefit);
	const last = cuts.at(-1);
	if (last && cuts.reduce((left, cut) => subtract(left, cut.amount), benefit) === ZERO) {
		undoCostSharing(run, line, last.pool);
		return;
	}
	chargeMember(run, line);
	const before = line.amount;
	for (const { pool, amount } of cuts) line.cut('PR', pool.carc, amount, 'S9');
	line.poolCut = subtract(before, line.amount);
	traceStep(run, 'S9', line, before, CARCS, run.plan.plan.pools);
}

function cutsOf(run: Run, line: Line, benefit: Minor): readonly PoolCut[] {
	let cuts: PoolCut[] | null = null;
	let left = benefit;
	for (const pool of line.plan.pools) {
		const account = poolAccount(run, line, pool);
		const amount = subtract(left, smaller(left, account.left(pool.most)));
		if (amount === ZERO) continue;
		if (pool.scope === 'group') run.ledger.lack(account, pool.most);
		cuts ??= [];
		cuts.push({ pool, amount });
		left = subtract(left, amount);
	}
	return cuts ?? NO_CUTS;
}

/** Steps 5 to 8 are undone: the covered amount is the member's, and the line moves nothing. */
function undoCostSharing(run: Run, line: Line, { carc }: CompiledPool): void {
	const before = line.amount;
	line.cost = null;
	line.copays = null;
	line.cut('PR', carc, before, 'S9');
	traceStep(run, 'S9', line, before, CARCS, run.plan.plan.pools);
	denyForNothingLeft(run, line, { rule: 'R30', carc });
}

export function usePools(run: Run, line: Line): void {
	for (const pool of line.plan.pools) {
		run.ledger.move(poolAccount(run, line, pool), line.n, line.amount);
	}
}

function poolAccount(run: Run, line: Line, pool: CompiledPool): Account {
	return run.ledger.of(pool, pool.isLifetime ? 'life' : line.year);
}
