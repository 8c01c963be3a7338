/** A claim line while it is decided: what was asked, what the rules said, and the amount as the steps leave it. */
import { dateOf, dayOf, later, yearStarting } from '@claims-askes/kernel/calendar-date';
import { add, type Minor, subtract, ZERO } from '@claims-askes/kernel/money';
import type { ContractIndex } from './contract-index';
import type { Account } from './ledger';
import type { LinePrice } from './money/price-of-line';
import type { LimitPass } from './money/step-04-inner-limits';
import type { BenefitIndex, Network } from './plan-index';
import type {
	Adjustment,
	AdjustmentGroup,
	Authorization,
	CalendarDate,
	ClaimLine,
	CostShareStep,
	FundName,
	PrimaryFigures,
	Reason,
	RuleId,
} from './types';

/** Days of a per-day line that no coverage holds, and the part of the bill that falls on them. */
export interface Lapse {
	readonly carc: string;
	readonly billed: Minor;
}

export interface Denial extends Reason {
	readonly group: AdjustmentGroup;
	readonly remarks: readonly string[] | undefined;
	/** A limit denies after pricing: its adjustments stand. */
	readonly isAfterPricing: boolean;
}

export interface CostTaken {
	deductible: Minor;
	copay: Minor;
	coinsurance: Minor;
	/** What the out-of-pocket maximum gave back of each; none of it is in the amounts above. */
	givenBack: Readonly<Partial<Record<CostShareStep, Minor>>>;
}

export class Line {
	readonly n: number;
	readonly from: CalendarDate;
	/** The day number of the first date. */
	readonly day: number;
	/** The last date of service: of daily cash the last day that counts. */
	last: CalendarDate;
	readonly code: string;
	readonly modifiers: readonly string[];
	readonly isPerDay: boolean;
	readonly isDailyCash: boolean;
	/** The plan year of the first date, named after the year in which it began. */
	readonly year: string;
	readonly network: Network;

	/** The units that count: of a split stay the covered days, of daily cash the inpatient ones. */
	units: number;
	billed: Minor;
	/** The days of a per-day line that count, where they are not simply consecutive. */
	days: readonly number[] | null = null;
	lapses: readonly Lapse[] | null = null;
	denial: Denial | null = null;
	pends: Reason[] | null = null;
	warnings: Reason[] | null = null;
	authorization: Authorization | null = null;

	price: LinePrice | null = null;
	/** It has been through step 1. */
	isPriced = false;
	adjustments: Adjustment[] = [];
	allowed = ZERO;
	/** What the steps have left of the line so far; in the end, the plan's benefit. */
	amount = ZERO;
	/** After the inner limits and before cost sharing. */
	covered = ZERO;
	passed: LimitPass | null = null;
	/** The days for which it has used each count of days or visits, by the limit's id. */
	countedDays: Map<string, Set<CalendarDate>> | null = null;
	cost: CostTaken | null = null;
	copays: { readonly account: Account; amount: Minor }[] | null = null;
	poolCut = ZERO;
	/** What coordination saved the plan. */
	saved = ZERO;
	figures: PrimaryFigures | null = null;
	fund: FundName | null = null;
	fundPays = ZERO;
	asoPays = ZERO;

	constructor(
		readonly source: ClaimLine,
		readonly plan: BenefitIndex,
		readonly benefitId: string | null,
		readonly contract: ContractIndex | undefined,
		private readonly yearStart: string,
	) {
		this.units = source.units ?? 1;
		this.billed = source.billed ?? ZERO;
		this.n = source.n;
		this.from = source.from;
		this.day = dayOf(source.from);
		this.code = source.code;
		this.modifiers = source.modifiers ?? NO_MODIFIERS;
		this.isPerDay = plan.isPerDay;
		this.isDailyCash = plan.benefit.daily_cash != null;
		this.last = this.lastOf(this.isPerDay ? this.day + this.units - 1 : this.day);
		this.year = yearName(yearStarting(yearStart, source.from));
		this.network = contract ? 'in' : 'out';
	}

	/** The last date, where the last unit is of this day. */
	lastOf(day: number): CalendarDate {
		const { from, to } = this.source;
		if (to == null && day === this.day) return from;
		return later(to ?? from, day === this.day ? from : dateOf(day));
	}

	/** The day number of a unit. */
	dayOfUnit(unit: number): number {
		if (!this.isPerDay) return this.day;
		return this.days ? (this.days[unit] ?? this.day) : this.day + unit;
	}

	dateOfUnit(unit: number): CalendarDate {
		return this.isPerDay ? dateOf(this.dayOfUnit(unit)) : this.from;
	}

	/** A unit belongs to the plan year of its own day. */
	yearOfUnit(unit: number): string {
		return this.isPerDay ? yearName(yearStarting(this.yearStart, this.dateOfUnit(unit))) : this.year;
	}

	/** The first date that counts: of a stay that began before the coverage, the first covered day. */
	get firstCovered(): CalendarDate {
		return this.days ? dateOf(this.dayOfUnit(0)) : this.from;
	}

	noteCounted(limitId: string, date: CalendarDate): void {
		this.countedDays ??= new Map();
		const days = this.countedDays.get(limitId);
		if (days) days.add(date);
		else this.countedDays.set(limitId, new Set([date]));
	}

	/** Takes an amount off the line under a group and code; of daily cash nobody owes what is cut. */
	cut(group: AdjustmentGroup, carc: string, amount: Minor, rule: RuleId, remarks?: readonly string[]): void {
		if (amount === ZERO) return;
		const bearer = this.isDailyCash ? 'OA' : group;
		this.amount = subtract(this.amount, amount);
		const last = this.adjustments[this.adjustments.length - 1];
		if (last && last.rule === rule && last.carc === carc && last.group === bearer) {
			this.adjustments[this.adjustments.length - 1] = { ...last, amount: add(last.amount, amount) };
			return;
		}
		this.adjustments.push(
			remarks ? { group: bearer, carc, amount, rule, remarks } : { group: bearer, carc, amount, rule },
		);
	}
}

const NO_MODIFIERS: readonly string[] = [];

/** Years as text, written once: a key is put together from them for every line. */
const years: string[] = [];

export function yearName(year: number): string {
	const known = years[year];
	if (known !== undefined) return known;
	const name = String(year);
	if (year >= 0 && year < 10_000) years[year] = name;
	return name;
}
