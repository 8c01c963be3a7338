/** From what a rule found to what happens: the plan may have switched the effect, and a person released it before. */

import { nameSight } from './fingerprint';
import type { Line } from './line';
import type { Effect, Finding, Rule } from './rules/rule';
import type { Run } from './run';
import { traceFinding } from './trace';
import type { FindingRecord, Reason, Review } from './types';

/** The effect of a rule in this plan: its own, unless the plan has switched it. */
export function effectOf(run: Run, rule: Rule, finding?: Finding): Effect {
	return run.plan.switches[rule.number] ?? finding?.effect ?? rule.effect;
}

/** Returns whether the finding stands against the line. */
export function applyFinding(run: Run, rule: Rule, line: Line, finding: Finding): boolean {
	const effect = effectOf(run, rule, finding);
	if (effect === 'off') return false;
	const saw = finding.seen ?? rule.saw?.(run, line) ?? null;
	if (effect === 'warn') {
		line.warnings = withReason(line.warnings, rule, finding);
		traceFinding(run, rule, line, finding, saw, 'warned');
		return false;
	}
	const sight = nameSight(rule, line.n, finding.carc, saw);
	if (rule.authority !== null && isReleased(run.review, sight)) {
		traceFinding(run, rule, line, finding, saw, 'released');
		return false;
	}
	if (effect === 'pend') pend(rule, line, finding);
	else deny(rule, line, finding);
	run.findings.push({
		line: line.n,
		rule: rule.id,
		carc: finding.carc,
		effect: effect === 'pend' ? 'pend' : 'deny',
		authority: rule.authority,
		...sight,
		...(finding.missing && { missing: finding.missing }),
	});
	traceFinding(run, rule, line, finding, saw, effect === 'pend' ? 'pended' : 'denied');
	return true;
}

/** A person saw the very same, or as much of it or more. */
function isReleased(
	{ released, covered }: Review,
	{ fingerprint, covers }: Pick<FindingRecord, 'fingerprint' | 'covers'>,
): boolean {
	if (released?.includes(fingerprint)) return true;
	if (!covers) return false;
	return covers.up_to <= (covered?.[covers.fingerprint] ?? Number.NEGATIVE_INFINITY);
}

const byRuleNumber = (a: Reason, b: Reason): number => Number(a.rule.slice(1)) - Number(b.rule.slice(1));

/** Every reason is kept, so that the examiner sees all of them at once. */
function pend(rule: Rule, line: Line, finding: Finding): void {
	line.pends = withReason(line.pends, rule, finding);
}

/** A rule that finds the same before and after the money has one reason. */
function withReason(reasons: Reason[] | null, { id }: Rule, { carc }: Finding): Reason[] {
	const known = reasons ?? [];
	if (known.some((reason) => reason.rule === id && reason.carc === carc)) return known;
	return [...known, { rule: id, carc }].sort(byRuleNumber);
}

/** A limit of which nothing is left denies after pricing: rules 22, 23 and 30. */
export function denyForNothingLeft(run: Run, line: Line, { rule, carc }: Reason): void {
	line.denial = {
		rule,
		carc,
		group: line.isDailyCash ? 'OA' : 'PR',
		remarks: undefined,
		isAfterPricing: true,
	};
	run.trace?.push({ rule, line: line.n, did: 'denied', saw: null, carcs: [carc], before: null, after: null });
}

function deny(rule: Rule, line: Line, { carc }: Finding): void {
	line.denial = {
		rule: rule.id,
		carc,
		group: line.isDailyCash ? 'OA' : rule.group,
		remarks: rule.remarks?.[carc],
		isAfterPricing: false,
	};
}
