/** The steps of ADJUDICATION 3.1, over the lines in order of date and number; pended lines as if released. */
import type { Line } from '../line';
import type { Run } from '../run';
import { keepWithinAuthorization, useAuthorization } from './authorized-amount';
import { priceLines } from './step-01-price';
import { reduceMultipleProcedures } from './step-02-multiple-procedures';
import { payEntitledRoom, settlePercent } from './step-03-room-class';
import { keepWithinLimits, useLimits } from './step-04-inner-limits';
import { giveBack, useOutOfPocket } from './step-08-out-of-pocket';
import { payFromPools, usePools } from './step-09-pools';
import { assignFigures, coordinate } from './step-10-coordination';
import { payExcess } from './step-11-excess';
import { addUp, discountClaim } from './step-12-funding';
import { shareCost, useCostShares } from './steps-05-to-07-cost-sharing';

export function adjudicateMoney(run: Run): void {
	const priced: Line[] = [];
	for (const line of run.lines) {
		line.isPriced = !line.denial && (line.price !== null || line.isDailyCash);
		if (line.isPriced) priced.push(line);
	}
	assignFigures(run);
	priceLines(run, priced);
	reduceMultipleProcedures(run, priced);
	payEntitledRoom(run, priced);
	for (const line of run.lines) {
		if (line.isPriced) payBenefit(run, line);
		payExcess(run, line);
	}
	discountClaim(run);
	addUp(run);
}

function payBenefit(run: Run, line: Line): void {
	settlePercent(run, line);
	keepWithinAuthorization(run, line);
	if (line.denial) return;
	keepWithinLimits(run, line);
	if (line.denial) return;
	shareCost(run, line);
	giveBack(run, line);
	payFromPools(run, line);
	if (line.denial) return;
	coordinate(run, line);
	useAccumulators(run, line);
}

/** Step 13, kept back until the outcome is final: a denied line has moved nothing, a pended claim moves nothing. */
function useAccumulators(run: Run, line: Line): void {
	useCostShares(run, line);
	useOutOfPocket(run, line);
	useLimits(run, line);
	usePools(run, line);
	useAuthorization(run, line);
}
