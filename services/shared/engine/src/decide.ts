/**
 * Decides a claim: a pure function of the claim, the facts, and what people decided about it before. No clock, no I/O,
 * no randomness: the same input gives the same bytes out.
 */
import { applyFinding, effectOf } from './findings';
import type { Line } from './line';
import { adjudicateMoney } from './money/adjudicate-money';
import { alertOnFunds, drawOnAso } from './money/step-12-funding';
import { decisionOf, rejectedDecision, type Writable, waitingDecision } from './outcome';
import { planIndexOf } from './plan-index';
import { RULES } from './rules/registry';
import type { Rule } from './rules/rule';
import { openRun, type Run } from './run';
import { TraceLog, traceDoor, tracePass, traceSkip, versionsOf } from './trace';
import type { Claim, Decision, Facts, Rejection, Review, Shortage, Trace } from './types';

export interface DecideOptions {
	/** Collect every rule and step in the order in which it ran. */
	readonly trace?: boolean;
	/** What people decided about the claim before. */
	readonly review?: Review;
}

export type TracedDecision = Decision & {
	readonly trace?: Trace;
	/** Beside the trace, where a pool of the group or a fund had too little left. */
	readonly shortages?: readonly Shortage[];
};

export function decide(claim: Claim, facts: Facts, options: DecideOptions = {}): TracedDecision {
	const log = options.trace ? new TraceLog(claim.lines?.length ?? 0) : null;
	if (facts.unavailable && facts.unavailable.length > 0) return traced(waitingDecision(claim), facts, log);
	const rejections = rejectAtTheDoor(claim, facts, log);
	if (rejections.length > 0) return traced(rejectedDecision(claim, rejections), facts, log);

	const run = openRun(claim, facts, options.review, log);
	for (const rule of CHECKED) runRule(run, rule);
	adjudicateMoney(run);
	for (const rule of WEIGHED) weighRule(run, rule);

	const isPended = run.lines.some(isWaiting);
	if (!isPended) {
		drawOnAso(run);
		alertOnFunds(run);
	}
	return traced(decisionOf(run, isPended), facts, log, run);
}

const isWaiting = (line: Line): boolean => line.denial === null && line.pends !== null;

const DOOR = RULES.filter((rule) => rule.reject);
const CHECKED = RULES.filter((rule) => rule.check);
const WEIGHED = RULES.filter((rule) => rule.weigh);

function traced(decision: Decision, facts: Facts, log: TraceLog | null, run?: Run): TracedDecision {
	if (!log) return decision;
	const result: Writable<TracedDecision> = decision;
	result.trace = { versions: versionsOf(facts, run), entries: log.close() };
	if (run && run.ledger.shortages.length > 0) result.shortages = run.ledger.shortages;
	return result;
}

/** Everything that can never be processed, all at once. */
function rejectAtTheDoor(claim: Claim, facts: Facts, log: TraceLog | null): Rejection[] {
	const rejections: Rejection[] = [];
	const { switches } = planIndexOf(facts.plan);
	for (const rule of DOOR) {
		if (switches[rule.number] !== undefined) continue;
		const found = rule.reject?.(claim, facts) ?? [];
		for (const reason of found) rejections.push({ rule: rule.id, ...reason });
		traceDoor(log, rule, found);
	}
	return rejections;
}

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
	let stands = false;
	for (const line of run.lines) {
		const finding = line.denial ? undefined : rule.weigh?.(run, line);
		if (finding) stands = applyFinding(run, rule, line, finding) || stands;
	}
	if (!stands) traceSkip(run, rule, 'passed');
	else if (rule.number === 28) run.alerts.push({ fund: 'aso', percent: 100 });
}
