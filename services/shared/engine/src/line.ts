/** A claim line while it is decided: what was asked, what the rules said, and the amount as the steps leave it. */
import { dateOf, dayOf, later } from '@claims-askes/kernel/calendar-date';
import { add, type Minor, subtract, ZERO } from '@claims-askes/kernel/money';
import type { ContractIndex } from './contract-index';
import type { LinePrice } from './money/price-of-line';
import type { LimitPass } from './money/step-04-inner-limits';
import type { BenefitIndex, Network } from './plan-index';
import type {
	Adjustment,
	AdjustmentGroup,
	Authorization,
	CalendarDate,
	ClaimLine,
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
}

export class Line {
	readonly n: number;
	readonly from: CalendarDate;
	/** The day number of the first date. */
	readonly day: number;
	/** The last date of service. */
	readonly last: CalendarDate;
	readonly code: string;
	readonly modifiers: readonly string[];
	readonly isPerDay: boolean;
	readonly isDailyCash: boolean;

	/** The days of a per-day line that count, where they are not simply consecutive. */
	days: readonly number[] | null = null;
	lapses: readonly Lapse[] | null = null;
	denial: Denial | null = null;
	pends: Reason[] | null = null;
	warnings: Reason[] | null = null;
	authorization: Authorization | null = null;
	isAuthorizationCapped = false;

	price: LinePrice | null = null;
	adjustments: Adjustment[] = [];
	allowed = ZERO;
	/** What the steps have left of the line so far; in the end, the plan's benefit. */
	amount = ZERO;
	/** After the inner limits and before cost sharing. */
	covered = ZERO;
	passed: LimitPass | null = null;
	cost: CostTaken | null = null;
	copays: { key: string; amount: Minor }[] | null = null;
	poolCut = ZERO;
	/** What coordination saved the plan. */
	saved = ZERO;
	figures: PrimaryFigures | null = null;
	fund: FundName | null = null;
	fundPays = ZERO;
	asoPays = ZERO;

	constructor(
		readonly source: ClaimLine,
		readonly plan: BenefitIndex | undefined,
		readonly benefitId: string | null,
		readonly contract: ContractIndex | undefined,
		public units: number,
		public billed: Minor,
	) {
		this.n = source.n;
		this.from = source.from;
		this.day = dayOf(source.from);
		this.code = source.code;
		this.modifiers = source.modifiers ?? NO_MODIFIERS;
		this.isPerDay = plan?.isPerDay === true;
		this.isDailyCash = plan?.benefit.daily_cash != null;
		const to = source.to ?? source.from;
		const lastUnit = this.isPerDay && units > 1 ? dateOf(this.day + units - 1) : source.from;
		this.last = later(to, lastUnit);
	}

	get network(): Network {
		return this.contract ? 'in' : 'out';
	}

	/** The day number of a unit. */
	dayOfUnit(unit: number): number {
		if (!this.isPerDay) return this.day;
		return this.days ? (this.days[unit] ?? this.day) : this.day + unit;
	}

	/** The first date that counts: of a stay that began before the coverage, the first covered day. */
	get firstCovered(): CalendarDate {
		return this.days ? dateOf(this.dayOfUnit(0)) : this.from;
	}

	/** Takes an amount off the line under a group and code; of daily cash nobody owes what is cut. */
	cut(group: AdjustmentGroup, carc: string, amount: Minor, rule: RuleId, remarks?: readonly string[]): void {
		if (amount === ZERO) return;
		const bearer = this.isDailyCash ? 'OA' : group;
		this.amount = subtract(this.amount, amount);
		const last = this.adjustments.at(-1);
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
