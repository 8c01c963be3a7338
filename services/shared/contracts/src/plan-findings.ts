import { isCalendarDate } from '@claims-askes/kernel/calendar-date';
import { accountOfLimit, isSplitSound, leavesRest, termsOfLimit } from '@claims-askes/kernel/plan-terms';
import {
	type AmountCheck,
	amountCheckIn,
	type Finding,
	findingAt,
	overWhole,
	type Path,
	unknownCurrency,
} from './finding';
import type { Benefit, CostShare, Limit, PlanDocument } from './plan-document';

/** What contradicts itself in a plan document; none means that it can be published. */
export function planFindings(document: PlanDocument): Finding[] {
	const amount = amountCheckIn(document.currency);
	return [
		...unknownCurrency(document.currency),
		...namingFindings(document),
		...generalFindings(document, amount),
		...poolFindings(document, amount),
		...Object.entries(document.benefits).flatMap(([id, benefit]) => benefitFindings(id, benefit, amount)),
		...sharedLimitFindings(document),
	];
}

/** Whatever names a benefit names one that the plan has. */
function namingFindings({ benefits, benefit_of = {}, default_benefit, pools = [] }: PlanDocument): Finding[] {
	const unknown = (path: Path, id: string) =>
		Object.hasOwn(benefits, id) ? [] : [findingAt(path, 'UNKNOWN_BENEFIT', 'the plan has no such benefit')];
	return [
		...Object.entries(benefit_of).flatMap(([code, id]) => unknown(['benefit_of', code], id)),
		...(default_benefit === undefined ? [] : unknown(['default_benefit'], default_benefit)),
		...pools.flatMap((pool, at) =>
			(pool.benefits ?? []).flatMap((id, nth) => unknown(['pools', at, 'benefits', nth], id)),
		),
	];
}

function generalFindings(document: PlanDocument, amount: AmountCheck): Finding[] {
	const { year_start, child_max_age, child_max_age_student, room, recovery_days, recovery_deny } = document;
	const { settlement, cost_share, oop, documents = [], audit, out_of_network } = document;
	return [
		// A common year: a plan year has to begin in every one.
		...(year_start === undefined || isCalendarDate(`2025-${year_start}`)
			? []
			: [findingAt(['year_start'], 'DAY_UNKNOWN', 'not every year has this day')]),
		...inverted(['child_max_age_student'], child_max_age, child_max_age_student),
		...(room?.method === 'proration' && room.entitled_rate === undefined
			? [findingAt(['room', 'entitled_rate'], 'REQUIRED', 'proration needs the entitled rate')]
			: []),
		...(recovery_deny && recovery_days === undefined
			? [findingAt(['recovery_days'], 'REQUIRED', 'denying a readmission needs the days of recovery')]
			: []),
		...overWhole(['settlement'], settlement),
		...costShareFindings(['cost_share', 'in'], cost_share?.in, amount),
		...costShareFindings(['cost_share', 'out'], cost_share?.out, amount),
		...ceilingFindings(['oop', 'in'], oop?.in, amount),
		...ceilingFindings(['oop', 'out'], oop?.out, amount),
		...amount(['room', 'entitled_rate'], room?.entitled_rate),
		...documents.flatMap(({ over }, at) => amount(['documents', at, 'over'], over)),
		...amount(['audit', 'claim_over'], audit?.claim_over),
		...outOfNetworkFindings(out_of_network, amount),
	];
}

function outOfNetworkFindings(terms: PlanDocument['out_of_network'], amount: AmountCheck): Finding[] {
	if (terms === undefined) return [];
	if (terms.basis === 'percent') return overWhole(['out_of_network', 'percent'], terms.percent);
	return Object.entries(terms.prices).flatMap(([code, price]) =>
		amount(['out_of_network', 'prices', code], price),
	);
}

function poolFindings({ pools = [] }: PlanDocument, amount: AmountCheck): Finding[] {
	const ids = pools.map(({ id }) => id);
	return pools.flatMap((pool, at) => [
		...(ids.indexOf(pool.id) < at
			? [findingAt(['pools', at, 'id'], 'ID_TWICE', 'another pool has this id')]
			: []),
		...amount(['pools', at, 'amount'], pool.amount),
	]);
}

function benefitFindings(id: string, benefit: Benefit, amount: AmountCheck): Finding[] {
	const path = ['benefits', id];
	const { age, frequency, settlement, cost_share, documents = [], daily_cash, limits = [] } = benefit;
	return [
		...inverted([...path, 'age'], age?.[0], age?.[1]),
		...(frequency && Object.values(frequency).every((span) => span === 0)
			? [findingAt([...path, 'frequency'], 'DOES_NOTHING', 'nothing comes too soon after no time')]
			: []),
		...overWhole([...path, 'settlement'], settlement),
		...costShareFindings([...path, 'cost_share', 'in'], cost_share?.in, amount),
		...costShareFindings([...path, 'cost_share', 'out'], cost_share?.out, amount),
		...documents.flatMap(({ over }, at) => amount([...path, 'documents', at, 'over'], over)),
		...amount([...path, 'daily_cash'], daily_cash),
		...(daily_cash !== undefined && (cost_share || settlement !== undefined)
			? [findingAt([...path, 'daily_cash'], 'CONTRADICTION', 'daily cash is paid in full: nobody shares it')]
			: []),
		...limits.flatMap((limit, at) => limitFindings([...path, 'limits', at], limit, amount)),
		...limits.flatMap((limit, at) =>
			limits.findIndex((other) => other.id === limit.id) < at
				? [
						findingAt(
							[...path, 'limits', at, 'id'],
							'LIMIT_ID_TWICE',
							'another limit of this benefit has this id',
						),
					]
				: [],
		),
	];
}

function limitFindings(path: Path, limit: Limit, amount: AmountCheck): Finding[] {
	return [
		...(limit.amount === undefined && limit.count === undefined
			? [findingAt(path, 'LIMITS_NOTHING', 'a limit has an amount or a count')]
			: []),
		...(isSplitSound(limit) && !leavesRest(limit)
			? []
			: [
					findingAt(
						[...path, 'part'],
						'PARTS_DO_NOT_ADD_UP',
						'names one of parts that add up to 100 percent, no two of one name',
					),
				]),
		...amount([...path, 'amount'], limit.amount),
	];
}

/** The same id in another benefit is the same limit, so all but the part that is drawn on must be the same. */
function sharedLimitFindings({ benefits }: PlanDocument): Finding[] {
	const first = new Map<string, { readonly benefit: string; readonly terms: string }>();
	const accounts = new Map<string, string>();
	return Object.entries(benefits).flatMap(([id, { limits = [] }]) =>
		limits.flatMap((limit, at) => {
			const account = accountOfLimit(limit);
			const owner = accounts.get(account) ?? limit.id;
			accounts.set(account, owner);
			if (owner !== limit.id)
				return [
					findingAt(
						['benefits', id, 'limits', at, 'id'],
						'ID_TWICE',
						'a part of another limit is counted under this name',
					),
				];
			const terms = termsOfLimit(limit);
			const known = first.get(limit.id) ?? { benefit: id, terms };
			first.set(limit.id, known);
			return known.terms === terms || known.benefit === id
				? []
				: [
						findingAt(
							['benefits', id, 'limits', at],
							'LIMIT_DIFFERS',
							'another benefit has this limit otherwise',
						),
					];
		}),
	);
}

function costShareFindings(path: Path, share: CostShare | undefined, amount: AmountCheck): Finding[] {
	if (!share) return [];
	const { deductible, copay, coinsurance, order = [] } = share;
	return [
		...ceilingFindings([...path, 'deductible'], deductible, amount),
		...amount([...path, 'copay', 'amount'], copay?.amount),
		...overWhole([...path, 'coinsurance'], coinsurance),
		...(new Set(order).size < order.length
			? [findingAt([...path, 'order'], 'STEP_TWICE', 'a step of cost sharing is taken once')]
			: []),
	];
}

/** A family's ceiling below one member's would make the member's mean nothing. */
function ceilingFindings(
	path: Path,
	ceilings: { readonly member?: string | undefined; readonly family?: string | undefined } | undefined,
	amount: AmountCheck,
): Finding[] {
	const { member, family } = ceilings ?? {};
	return [
		...amount([...path, 'member'], member),
		...amount([...path, 'family'], family),
		...inverted([...path, 'family'], numberOf(member), numberOf(family)),
	];
}

const numberOf = (amount: string | undefined) => (amount === undefined ? undefined : Number(amount));

type Bound = number | null | undefined;

/** The place where a larger bound lies below a smaller one. */
const inverted = (path: Path, least: Bound, most: Bound): Finding[] =>
	least != null && most != null && most < least
		? [findingAt(path, 'BOUNDS_INVERTED', 'the larger bound is below the smaller one')]
		: [];
