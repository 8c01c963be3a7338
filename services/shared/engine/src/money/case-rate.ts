/** One rate for everything in a stay (DRG, INA-CBG): steps 1 to 3 of its lines. */
import {
	add,
	larger,
	lessAtMost,
	type Minor,
	percentOf,
	smaller,
	splitByWeight,
	subtract,
	sum,
	ZERO,
} from '@claims-askes/kernel/money';
import type { Line } from '../line';
import { own } from '../own';
import type { Run } from '../run';
import { traceStep } from '../trace';
import type { CaseRate } from '../types';
import { openAmount } from './step-01-price';

const CARCS = ['45', '94', '78'];

/** Whether the classes of this stay have a tariff. */
export function isRateKnown(run: Run, rate: CaseRate): boolean {
	return tariffs(run, rate, ZERO) !== undefined;
}

export function priceCaseRate(run: Run, lines: readonly Line[]): void {
	const [first] = lines;
	if (first?.price?.kind !== 'case_rate') return;
	const { rate } = first.price;
	for (const line of lines) openAmount(line);
	const billed = lines.map((line) => line.amount);
	const inAll = sum(billed);
	const found = tariffs(run, rate, inAll);
	if (!found) return;
	const pays = larger(found.chosen, found.entitled);
	const isSurplus = rate.in_full === true && pays > inAll;
	const allowed = splitByWeight(
		isSurplus ? pays : smaller(pays, inAll),
		billed,
		isSurplus ? undefined : billed,
	);
	const upgrade = smaller(lessAtMost(found.chosen, found.entitled), sum(allowed));
	const upgrades = splitByWeight(upgrade, billed, allowed);
	for (const [at, line] of lines.entries()) settle(run, line, allowed[at] ?? ZERO, upgrades[at] ?? ZERO);
}

function settle(run: Run, line: Line, allowed: Minor, upgrade: Minor): void {
	const before = line.amount;
	line.allowed = allowed;
	if (allowed > before) line.cut('CO', '94', subtract(before, allowed), 'S1');
	else line.cut('CO', '45', subtract(before, allowed), 'S1');
	line.cut('PR', '78', upgrade, 'S3');
	traceStep(run, 'S1', line, before, CARCS, line.price);
}

interface Tariffs {
	readonly chosen: Minor;
	readonly entitled: Minor;
}

function tariffs(run: Run, rate: CaseRate, billed: Minor): Tariffs | undefined {
	if (rate.amount != null) return { chosen: rate.amount, entitled: rate.amount };
	const entitledClass = run.plan.plan.room?.entitled_class ?? run.claim.stay?.class;
	const chosenClass = run.claim.stay?.class ?? entitledClass;
	if (entitledClass == null || chosenClass == null) return undefined;
	const entitled = tariffOf(rate, entitledClass, billed);
	const chosen = tariffOf(rate, chosenClass, billed);
	return entitled === undefined || chosen === undefined ? undefined : { chosen, entitled };
}

/** Above the top class the tariff is the top one and what is billed beyond it, at most so many percent. */
function tariffOf(
	{ by_class, top_class, above_top_percent }: CaseRate,
	name: string,
	billed: Minor,
): Minor | undefined {
	const listed = own(by_class, name);
	if (listed !== undefined) return listed;
	const top = own(by_class, top_class);
	if (top === undefined || above_top_percent == null) return undefined;
	return add(top, smaller(percentOf(top, above_top_percent), lessAtMost(billed, top)));
}
