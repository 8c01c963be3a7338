/** Step 10. As secondary payer: what we pay beside the primary, and what is left of everybody's part. */
import {
	add,
	larger,
	lessAtMost,
	type Minor,
	smaller,
	splitByWeight,
	subtract,
	sum,
	ZERO,
} from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import { traceStep } from '../trace';
import type { Adjustment, AdjustmentGroup, CoordinationMethod, PrimaryFigures } from '../types';

const CARCS = ['23'];

/** Gives each line the primary's figures: its own, or its part of those of the claim. */
export function assignFigures(run: Run): void {
	const { primary } = run.claim;
	if (!primary) return;
	const lines = run.lines.filter((line) => !line.isDailyCash).sort((a, b) => a.n - b.n);
	if (primary.claim) splitFigures(primary.claim, lines);
	for (const line of lines) line.figures = primary.lines?.[line.n] ?? line.figures;
}

/** Allowed by billed, paid by allowed, and what is left by the rest. */
function splitFigures(claim: PrimaryFigures, lines: readonly Line[]): void {
	const billed = lines.map((line) => line.billed);
	const allowed = splitByWeight(claim.allowed, billed, billed);
	const paid = splitByWeight(claim.paid, allowed, allowed);
	const rest = allowed.map((amount, at) => subtract(amount, paid[at] ?? ZERO));
	const left = splitByWeight(claim.left, rest, rest);
	const obliged = splitByWeight(claim.obliged ?? sum(billed), billed, billed);
	for (const [at, line] of lines.entries()) {
		line.figures = {
			paid: paid[at] ?? ZERO,
			allowed: allowed[at] ?? ZERO,
			left: left[at] ?? ZERO,
			obliged: larger(obliged[at] ?? ZERO, allowed[at] ?? ZERO),
		};
	}
}

/** Rewrites what the line pays and who bears the rest: the member's part in the order of the steps, then the impact. */
export function coordinate(run: Run, line: Line): void {
	const { figures } = line;
	if (!figures || line.isDailyCash) return;
	const before = line.amount;
	const pays = secondaryPays(run.plan.plan.cob ?? 'standard', line, figures);
	const afterUs = lessAtMost(figures.left, pays);
	const owes = smaller(sumOf(line.adjustments, 'PR'), afterUs);
	const notPaid = subtract(line.billed, add(pays, owes));
	const impact = smaller(notPaid, lessAtMost(line.billed, figures.left));
	const kept = [
		...keepUpTo(line.adjustments, 'PR', owes),
		...keepUpTo(line.adjustments, 'CO', subtract(notPaid, impact)),
	];
	line.adjustments = line.adjustments.flatMap((adjustment) =>
		kept.filter(({ of }) => of === adjustment).map(({ now }) => now),
	);
	line.allowed = smaller(line.allowed, line.billed);
	line.saved = lessAtMost(before, pays);
	line.amount = add(pays, impact);
	line.cut('OA', '23', impact, 'S10');
	traceStep(run, 'S10', line, before, CARCS, figures);
}

/** N is our benefit, P what the primary paid, L what it left to the patient. */
function secondaryPays(method: CoordinationMethod, line: Line, figures: PrimaryFigures): Minor {
	const { paid: primaryPaid, left, allowed } = figures;
	const benefit = line.amount;
	switch (method) {
		case 'standard':
			return smaller(benefit, left);
		case 'non_duplication':
			return smaller(lessAtMost(benefit, primaryPaid), left);
		case 'lowest_of_three': {
			const charge = lessAtMost(figures.obliged ?? line.billed, primaryPaid);
			return smaller(smaller(charge, benefit), lessAtMost(larger(line.allowed, allowed), primaryPaid));
		}
	}
}

function sumOf(adjustments: readonly Adjustment[], group: AdjustmentGroup): Minor {
	return sum(
		adjustments.filter((adjustment) => adjustment.group === group).map((adjustment) => adjustment.amount),
	);
}

interface Kept {
	readonly of: Adjustment;
	readonly now: Adjustment;
}

/** The adjustments of a group up to an amount; a negative one (a surplus) is dropped. */
function keepUpTo(adjustments: readonly Adjustment[], group: AdjustmentGroup, amount: Minor): Kept[] {
	const kept: Kept[] = [];
	let rest = amount;
	for (const adjustment of adjustments) {
		if (adjustment.group !== group || adjustment.amount <= 0 || rest === ZERO) continue;
		const part = smaller(adjustment.amount, rest);
		kept.push({ of: adjustment, now: { ...adjustment, amount: part } });
		rest = subtract(rest, part);
	}
	return kept;
}
