/** What the engine asks of a plan, arranged once per plan document so that no claim pays for it again. */
import { add, lessAtMost, type Minor, percentOf, splitByWeight, sum, ZERO } from '@claims-askes/kernel/money';
import { accountOfLimit, leavesRest, maySwitch } from '@claims-askes/kernel/plan-terms';
import { oncePer } from './once-per';
import type {
	Benefit,
	Ceilings,
	Copay,
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
	/** Days of a stay outside the coverage are taken off it: rule 8, where it denies. */
	readonly splitsStays: boolean;
	readonly benefits: ReadonlyMap<string, BenefitIndex>;
	/** The settings that at least one benefit has: what none has, no rule need look at. */
	readonly settings: ReadonlySet<keyof Benefit>;
	readonly excludedCodes: ReadonlySet<string>;
	readonly excludedCauses: ReadonlySet<string>;
	readonly nonMedical: ReadonlySet<string>;
	/** The out-of-pocket maximum of each network; none where it has none. */
	readonly outOfPocket: Readonly<Record<Network, readonly Meter[]>>;
	/** The terms of a service of no benefit, where a person or rule 17 lets it pass: those of the plan as a whole. */
	readonly unlisted: BenefitIndex;
	/** The benefits that draw on a count, by what it is kept under. */
	readonly sharers: ReadonlyMap<string, ReadonlySet<string>>;
	/** How many slots its meters have. */
	readonly slots: number;
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
	/** Its limits ask how the units divide a line that is not one of days. */
	readonly dividesUnits: boolean;
	/** Some limit counts days or visits. */
	readonly countsOccasions: boolean;
	readonly pools: readonly CompiledPool[];
	readonly costShare: Readonly<Record<Network, CompiledCostShare>>;
}

/** A ceiling on something: how much of it there is, and where what is used of it is kept. */
export interface Meter {
	readonly most: Minor;
	readonly scope: Scope;
	/** The accumulator's key up to its owner. */
	readonly key: string;
	/** One for each key and scope. */
	readonly slot: number;
}

export interface CompiledLimit {
	readonly id: string;
	readonly per: LimitPeriod;
	/** Of a line or a unit nothing is kept for later ones. */
	readonly isKept: boolean;
	readonly amount: Meter | undefined;
	readonly count: Meter | undefined;
	readonly unit: CountedUnit;
	/** It counts days or visits; of a line or a unit nothing is kept, and units and services are counted one by one. */
	readonly countsOccasions: boolean;
	readonly carc: '119' | '35';
	/** The rule that denies a line of which this limit leaves nothing. */
	readonly amountRule: RuleId;
	readonly countRule: RuleId;
}

export interface CompiledPool extends Meter {
	readonly isLifetime: boolean;
	readonly carc: '119' | '35';
}

export interface CompiledCostShare {
	readonly steps: readonly CostShareStep[];
	/** The member's and the family's; none where the deductible is switched off. */
	readonly deductible: readonly Meter[];
	readonly copay: (Copay & { readonly meter: Meter }) | undefined;
	readonly coinsurance: Percent | undefined;
	/** What each step goes by, as the trace tells it. */
	readonly told: Readonly<Record<CostShareStep, object | null>>;
	readonly isFree: boolean;
}

/** Gives what has one accumulator one slot, however many benefits name it: their lines share its account. */
class MeterRack {
	private readonly slots = new Map<string, number>();

	get size(): number {
		return this.slots.size;
	}

	get(key: string, scope: Scope, most: Minor): Meter {
		const name = key + scope;
		const slot = this.slots.get(name) ?? this.slots.size;
		this.slots.set(name, slot);
		return { most, scope, key, slot };
	}
}

/** The category of the benefits that are the room itself: what proration compares. */
export const ROOM = 'room';

export const planIndexOf = oncePer(indexPlan);

function indexPlan(plan: Plan): PlanIndex {
	const meters = new MeterRack();
	const benefits = new Map<string, BenefitIndex>();
	const sharers = new Map<string, Set<string>>();
	const pools = (plan.pools ?? []).map((pool) => compilePool(pool, meters));
	const poolsOf = (id: string) => pools.filter((_, at) => plan.pools?.[at]?.benefits?.includes(id) ?? true);
	const unlisted = indexBenefit(plan, '', {}, poolsOf(''), meters);
	const switches = switchesOf(plan);
	for (const [id, benefit] of Object.entries(plan.benefits)) {
		benefits.set(id, indexBenefit(plan, id, benefit, poolsOf(id), meters));
		for (const limit of benefit.limits ?? []) {
			const key = countKeyOf(limit);
			sharers.set(key, (sharers.get(key) ?? new Set()).add(id));
		}
	}
	return {
		plan,
		cites: `${plan.id}@${plan.version}`,
		yearStart: plan.year_start ?? '01-01',
		switches,
		splitsStays: (switches[8] ?? 'deny') === 'deny',
		benefits,
		settings: new Set(Object.values(plan.benefits).flatMap(settingsOf)),
		excludedCodes: new Set(plan.exclusions?.codes),
		excludedCauses: new Set(plan.exclusions?.causes),
		nonMedical: new Set(plan.non_medical),
		outOfPocket: indexOutOfPocket(plan, meters),
		unlisted,
		sharers,
		slots: meters.size,
	};
}

const settingsOf = (benefit: Benefit): (keyof Benefit)[] =>
	(Object.keys(benefit) as (keyof Benefit)[]).filter((setting) => benefit[setting] != null);

function indexBenefit(
	plan: Plan,
	id: string,
	benefit: Benefit,
	pools: readonly CompiledPool[],
	meters: MeterRack,
): BenefitIndex {
	const limits = (benefit.limits ?? []).map((limit) => compileLimit(limit, meters));
	const isRoom = benefit.category === ROOM;
	return {
		id,
		benefit,
		isPerDay: benefit.per_day === true || benefit.daily_cash != null,
		isRoom,
		varies: !isRoom && !(plan.room?.fixed ?? []).includes(benefit.category ?? ''),
		settlement: benefit.settlement ?? plan.settlement ?? undefined,
		limits,
		dividesUnits: dividesUnits(limits),
		countsOccasions: limits.some((limit) => limit.countsOccasions),
		pools,
		costShare: {
			in: compileCostShare('in', meters, { ...plan.cost_share?.in, ...benefit.cost_share }),
			// One set of terms holds, with its accumulators, for both networks.
			out: compileCostShare(plan.cost_share?.out ? 'out' : 'in', meters, {
				...(plan.cost_share?.out ?? plan.cost_share?.in),
				...benefit.cost_share,
			}),
		},
	};
}

function indexOutOfPocket({ oop, cost_share }: Plan, meters: MeterRack): Record<Network, readonly Meter[]> {
	const hasTwoSets = cost_share?.out != null || oop?.out != null;
	const inside = metersOf(meters, 'oop.in|', oop?.in);
	return { in: inside, out: hasTwoSets ? metersOf(meters, 'oop.out|', oop?.out) : inside };
}

/** What member and family have of something in a year. */
function metersOf(meters: MeterRack, key: string, ceilings: Ceilings | null | undefined): Meter[] {
	return (['member', 'family'] as const).flatMap((scope) => {
		const most = ceilings?.[scope];
		return most == null ? [] : meters.get(key, scope, most);
	});
}

/** Rules that cannot be switched, or not in that way, keep their own effect; `validatePlan` names the mistake. */
function switchesOf(plan: Plan): (SwitchedEffect | undefined)[] {
	const switches = new Array<SwitchedEffect | undefined>(32).fill(undefined);
	for (const [number, effect] of Object.entries(plan.rules ?? {})) {
		if (maySwitch(Number(number), effect)) switches[Number(number)] = effect;
	}
	return switches;
}

/** Whether a line that is cut as a whole could come out otherwise than unit by unit, or under other codes. */
function dividesUnits(limits: readonly CompiledLimit[]): boolean {
	const carcs = new Set(limits.filter(({ amount }) => amount).map(({ carc }) => carc));
	return (
		carcs.size > 1 || limits.some(({ per, count, unit }) => per === 'unit' || (count && unit === 'unit'))
	);
}

const nameOf = (limit: Limit): string => `limit:${accountOfLimit(limit)}`;

/** What counts of a limit are kept under: each part of a split has its own. */
const countKeyOf = (limit: Limit): string => `${nameOf(limit)}:count|`;

function compileLimit(limit: Limit, meters: MeterRack): CompiledLimit {
	const name = nameOf(limit);
	const scope = limit.scope ?? 'member';
	const unit = limit.unit ?? 'unit';
	const isKept = limit.per !== 'line' && limit.per !== 'unit';
	return {
		id: limit.id,
		per: limit.per,
		isKept,
		amount:
			limit.amount == null ? undefined : meters.get(`${name}:amount|`, scope, partOf(limit, limit.amount)),
		count: limit.count == null ? undefined : meters.get(countKeyOf(limit), scope, limit.count as Minor),
		unit,
		countsOccasions: isKept && (unit === 'day' || unit === 'visit'),
		carc: maximumCarcOf(limit),
		amountRule: amountRuleOf(limit),
		countRule: countRuleOf(limit),
	};
}

/** What a limit or pool cuts and denies with: the maximum of a lifetime has a code of its own. */
export const maximumCarcOf = ({ per }: { readonly per: string }): '35' | '119' =>
	per === 'lifetime' ? '35' : '119';

/** The rule that denies when nothing is left of a limit's amount. */
export const amountRuleOf = ({ per }: Pick<Limit, 'per'>): 'R22' | 'R30' =>
	per === 'lifetime' ? 'R30' : 'R22';

/** The rule that denies when nothing is left of a limit's count. */
export function countRuleOf({ per, unit = 'unit' }: Pick<Limit, 'per' | 'unit'>): 'R22' | 'R23' | 'R30' {
	if (per === 'lifetime') return 'R30';
	return unit === 'unit' ? 'R22' : 'R23';
}

/** A hundred percent with room for six decimals. */
const WHOLE = 1_000_000_000 as Minor;

/** A fixed split: surgeon, theatre and anaesthesia each have their own part of one amount. */
function partOf(limit: Limit, amount: Minor): Minor {
	const parts = limit.parts ?? [];
	const at = parts.findIndex(([name]) => name === limit.part);
	if (at < 0) return amount;
	const weights = parts.map(([, percent]) => percentOf(WHOLE, percent));
	const left = lessAtMost(WHOLE, sum(weights));
	if (leavesRest(limit)) return splitByWeight(amount, [...weights, left])[at] ?? ZERO;
	const last = weights.length - 1;
	weights[last] = add(weights[last] ?? ZERO, left);
	return splitByWeight(amount, weights)[at] ?? ZERO;
}

function compilePool(pool: Pool, meters: MeterRack): CompiledPool {
	const isLifetime = pool.per === 'lifetime';
	return {
		...meters.get(`pool:${pool.id}|`, pool.scope, pool.amount),
		isLifetime,
		carc: maximumCarcOf(pool),
	};
}

const DEFAULT_ORDER: readonly CostShareStep[] = ['deductible', 'copay', 'coinsurance'];

function compileCostShare(network: Network, meters: MeterRack, terms: CostShare): CompiledCostShare {
	const order = terms.order ?? [];
	const deductible = metersOf(meters, `deductible.${network}|`, terms.deductible);
	const copay = terms.copay ?? undefined;
	const coinsurance = terms.coinsurance ?? undefined;
	return {
		steps: [...order, ...DEFAULT_ORDER.filter((step) => !order.includes(step))],
		deductible,
		copay: copay && { ...copay, meter: meters.get(`copay.${copay.per}|`, 'member', copay.amount) },
		coinsurance,
		told: {
			deductible:
				deductible.length === 0
					? null
					: { most: Object.fromEntries(deductible.map(({ scope, most }) => [scope, most])) },
			copay: copay ? { amount: copay.amount, per: copay.per } : null,
			coinsurance: coinsurance === undefined ? null : { percent: coinsurance },
		},
		isFree: deductible.length === 0 && copay === undefined && coinsurance === undefined,
	};
}
