import { add, type Minor, minor, subtract, ZERO } from '@claims-askes/kernel/money';
import type { ExplainedAdjustment, ExplainedLine, ExplainedStep } from './explanation';
import type { PageMoney } from './page-money';
import { reasonInWords } from './reason-words';
import { sawInWords } from './saw-words';

/** One row of the sum that leads from what was billed to what is paid. */
export interface SumRow {
	readonly label: string;
	/** What this row takes away (negative) or adds; null on the first and the last row. */
	readonly change: Minor | null;
	/** What it leaves. */
	readonly leaves: Minor;
	/** As `PR-1`. */
	readonly codes: readonly string[];
	/** What the step looked at. */
	readonly saw: string;
}

/**
 * The sum of a line, step by step. It always closes: it begins with what was billed and ends with what is paid. Of a
 * claim that is held the money was only tried: the sum ends with what the line would pay, and a denied line has none. A
 * line that waits for a price has no more than its bill.
 */
export function sumOfLine(
	line: ExplainedLine,
	steps: readonly ExplainedStep[],
	money: PageMoney,
	isHeld: boolean,
): readonly SumRow[] {
	if (isHeld && line.denial) return [];
	const sum = new RunningSum(money.read(line.billed));
	if (isUnpriced(line)) return sum.rows;
	if (isDeniedWhole(line, money)) takeDenial(sum, line, money);
	else takeSteps(sum, line, steps, money);
	if (isHeld) return sum.close('The plan would pay, once released');
	sum.reach(money.read(line.paid), line.denial ? reasonInWords(line.denial.carc) : 'Adjusted');
	return sum.close('The plan pays');
}

/** It is held because nobody has agreed its price: what it would pay cannot be said. */
export const isUnpriced = ({ pends }: ExplainedLine): boolean => pends.some(({ rule }) => rule === 'R18');

/** Denied by a rule: whatever was priced before counts no more. */
const isDeniedWhole = (line: ExplainedLine, money: PageMoney): boolean =>
	line.outcome === 'deny' && money.read(line.allowed) === ZERO;

function takeDenial(sum: RunningSum, line: ExplainedLine, money: PageMoney): void {
	for (const adjustment of line.adjustments) {
		const left = subtract(sum.left, money.read(adjustment.amount));
		sum.move(`Denied: ${reasonInWords(adjustment.carc)}`, left, [codeOf(adjustment)]);
	}
}

function takeSteps(
	sum: RunningSum,
	line: ExplainedLine,
	steps: readonly ExplainedStep[],
	money: PageMoney,
): void {
	for (const step of steps) {
		if (step.before === null || step.after === null) continue;
		const lapses = line.adjustments.filter(({ rule }) => rule === 'R8');
		sum.reach(money.read(step.before), beforeTheMoney(lapses), lapses.map(codeOf));
		const saw = sawInWords(step, money);
		const isWorthTelling = step.before !== step.after || saw !== '';
		if (isWorthTelling && step.rule !== 'S11') {
			sum.move(labelOf(step), money.read(step.after), codesOf(line, step, steps), saw);
		}
		const funded = fundOf(step);
		if (funded) sum.move(`The ${funded.fund} fund pays`, add(sum.left, funded.pays));
	}
}

/** Days that no coverage holds are taken off a line before it is priced. */
function beforeTheMoney(lapses: readonly ExplainedAdjustment[]): string {
	const reasons = lapses.map(({ carc }) => reasonInWords(carc));
	return reasons.length > 0 ? `Days ${reasons.join(', ')}` : 'Days outside the coverage';
}

/** A rule that cuts is told by its reason. Room class and settlement percent are one step, and told apart. */
function labelOf({ rule, name, carcs, saw }: ExplainedStep): string {
	if (rule === 'S3') return saw?.settlement === undefined ? 'The room class' : 'The settlement percent';
	return rule.startsWith('S') ? name : capitalized(reasonInWords(carcs[0] ?? ''));
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A rate for a whole stay is one step, that also takes off the class upgrade of a later one. */
const codesOf = (
	{ adjustments }: ExplainedLine,
	step: ExplainedStep,
	steps: readonly ExplainedStep[],
): string[] => {
	// Coordination says anew who bears what, also where it leaves the plan's part as it was.
	if (step.rule === 'S10') return adjustments.filter(({ rule }) => rule === 'S10').map(codeOf);
	const isOfStep = ({ rule, carc }: ExplainedAdjustment) =>
		step.carcs.includes(carc) &&
		(rule === step.rule || !steps.some((other) => other.rule === rule && other.carcs.includes(carc)));
	return [...new Set(adjustments.filter(isOfStep).map(codeOf))];
};

const codeOf = ({ group, carc }: ExplainedAdjustment): string => `${group}-${carc}`;

/** What a fund pays of what limits left is no part of the plan's benefit: it comes on top. */
function fundOf({ rule, saw }: ExplainedStep): { fund: string; pays: Minor } | null {
	if (rule !== 'S11' || saw === null) return null;
	const { fund, pays } = saw;
	if (typeof pays !== 'number' || pays === 0) return null;
	return { fund: String(fund).replace('_', '-'), pays: minor(pays) };
}

class RunningSum {
	readonly #rows: SumRow[];
	#left: Minor;

	constructor(billed: Minor) {
		this.#left = billed;
		this.#rows = [{ label: 'Billed', change: null, leaves: billed, codes: [], saw: '' }];
	}

	get rows(): readonly SumRow[] {
		return this.#rows;
	}

	get left(): Minor {
		return this.#left;
	}

	move(label: string, left: Minor, codes: readonly string[] = [], saw = ''): void {
		this.#rows.push({ label, change: subtract(left, this.#left), leaves: left, codes, saw });
		this.#left = left;
	}

	/** A row for what no step has told; none where nothing is missing. */
	reach(amount: Minor, label: string, codes: readonly string[] = []): void {
		if (amount !== this.#left) this.move(label, amount, codes);
	}

	close(label: string): readonly SumRow[] {
		return [...this.#rows, { label, change: null, leaves: this.#left, codes: [], saw: '' }];
	}
}
