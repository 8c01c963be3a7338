/** The record of how a decision came about. Without a trace asked for, each of these is one comparison. */
import type { Line } from './line';
import type { Finding, Rule } from './rules/rule';
import type { Run } from './run';
import type { Minor, RuleId, TraceAction, TraceVersions } from './types';
import { ENGINE_VERSION } from './version';

const NO_CARCS: readonly string[] = [];

export function traceFinding(run: Run, rule: Rule, line: Line, finding: Finding, did: TraceAction): void {
	if (!run.trace) return;
	const saw = rule.saw?.(run, line) ?? null;
	run.trace.push({ rule: rule.id, line: line.n, did, saw, carcs: [finding.carc], before: null, after: null });
}

export function tracePass(run: Run, rule: Rule, line: Line): void {
	if (!run.trace) return;
	const saw = rule.saw?.(run, line) ?? null;
	run.trace.push({
		rule: rule.id,
		line: line.n,
		did: 'passed',
		saw,
		carcs: NO_CARCS,
		before: null,
		after: null,
	});
}

/** A rule that did not run at all, on the claim as a whole. */
export function traceSkip(run: Run, rule: Rule, did: 'idle' | 'off'): void {
	run.trace?.push({ rule: rule.id, line: null, did, saw: null, carcs: NO_CARCS, before: null, after: null });
}

/** A step of the money: the amount as it came in and as the step left it. */
export function traceStep(
	run: Run,
	rule: RuleId,
	line: Line,
	before: Minor,
	carcs: readonly string[] = NO_CARCS,
	saw: object | null = null,
): void {
	if (!run.trace) return;
	const after = line.amount;
	const did =
		line.denial?.rule && line.denial.isAfterPricing ? 'denied' : after === before ? 'passed' : 'cut';
	run.trace.push({ rule, line: line.n, did, saw, carcs: after === before ? NO_CARCS : carcs, before, after });
}

export function versionsOf(run: Run): TraceVersions {
	const contracts = new Set<string>();
	for (const line of run.lines) if (line.contract) contracts.add(line.contract.cites);
	return { engine: ENGINE_VERSION, plan: run.plan.cites, contracts: [...contracts], codes: run.codes.cites };
}
