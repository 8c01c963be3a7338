import type { ExplainedStep, StepAction } from './explanation';
import type { PageMoney } from './page-money';
import { reasonInWords } from './reason-words';
import { sawInWords } from './saw-words';

/** What one rule said about the claim: one row for all lines, with the lines that it said something about. */
export interface RuleRow {
	readonly number: number;
	readonly name: string;
	readonly verdict: string;
	readonly findings: readonly string[];
}

/** The worst first: it is the verdict of the row. */
const VERDICTS: readonly (readonly [StepAction, string])[] = [
	['rejected', 'REJECTED'],
	['denied', 'DENIED'],
	['pended', 'HELD'],
	['warned', 'warning'],
	['released', 'released'],
	['cut', 'cut'],
	['passed', 'ok'],
	['off', 'off'],
	['idle', '-'],
];
const FINDINGS: ReadonlySet<StepAction> = new Set(['rejected', 'denied', 'pended', 'warned', 'released']);

/** The rules in the order in which they ran first. */
export function ruleRows(steps: readonly ExplainedStep[], money: PageMoney): RuleRow[] {
	const byRule = new Map<string, ExplainedStep[]>();
	for (const step of steps) {
		if (!step.rule.startsWith('R')) continue;
		const known = byRule.get(step.rule);
		if (known) known.push(step);
		else byRule.set(step.rule, [step]);
	}
	return [...byRule.values()].flatMap((of) => rowOf(of, money) ?? []).sort((a, b) => a.number - b.number);
}

function rowOf(steps: readonly ExplainedStep[], money: PageMoney): RuleRow | undefined {
	const [first] = steps;
	if (!first) return undefined;
	return {
		number: Number(first.rule.slice(1)),
		name: first.name,
		verdict: VERDICTS.find(([did]) => steps.some((step) => step.did === did))?.[1] ?? 'ok',
		findings: steps.filter(({ did }) => FINDINGS.has(did)).flatMap((step) => findingsOf(step, money)),
	};
}

/** At the door one step tells of every line that cannot be processed. */
function findingsOf(step: ExplainedStep, money: PageMoney): string[] {
	if (step.did === 'rejected' && Array.isArray(step.saw?.found)) return step.saw.found.map(rejectionInWords);
	const saw = sawInWords(step, money);
	return step.carcs.map(
		(carc) => `${placeOf(step.line)}: ${reasonInWords(carc)} (${carc})${saw ? `. It saw: ${saw}` : ''}`,
	);
}

interface Rejection {
	readonly carc: string;
	readonly line: number | null;
	readonly remarks?: readonly string[];
}

const rejectionInWords = ({ carc, line, remarks = [] }: Rejection): string =>
	`${placeOf(line)}: ${reasonInWords(carc)} (${[carc, ...remarks].join(', ')})`;

const placeOf = (line: number | null): string => (line === null ? 'the claim' : `line ${line}`);
