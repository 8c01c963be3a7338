/**
 * Decides a claim: a pure function of the claim, the facts, and what people decided about it before. No clock, no I/O,
 * no randomness: the same input gives the same bytes out.
 */
import { applyFinding, effectOf } from './findings';
import { adjudicateMoney } from './money/adjudicate-money';
import { alertOnFunds, drawOnAso } from './money/step-12-funding';
import { decisionOf, rejectedDecision, waitingDecision } from './outcome';
import { RULES } from './rules/registry';
import type { Rule } from './rules/rule';
import { openRun, type Run } from './run';
import { tracePass, traceSkip, versionsOf } from './trace';
import type { Claim, Decision, Facts, Rejection, Review, Trace, TraceEntry } from './types';

export interface DecideOptions {
	/** Collect every rule and step in the order in which it ran. */
	readonly trace?: boolean;
	/** What people decided about the claim before. */
	readonly review?: Review;
}

export type TracedDecision = Decision & { readonly trace?: Trace };

export function decide(claim: Claim, facts: Facts, options: DecideOptions = {}): TracedDecision {
	if (facts.unavailable && facts.unavailable.length > 0) return waitingDecision(claim);
	const rejections = rejectAtTheDoor(claim, facts);
	if (rejections.length > 0) return rejectedDecision(claim, rejections);

	const entries: TraceEntry[] | null = options.trace ? [] : null;
	const run = openRun(claim, facts, options.review, entries);
	for (const rule of RULES) if (rule.check) runRule(run, rule);
	adjudicateMoney(run);
	for (const rule of RULES) if (rule.weigh) weighRule(run, rule);

	const isPended = run.lines.some((line) => line.denial === null && line.pends !== null);
	if (!isPended) {
		drawOnAso(run);
		alertOnFunds(run);
	}
	const decision = decisionOf(run, isPended);
	return entries ? { ...decision, trace: { versions: versionsOf(run), entries } } : decision;
}

/** Everything that can never be processed, all at once. */
function rejectAtTheDoor(claim: Claim, facts: Facts): Rejection[] {
	const rejections: Rejection[] = [];
	for (const rule of DOOR) {
		if ((facts.plan.rules?.[rule.number] ?? rule.effect) !== 'reject') continue;
		for (const found of rule.reject?.(claim, facts) ?? []) rejections.push({ rule: rule.id, ...found });
	}
	return rejections;
}

const DOOR = RULES.filter((rule) => rule.reject);

function runRule(run: Run, rule: Rule): void {
	const effect = effectOf(run, rule);
	if (effect === 'reject') return;
	if (effect === 'off' || rule.isIdle?.(run)) {
		traceSkip(run, rule, effect === 'off' ? 'off' : 'idle');
		return;
	}
	for (const line of run.lines) {
		if (line.denial) continue;
		const finding = rule.check?.(run, line);
		if (finding) applyFinding(run, rule, line, finding);
		else tracePass(run, rule, line);
	}
}

/** Rules 28 and 31 judge what the claim would pay; the group is told when its balance is short. */
function weighRule(run: Run, rule: Rule): void {
	let found = false;
	for (const line of run.lines) {
		if (line.denial) continue;
		const finding = rule.weigh?.(run, line);
		if (finding) found = applyFinding(run, rule, line, finding) || found;
	}
	if (found && rule.number === 28) run.alerts.push({ fund: 'aso', percent: 100 });
}
