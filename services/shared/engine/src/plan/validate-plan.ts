/** What is wrong with a plan document, by path: fields first, then what does not fit together. */
import { note, type Problem } from '../case/shape';
import { maySwitch } from '../plan-index';
import type { Benefit, Limit, Plan, SwitchedEffect } from '../types';
import { planShape } from './plan-shape';

export interface PlanFinding extends Problem {
	/** A plan with an error decides nothing; a warning names what can hardly be meant. */
	readonly severity: 'error' | 'warning';
}

export function validatePlan(document: unknown): PlanFinding[] {
	const problems: Problem[] = [];
	const plan = planShape(document, '', problems) as Plan;
	if (problems.length > 0) return as(problems, 'error');
	return [...as(planErrors(plan, ''), 'error'), ...as(planWarnings(plan), 'warning')];
}

const as = (problems: readonly Problem[], severity: PlanFinding['severity']): PlanFinding[] =>
	problems.map((problem) => ({ ...problem, severity }));

/** What makes a plan impossible to apply; `root` is where it lies in its document. */
export function planErrors(plan: Plan, root: string): Problem[] {
	const problems: Problem[] = [];
	for (const [id, benefit] of Object.entries(plan.benefits)) {
		checkLimits(benefit, `${root}benefits.${id}`, problems);
	}
	const pools = plan.pools ?? [];
	for (const [at, { id }] of pools.entries()) {
		if (pools.findIndex((pool) => pool.id === id) < at) note(problems, `${root}pools[${at}].id`, 'ID_TWICE');
	}
	for (const [rule, effect] of Object.entries(plan.rules ?? {})) {
		if (!isSwitch(rule, effect)) note(problems, `${root}rules.${rule}`, 'RULE_NOT_SWITCHABLE');
	}
	return problems;
}

const isSwitch = (rule: string, effect: SwitchedEffect): boolean =>
	String(Number(rule)) === rule && Number.isInteger(Number(rule)) && maySwitch(Number(rule), effect);

function checkLimits({ limits = [] }: Benefit, path: string, problems: Problem[]): void {
	for (const [at, { id }] of limits.entries()) {
		if (limits.findIndex((limit) => limit.id === id) < at)
			note(problems, `${path}.limits[${at}].id`, 'LIMIT_ID_TWICE');
	}
}

function planWarnings(plan: Plan): Problem[] {
	const problems: Problem[] = [];
	const isBenefit = (id: string) => Object.hasOwn(plan.benefits, id);
	for (const [code, id] of Object.entries(plan.benefit_of ?? {})) {
		if (!isBenefit(id)) note(problems, `benefit_of.${code}`, 'UNKNOWN_BENEFIT');
	}
	for (const [at, { benefits = [] }] of (plan.pools ?? []).entries()) {
		if (!benefits.every(isBenefit)) note(problems, `pools[${at}].benefits`, 'UNKNOWN_BENEFIT');
	}
	for (const [id, { limits = [] }] of Object.entries(plan.benefits)) {
		for (const [at, limit] of limits.entries()) {
			if (limitsNothing(limit)) note(problems, `benefits.${id}.limits[${at}]`, 'LIMITS_NOTHING');
		}
	}
	return problems;
}

const limitsNothing = ({ amount, count }: Limit): boolean => amount === undefined && count === undefined;
