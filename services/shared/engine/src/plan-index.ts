/** What the engine asks of a plan, arranged once per plan document so that no claim pays for it again. */
import { lessAtMost, type Minor, percentOf, splitByWeight, sum, ZERO } from '@claims-askes/kernel/money';
import type {
	Benefit,
	CostShare,
	CostShareStep,
	CountedUnit,
	Limit,
	LimitPeriod,
	Percent,
	Plan,
	Pool,
	RuleId,
	Scope,
	SwitchedEffect,
} from './types';

export type Network = 'in' | 'out';

export interface PlanIndex {
	readonly plan: Plan;
	readonly cites: string;
	readonly yearStart: string;
	/** By rule number. */
	readonly switches: readonly (SwitchedEffect | undefined)[];
	readonly benefits: ReadonlyMap<string, BenefitIndex>;
	readonly excludedCodes: ReadonlySet<string>;
	readonly excludedCauses: ReadonlySet<string>;
	readonly nonMedical: ReadonlySet<string>;
	/** The benefits that draw on a limit, by its id. */
	readonly sharers: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface BenefitIndex {
	readonly id: string;
	readonly benefit: Benefit;
	readonly isPerDay: boolean;
	readonly isRoom: boolean;
	/** Its charges follow the class of the room. */
	readonly varies: boolean;
	readonly settlement: Percent | undefined;
	readonly limits: readonly CompiledLimit[];
	readonly hasCounts: boolean;
	readonly pools: readonly CompiledPool[];
	readonly costShare: Readonly<Record<Network, CompiledCostShare>>;
}

export interface CompiledLimit {
	readonly id: string;
	readonly per: LimitPeriod;
	readonly amount: Minor | undefined;
	readonly count: number | undefined;
	readonly unit: CountedUnit;
	readonly scope: Scope;
	readonly carc: '119' | '35';
	/** The rule that denies a line of which this limit leaves nothing. */
	readonly amountRule: RuleId;
	readonly countRule: RuleId;
	readonly amountKey: string;
	readonly countKey: string;
}

export interface CompiledPool {
	readonly id: string;
	readonly amount: Minor;
	readonly scope: Scope;
	readonly isLifetime: boolean;
	readonly carc: '119' | '35';
	readonly key: string;
}

export interface CompiledCostShare extends CostShare {
	readonly steps: readonly CostShareStep[];
}

/** The category of the benefits that are the room itself: what proration compares. */
export const ROOM = 'room';

const indexes = new WeakMap<Plan, PlanIndex>();

export function planIndexOf(plan: Plan): PlanIndex {
	const known = indexes.get(plan);
	if (known) return known;
	const index = indexPlan(plan);
	indexes.set(plan, index);
	return index;
}

function indexPlan(plan: Plan): PlanIndex {
	const benefits = new Map<string, BenefitIndex>();
	const sharers = new Map<string, Set<string>>();
	for (const [id, benefit] of Object.entries(plan.benefits)) {
		benefits.set(id, indexBenefit(plan, id, benefit));
		for (const limit of benefit.limits ?? []) {
			const sharing = sharers.get(limit.id) ?? new Set();
			sharers.set(limit.id, sharing.add(id));
		}
	}
	return {
		plan,
		cites: `${plan.id}@${plan.version}`,
		yearStart: plan.year_start ?? '01-01',
		switches: switchesOf(plan),
		benefits,
		excludedCodes: new Set(plan.exclusions?.codes),
		excludedCauses: new Set(plan.exclusions?.causes),
		nonMedical: new Set(plan.non_medical),
		sharers,
	};
}

function indexBenefit(plan: Plan, id: string, benefit: Benefit): BenefitIndex {
	const limits = (benefit.limits ?? []).map(compileLimit);
	const isRoom = benefit.category === ROOM;
	return {
		id,
		benefit,
		isPerDay: benefit.per_day === true || benefit.daily_cash != null,
		isRoom,
		varies: !isRoom && !(plan.room?.fixed ?? []).includes(benefit.category ?? ''),
		settlement: benefit.settlement ?? plan.settlement ?? undefined,
		limits,
		hasCounts: limits.some((limit) => limit.count !== undefined),
		pools: (plan.pools ?? []).filter((pool) => !pool.benefits || pool.benefits.includes(id)).map(compilePool),
		costShare: {
			in: compileCostShare({ ...plan.cost_share?.in, ...benefit.cost_share }),
			out: compileCostShare({ ...(plan.cost_share?.out ?? plan.cost_share?.in), ...benefit.cost_share }),
		},
	};
}

/** Rules that cannot be switched, or not in that way, keep their own effect; `validatePlan` names the mistake. */
export function maySwitch(rule: number, effect: SwitchedEffect): boolean {
	if (rule < 3 || rule > 31 || rule === 22 || rule === 23 || rule === 30) return false;
	if (rule === 7 || rule === 18) return effect === 'deny' || effect === 'pend';
	if (rule === 28 || rule === 31) return effect !== 'deny';
	return true;
}

function switchesOf(plan: Plan): (SwitchedEffect | undefined)[] {
	const switches = new Array<SwitchedEffect | undefined>(32).fill(undefined);
	for (const [number, effect] of Object.entries(plan.rules ?? {})) {
		if (maySwitch(Number(number), effect)) switches[Number(number)] = effect;
	}
	return switches;
}

function compileLimit(limit: Limit): CompiledLimit {
	const name = limit.part ? `limit:${limit.id}.${limit.part}` : `limit:${limit.id}`;
	const isLifetime = limit.per === 'lifetime';
	return {
		id: limit.id,
		per: limit.per,
		amount: limit.amount == null ? undefined : partOf(limit, limit.amount),
		count: limit.count ?? undefined,
		unit: limit.unit ?? 'unit',
		scope: limit.scope ?? 'member',
		carc: isLifetime ? '35' : '119',
		amountRule: isLifetime ? 'R30' : 'R22',
		countRule: isLifetime ? 'R30' : (limit.unit ?? 'unit') === 'unit' ? 'R22' : 'R23',
		amountKey: `${name}:amount|`,
		countKey: `${name}:count|`,
	};
}

/** A hundred percent with room for six decimals. */
const WHOLE = 1_000_000_000 as Minor;

/** A fixed split: surgeon, theatre and anaesthesia each have their own part of one amount. */
function partOf(limit: Limit, amount: Minor): Minor {
	const parts = limit.parts ?? [];
	const at = parts.findIndex(([name]) => name === limit.part);
	if (at < 0) return amount;
	const weights = parts.map(([, percent]) => percentOf(WHOLE, percent));
	const unnamed = lessAtMost(WHOLE, sum(weights));
	return splitByWeight(amount, unnamed === ZERO ? weights : [...weights, unnamed])[at] ?? ZERO;
}

function compilePool(pool: Pool): CompiledPool {
	const isLifetime = pool.per === 'lifetime';
	return {
		id: pool.id,
		amount: pool.amount,
		scope: pool.scope,
		isLifetime,
		carc: isLifetime ? '35' : '119',
		key: `pool:${pool.id}|`,
	};
}

const DEFAULT_ORDER: readonly CostShareStep[] = ['deductible', 'copay', 'coinsurance'];

function compileCostShare(terms: CostShare): CompiledCostShare {
	const order = terms.order ?? [];
	return { ...terms, steps: [...order, ...DEFAULT_ORDER.filter((step) => !order.includes(step))] };
}
