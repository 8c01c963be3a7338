/** Step 3. Above the entitled class the room is paid to its entitled rate, and what varies with it in proportion. */
import {
	type Minor,
	mulDiv,
	multiplyUpTo,
	percentOf,
	smaller,
	subtract,
	ZERO,
} from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import { traceStep } from '../trace';

const CARCS = ['78'];
const CARCS_SETTLEMENT = ['2'];

/** A case rate knows its own class upgrade. */
const isOrdinary = (line: Line): boolean => !line.isDailyCash && line.price?.kind !== 'case_rate';

export function payEntitledRoom(run: Run, lines: readonly Line[]): void {
	const { room } = run.plan.plan;
	if (room?.entitled_rate == null) return;
	let entitled = ZERO;
	let allowed = ZERO;
	for (const line of lines) {
		if (!line.plan.isRoom || !isOrdinary(line)) continue;
		const before = line.amount;
		const rate = multiplyUpTo(room.entitled_rate, line.units, before);
		entitled = (entitled + rate) as Minor;
		allowed = (allowed + before) as Minor;
		line.cut('PR', '78', subtract(before, rate), 'S3');
		traceStep(run, 'S3', line, before, CARCS, room);
	}
	if (room.method !== 'proration' || entitled === allowed) return;
	for (const line of lines) {
		if (!line.plan.varies || !isOrdinary(line)) continue;
		const before = line.amount;
		line.cut('PR', '78', subtract(before, mulDiv(before, entitled, allowed)), 'S3');
		traceStep(run, 'S3', line, before, CARCS, { entitled, allowed });
	}
}

/** The settlement percent closes step 3: the benefit's, else the plan's. Its PR-2 is never out of pocket. */
export function settlePercent(run: Run, line: Line): void {
	const percent = line.plan.settlement;
	if (percent == null || line.isDailyCash) return;
	const before = line.amount;
	line.cut('PR', '2', subtract(before, smaller(percentOf(before, percent), before)), 'S3');
	traceStep(run, 'S3', line, before, CARCS_SETTLEMENT, { settlement: percent });
}
