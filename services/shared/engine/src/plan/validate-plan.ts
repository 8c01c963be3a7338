/** What is wrong with a plan document, by path: fields first, then what does not fit together. */
import {
	accountOfLimit,
	leavesRest,
	maySwitch,
	risesOf,
	termsOfLimit,
} from '@claims-askes/kernel/plan-terms';
import { note, type Problem } from '../case/shape';
import type { Benefit, Ceilings, Contract, Limit, Percent, Plan, Price, SwitchedEffect } from '../types';
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
	checkSharedLimits(plan, root, problems);
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

/** The same id in another benefit is the same limit: only the part of it that is drawn on may differ. */
function checkSharedLimits({ benefits }: Plan, root: string, problems: Problem[]): void {
	const known = new Map<string, { benefit: string; terms: string }>();
	const accounts = new Map<string, string>();
	for (const [benefit, { limits = [] }] of Object.entries(benefits)) {
		for (const [at, limit] of limits.entries()) {
			const account = accountOfLimit(limit);
			// As `surgery.theatre` beside the theatre's part of `surgery`.
			if ((accounts.get(account) ?? limit.id) !== limit.id)
				note(problems, `${root}benefits.${benefit}.limits[${at}].id`, 'ID_TWICE');
			accounts.set(account, limit.id);
			const terms = termsOfLimit(limit);
			const first = known.get(limit.id);
			if (!first) known.set(limit.id, { benefit, terms });
			else if (first.benefit !== benefit && first.terms !== terms)
				note(problems, `${root}benefits.${benefit}.limits[${at}]`, 'LIMIT_DIFFERS');
		}
	}
}

/** What can hardly be meant, but can be decided by. */
export function planWarnings(plan: Plan, root = ''): Problem[] {
	const problems: Problem[] = [];
	const isBenefit = (id: string) => Object.hasOwn(plan.benefits, id);
	for (const [code, id] of Object.entries(plan.benefit_of ?? {})) {
		if (!isBenefit(id)) note(problems, `${root}benefit_of.${code}`, 'UNKNOWN_BENEFIT');
	}
	for (const [at, { benefits = [] }] of (plan.pools ?? []).entries()) {
		if (!benefits.every(isBenefit)) note(problems, `${root}pools[${at}].benefits`, 'UNKNOWN_BENEFIT');
	}
	for (const [id, benefit] of Object.entries(plan.benefits)) {
		warnOfBenefit(benefit, `${root}benefits.${id}`, problems);
	}
	warnOfBounds(plan, root, problems);
	const outside = plan.out_of_network;
	if (outside?.basis === 'percent') warnOfPercent(outside.percent, `${root}out_of_network.percent`, problems);
	const { year_start, room, recovery_deny, recovery_days } = plan;
	if (year_start === '02-29') note(problems, `${root}year_start`, 'DAY_UNKNOWN');
	if (room?.method === 'proration' && room.entitled_rate === undefined)
		note(problems, `${root}room.method`, 'DOES_NOTHING');
	if (recovery_deny && recovery_days === undefined) note(problems, `${root}recovery_deny`, 'DOES_NOTHING');
	return problems;
}

/** Of contracts likewise. */
export function contractWarnings(contracts: readonly Contract[], path = ''): Problem[] {
	const problems: Problem[] = [];
	for (const [at, contract] of contracts.entries()) warnOfContract(contract, `${path}[${at}]`, problems);
	return problems;
}

function warnOfContract(contract: Contract, path: string, problems: Problem[]): void {
	const { prices = {}, default: otherwise, multiple, case_rate } = contract;
	let isEmpty = true;
	for (const code in prices) {
		isEmpty = false;
		warnOfPrice(prices[code], `${path}.prices.${code}`, problems);
	}
	if (isEmpty && !otherwise && !case_rate) note(problems, `${path}.prices`, 'NOTHING_PRICED');
	warnOfPrice(otherwise, `${path}.default`, problems);
	if (!multiple) return;
	const list = `${path}.multiple.percents`;
	if (multiple.percents.length === 0) note(problems, list, 'DOES_NOTHING');
	for (const [at, percent] of multiple.percents.entries()) warnOfPercent(percent, `${list}[${at}]`, problems);
	for (const at of risesOf(multiple.percents)) note(problems, `${list}[${at}]`, 'PERCENT_RISES');
}

function warnOfPrice(price: Price | undefined, path: string, problems: Problem[]): void {
	if (price?.basis === 'percent') warnOfPercent(price.percent, `${path}.percent`, problems);
}

/** Nothing is allowed beyond what was billed, nor raised by its rank. */
function warnOfPercent(percent: Percent, path: string, problems: Problem[]): void {
	if (Number(percent) > 100) note(problems, path, 'PERCENT_OVER_100');
}

function warnOfBenefit({ limits = [], ...benefit }: Benefit, path: string, problems: Problem[]): void {
	for (const [at, limit] of limits.entries()) {
		if (limitsNothing(limit)) note(problems, `${path}.limits[${at}]`, 'LIMITS_NOTHING');
		if (leavesRest(limit)) note(problems, `${path}.limits[${at}].part`, 'PARTS_DO_NOT_ADD_UP');
	}
	warnOfFamily(benefit.cost_share?.deductible, `${path}.cost_share.deductible`, problems);
	const { frequency } = benefit;
	// The same day is no earlier date, so that nothing comes too soon.
	if (frequency && !frequency.days && !frequency.months) note(problems, `${path}.frequency`, 'DOES_NOTHING');
	if (benefit.daily_cash === undefined) return;
	for (const setting of ['cost_share', 'settlement'] as const) {
		if (benefit[setting] !== undefined) note(problems, `${path}.${setting}`, 'DOES_NOTHING');
	}
}

const limitsNothing = ({ amount, count }: Limit): boolean => amount === undefined && count === undefined;

function warnOfBounds(
	{ cost_share, oop, child_max_age, child_max_age_student }: Plan,
	root: string,
	problems: Problem[],
): void {
	for (const network of ['in', 'out'] as const) {
		const path = `${root}cost_share.${network}.deductible`;
		warnOfFamily(cost_share?.[network]?.deductible, path, problems);
		warnOfFamily(oop?.[network], `${root}oop.${network}`, problems);
	}
	if (isLess(child_max_age_student, child_max_age))
		note(problems, `${root}child_max_age_student`, 'BOUNDS_INVERTED');
}

/** Where a family has less than one member, what the member has means nothing. */
function warnOfFamily(ceilings: Ceilings | null | undefined, path: string, problems: Problem[]): void {
	if (isLess(ceilings?.family, ceilings?.member)) note(problems, `${path}.family`, 'BOUNDS_INVERTED');
}

const isLess = (most: number | null | undefined, least: number | null | undefined): boolean =>
	most != null && least != null && most < least;
