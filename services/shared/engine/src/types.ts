/**
 * The exchange format of an adjudication case, as types: a claim and the facts about it in, a decision out.
 *
 * Amounts are whole minor units of the currency of the facts; both ends of every span are inside it; what is absent
 * (or null) is open, or none.
 */
import type { CalendarDate, Period } from '@claims-askes/kernel/calendar-date';
import type { Minor, Percent } from '@claims-askes/kernel/money';
import type { SwitchedEffect } from '@claims-askes/kernel/plan-terms';
import type { CodeLookup } from './codes/code-lookup';

export type { CalendarDate, Minor, Percent, Period, SwitchedEffect };

// ── the claim ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Claim {
	readonly id: string;
	readonly member_id: string;
	readonly provider_id: string;
	readonly received: CalendarDate;
	/** The first is the principal diagnosis. */
	readonly diagnoses: readonly string[];
	readonly lines: readonly ClaimLine[];
	/** How it reached the payer: `cashless` unless said otherwise. */
	readonly channel?: Channel | undefined;
	readonly setting?: string | undefined;
	readonly cause?: string | undefined;
	readonly documents?: readonly string[] | undefined;
	readonly authorization?: string | undefined;
	/** The case that per-case limits count in; else the claim is its own, or continues one. */
	readonly case_id?: string | undefined;
	/** The claim that this one replaces. */
	readonly replaces?: string | undefined;
	readonly stay?: Stay | undefined;
	readonly primary?: PrimaryDecision | undefined;
}

export type Channel = 'cashless' | 'reimbursement';

export interface ClaimLine {
	readonly n: number;
	readonly from: CalendarDate;
	readonly to?: CalendarDate | undefined;
	readonly code: string;
	readonly modifiers?: readonly string[] | undefined;
	readonly units?: number | undefined;
	/** The line's total. A line of daily cash needs none. */
	readonly billed?: Minor | undefined;
	/** Else the plan's `benefit_of[code]`. */
	readonly benefit?: string | undefined;
	readonly authorization?: string | undefined;
}

export interface Stay {
	readonly admitted: CalendarDate;
	readonly discharged: CalendarDate;
	readonly class?: string | undefined;
}

/** What the primary payer decided, by line number or for the claim as a whole. */
export interface PrimaryDecision {
	readonly lines?: Readonly<Record<string, PrimaryFigures>> | undefined;
	readonly claim?: PrimaryFigures | undefined;
}

export interface PrimaryFigures {
	readonly paid: Minor;
	readonly allowed: Minor;
	/** What the primary left to the patient. */
	readonly left: Minor;
	/** What the primary obliges the provider to accept in full; else what was billed. */
	readonly obliged?: Minor | undefined;
}

// ── the facts ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Facts {
	readonly today: CalendarDate;
	readonly currency: Currency;
	/** Facts that could not be fetched: the claim waits. */
	readonly unavailable?: readonly string[] | undefined;
	readonly members: Readonly<Record<string, Member>>;
	readonly providers: Readonly<Record<string, Provider>>;
	readonly contracts: readonly Contract[];
	readonly plan: Plan;
	readonly policy?: Policy | undefined;
	readonly authorizations?: readonly Authorization[] | undefined;
	/** As they came with a case, or a look-up into tables that are kept. */
	readonly codes?: CodeSets | CodeLookup | undefined;
	/** What is used of each accumulator, by key: as it came with a case, or a look-up into balances that are kept. */
	readonly accumulators: Readonly<Record<string, Minor>> | UsedOf;
	/** Earlier lines as decided. */
	readonly history: readonly HistoryLine[];
}

/** What is used of an accumulator; undefined: nothing yet. */
export type UsedOf = (key: string) => Minor | undefined;

export interface Currency {
	readonly code: string;
	readonly decimals: number;
}

export type Relationship = 'employee' | 'spouse' | 'child';

export interface Member {
	readonly birth_date: CalendarDate;
	readonly death_date?: CalendarDate | undefined;
	readonly sex: string;
	readonly relationship: Relationship;
	readonly family_id: string;
	readonly group_id: string;
	readonly coverage: readonly Period[];
	readonly status?: string | undefined;
	readonly disabled?: boolean | undefined;
	readonly student?: boolean | undefined;
	/** Born to a member and not enrolled yet. */
	readonly newborn?: boolean | undefined;
	/** Prefixes of the diagnoses that were there before the coverage. */
	readonly pre_existing?: readonly string[] | undefined;
	readonly cob?: CoordinatedCoverage | undefined;
	readonly other_coverage?: (CoordinatedCoverage & Period) | undefined;
}

/** One coverage of a person who has two: what decides which of them pays first. */
export interface CoordinatedCoverage {
	readonly relationship: Relationship;
	readonly since: CalendarDate;
	/** `MM-DD` */
	readonly holder_birthday?: string | undefined;
	readonly court_order?: boolean | undefined;
	readonly active?: boolean | undefined;
}

export interface Provider {
	readonly npi?: string | undefined;
	readonly status?: string | undefined;
	readonly licence_to?: CalendarDate | undefined;
	readonly specialties?: readonly string[] | undefined;
	readonly channels?: readonly string[] | undefined;
}

export interface Contract extends Period {
	/** Cited by the trace where it is given. */
	readonly id?: string | undefined;
	readonly version?: string | number | undefined;
	readonly provider_id: string;
	readonly prices?: Readonly<Record<string, Price>> | undefined;
	readonly default?: Price | undefined;
	readonly multiple?: MultipleProcedures | undefined;
	readonly endoscopy?: Readonly<Record<string, EndoscopyFamily>> | undefined;
	readonly case_rate?: CaseRate | undefined;
	readonly claim_discount?: Minor | undefined;
}

export type Price =
	| { readonly basis: 'fee' | 'per_diem' | 'case'; readonly amount: Minor }
	| { readonly basis: 'percent'; readonly percent: Percent }
	| { readonly basis: 'capitation' };

export interface MultipleProcedures {
	readonly percents: readonly Percent[];
	readonly codes: readonly string[];
}

export interface EndoscopyFamily {
	/** The code of the family's base procedure, or its price. */
	readonly base: string | Minor;
	readonly codes: readonly string[];
}

/** One rate for everything in a stay: flat, or by the class of the room. */
export interface CaseRate {
	readonly amount?: Minor | undefined;
	readonly by_class?: Readonly<Record<string, Minor>> | undefined;
	readonly top_class?: string | undefined;
	readonly above_top_percent?: Percent | undefined;
	/** The rate is paid even where it is above what was billed. */
	readonly in_full?: boolean | undefined;
}

export interface Plan {
	readonly id: string;
	readonly version: string | number;
	readonly name?: string | undefined;
	/** `MM-DD` */
	readonly year_start?: string | undefined;
	readonly benefits: Readonly<Record<string, Benefit>>;
	readonly benefit_of?: Readonly<Record<string, string>> | undefined;
	readonly cost_share?: { readonly in: CostShare; readonly out?: CostShare | undefined } | undefined;
	readonly oop?: { readonly in?: Ceilings | undefined; readonly out?: Ceilings | undefined } | undefined;
	readonly pools?: readonly Pool[] | undefined;
	readonly cob?: CoordinationMethod | undefined;
	readonly room?: RoomEntitlement | undefined;
	readonly filing_days?: number | undefined;
	readonly newborn_days?: number | undefined;
	readonly child_max_age?: number | undefined;
	readonly child_max_age_student?: number | undefined;
	readonly waiting?:
		| { readonly general_days?: number | undefined; readonly pre_existing_days?: number | undefined }
		| undefined;
	readonly recovery_days?: number | undefined;
	/** A readmission within the recovery period is denied instead of continuing the case. */
	readonly recovery_deny?: boolean | undefined;
	readonly settlement?: Percent | undefined;
	readonly exclusions?: Exclusions | undefined;
	readonly non_medical?: readonly string[] | undefined;
	readonly channels?: readonly string[] | undefined;
	readonly documents?: readonly DocumentRequirement[] | undefined;
	readonly audit?:
		| { readonly claim_over?: Minor | undefined; readonly surgeries_per_day?: number | undefined }
		| undefined;
	readonly out_of_network?: OutOfNetwork | undefined;
	/** Rules switched away from their own effect, by number. */
	readonly rules?: Readonly<Record<string, SwitchedEffect>> | undefined;
}

export type CoordinationMethod = 'standard' | 'non_duplication' | 'lowest_of_three';

export interface Benefit {
	readonly name?: string | undefined;
	readonly covered?: boolean | undefined;
	readonly category?: string | undefined;
	/** Units are consecutive days from the line's first date. */
	readonly per_day?: boolean | undefined;
	/** A surgery, or its class (complex, major, medium, minor). */
	readonly surgery?: boolean | string | undefined;
	readonly settings?: readonly string[] | undefined;
	readonly specialty?: string | undefined;
	/** Completed years, both inclusive. */
	readonly age?: AgeBounds | undefined;
	readonly sex?: string | undefined;
	readonly waiting_days?: number | undefined;
	readonly window?: Window | undefined;
	readonly frequency?: Frequency | undefined;
	readonly authorization?: boolean | undefined;
	readonly documents?: readonly (string | DocumentRequirement)[] | undefined;
	readonly cost_share?: CostShare | undefined;
	readonly settlement?: Percent | undefined;
	/** Paid for each inpatient day, whatever was billed. */
	readonly daily_cash?: Minor | undefined;
	readonly limits?: readonly Limit[] | undefined;
}

export type AgeBounds = readonly [min: number | null, max: number | null];

/** Days before admission and after discharge in which a service belongs to a stay. */
export interface Window {
	readonly pre?: number | undefined;
	readonly post?: number | undefined;
}

export interface Frequency {
	readonly days?: number | undefined;
	readonly months?: number | undefined;
}

export type LimitPeriod = 'line' | 'unit' | 'day' | 'visit' | 'case' | 'year' | 'two_years' | 'lifetime';
export type CountedUnit = 'unit' | 'day' | 'visit' | 'service';
export type Scope = 'member' | 'family' | 'group';

export interface Limit {
	/** Once per benefit; the same id in another benefit shares the limit. */
	readonly id: string;
	readonly per: LimitPeriod;
	readonly amount?: Minor | undefined;
	readonly count?: number | undefined;
	readonly unit?: CountedUnit | undefined;
	readonly scope?: Scope | undefined;
	/** A fixed split of the amount, of which this benefit draws on `part`. */
	readonly parts?: readonly (readonly [name: string, percent: Percent])[] | undefined;
	readonly part?: string | undefined;
}

export type CostShareStep = 'deductible' | 'copay' | 'coinsurance';

export interface CostShare {
	readonly deductible?: Ceilings | undefined;
	readonly copay?: Copay | undefined;
	/** The member's part of what remains. */
	readonly coinsurance?: Percent | undefined;
	readonly order?: readonly CostShareStep[] | undefined;
}

export interface Copay {
	readonly amount: Minor;
	readonly per: 'line' | 'visit' | 'day';
}

export interface Ceilings {
	readonly member?: Minor | undefined;
	readonly family?: Minor | undefined;
}

export interface Pool {
	readonly id: string;
	readonly scope: Scope;
	readonly per: 'year' | 'lifetime';
	readonly amount: Minor;
	readonly benefits?: readonly string[] | undefined;
}

export interface RoomEntitlement {
	readonly entitled_class?: string | undefined;
	readonly entitled_rate?: Minor | undefined;
	readonly method?: 'none' | 'proration' | undefined;
	/** Categories of benefits whose charges do not vary with the room. */
	readonly fixed?: readonly string[] | undefined;
}

export interface Exclusions {
	readonly diagnoses?: readonly string[] | undefined;
	readonly codes?: readonly string[] | undefined;
	readonly causes?: readonly string[] | undefined;
}

export interface DocumentRequirement {
	readonly document: string;
	readonly channel?: string | undefined;
	/** Asked for only where more than this was billed. */
	readonly over?: Minor | undefined;
}

export type OutOfNetwork =
	| { readonly basis: 'percent'; readonly percent: Percent }
	| { readonly basis: 'reference'; readonly prices: Readonly<Record<string, Price | Minor>> };

export interface Policy {
	readonly id: string;
	readonly aso?: { readonly amount: Minor } | undefined;
	readonly excess?: ExcessHandling | undefined;
}

export type ExcessMode = 'standard' | 'any_cause' | 'except_exclusions' | 'except_exclusions_and_non_medical';

export interface ExcessHandling {
	readonly mode: ExcessMode;
	readonly fund?: 'buffer' | 'non_benefit' | undefined;
	/** What was ever put in. */
	readonly amount?: Minor | undefined;
	/** The class upgrade of step 3 is excess too. */
	readonly add_room?: boolean | undefined;
}

export interface Authorization extends Period {
	readonly id: string;
	readonly member_id: string;
	readonly status?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly benefits?: readonly string[] | undefined;
	readonly amount?: Minor | undefined;
}

export interface CodeSets {
	/** Cited by the trace where it is given. */
	readonly version?: string | number | undefined;
	readonly diagnoses?: Readonly<Record<string, CodeSpan>> | undefined;
	readonly procedures?: Readonly<Record<string, CodeSpan>> | undefined;
	readonly bounds?:
		| Readonly<Record<string, { readonly age?: AgeBounds | undefined; readonly sex?: string | undefined }>>
		| undefined;
	readonly ptp?: readonly CodePair[] | undefined;
	readonly mue?: Readonly<Record<string, UnitsEdit>> | undefined;
	readonly included?: readonly { readonly code: string; readonly in: string }[] | undefined;
	readonly exclusive?: readonly (readonly [string, string])[] | undefined;
	readonly add_on?: Readonly<Record<string, readonly string[]>> | undefined;
	/** The diagnosis prefixes for which a procedure is necessary. */
	readonly necessity?: Readonly<Record<string, readonly string[]>> | undefined;
	readonly experimental?: readonly string[] | undefined;
}

export type CodeSpan = readonly [from: CalendarDate | null, to: CalendarDate | null];

export interface CodePair {
	readonly col1: string;
	readonly col2: string;
	readonly indicator: number;
}

export interface UnitsEdit {
	readonly max: number;
	readonly mai: number;
}

export interface HistoryLine {
	readonly claim_id: string;
	readonly n: number;
	readonly member_id: string;
	readonly provider_id: string;
	readonly from: CalendarDate;
	readonly to?: CalendarDate | undefined;
	readonly code: string;
	readonly modifiers?: readonly string[] | undefined;
	readonly units?: number | undefined;
	readonly billed: Minor;
	readonly benefit?: string | undefined;
	/** What was rejected at the door never was a claim. */
	readonly outcome: LineOutcome | 'rejected';
	readonly case_id?: string | undefined;
	readonly stay?: Stay | undefined;
	/** The principal diagnosis of its claim. */
	readonly diagnosis?: string | undefined;
	/** Its days that have used no count: limits cut them off whole, or they had been counted before. Absent: nobody knows. */
	readonly cut_days?: readonly CalendarDate[] | undefined;
	/** Days of which some limits used a count and others none: by the id of each that used none. */
	readonly cut_days_of?: Readonly<Record<string, readonly CalendarDate[]>> | undefined;
	readonly voided?: boolean | undefined;
}

// ── the decision ─────────────────────────────────────────────────────────────────────────────────────────────────

export type ClaimOutcome = 'rejected' | 'waiting' | 'pended' | 'denied' | 'partially_approved' | 'approved';
export type LineOutcome = 'pay' | 'deny' | 'pend';

/** Who bears an adjustment: provider (CO), member (PR), nobody of the two (OA), payer initiated (PI). */
export type AdjustmentGroup = 'CO' | 'PR' | 'OA' | 'PI';

/** `R<n>` is a rule of ADJUDICATION 2, `S<n>` a step of 3.1. */
export type RuleId = `R${number}` | `S${number}`;

export interface Decision {
	readonly claim_id: string;
	readonly case_id: string;
	readonly outcome: ClaimOutcome;
	/** Why a claim was rejected. */
	readonly reasons?: readonly Rejection[];
	readonly lines: readonly LineDecision[];
	/** Of the claim as a whole. */
	readonly adjustments: readonly Adjustment[];
	readonly totals: Totals;
	readonly movements: readonly Movement[];
	readonly alerts: readonly Alert[];
	/** Days of paid lines that have used no count, for the history. */
	readonly cutDays?: readonly CutDays[];
	/** What a person may release or override, with the fingerprint of what was seen. */
	readonly findings?: readonly FindingRecord[];
}

export interface CutDays {
	readonly line: number;
	readonly days: readonly CalendarDate[];
	readonly byLimit?: Readonly<Record<string, readonly CalendarDate[]>>;
}

/** An account that a claim shares with others and that had too little left for it. */
export interface Shortage {
	readonly key: string;
	/** What there was of it in all. */
	readonly most: Minor;
}

export interface Rejection {
	readonly rule: RuleId;
	readonly carc: string;
	readonly line: number | null;
	readonly remarks?: readonly string[];
}

export interface LineDecision {
	readonly n: number;
	readonly outcome: LineOutcome;
	readonly billed: Minor;
	readonly benefit: string | null;
	readonly allowed: Minor;
	readonly adjustments: readonly Adjustment[];
	/** The line's benefit with what a fund pays, before claim-level adjustments. */
	readonly paid: Minor;
	readonly member_owes: Minor;
	readonly funding: Funding;
	readonly denial?: Reason;
	readonly pends?: readonly Reason[];
	readonly warnings?: readonly Reason[];
}

export interface Adjustment {
	readonly group: AdjustmentGroup;
	readonly carc: string;
	readonly amount: Minor;
	readonly rule: RuleId;
	readonly remarks?: readonly string[];
}

export type Funding = Readonly<Partial<Record<FundName | 'insurer', Minor>>>;
export type FundName = 'aso' | 'buffer' | 'non_benefit';

export interface Reason {
	readonly rule: RuleId;
	readonly carc: string;
}

export interface Totals {
	readonly billed: Minor;
	readonly allowed: Minor;
	readonly paid: Minor;
	readonly member_owes: Minor;
	readonly provider_writes_off: Minor;
	readonly other: Minor;
}

/** One accumulator or fund, moved by one line. */
export interface Movement {
	readonly key: string;
	readonly line: number;
	readonly amount: Minor;
}

export interface Alert {
	readonly fund: FundName;
	readonly percent: number;
}

/** A finding of a rule that holds a line or denies it, as a person sees it who may decide otherwise. */
export interface FindingRecord {
	readonly line: number;
	readonly rule: RuleId;
	readonly carc: string;
	readonly effect: 'deny' | 'pend';
	/** The authority (1 to 5) that may decide otherwise; null: nobody may. */
	readonly authority: number | null;
	/** Equal when the same reason comes back for the same cause. */
	readonly fingerprint: string;
	/** Of what there may be more or less of: equal whatever the amount, and the amount up to which a release counts. */
	readonly covers?: { readonly fingerprint: string; readonly up_to: number };
	/** What is missing, where the rule asks for something. */
	readonly missing?: readonly string[];
}

/** What people decided about the claim before: it stands as long as the same reasons come back. */
export interface Review {
	/** Fingerprints of findings that a person released or overrode. */
	readonly released?: readonly string[];
	/** Up to which amount, by the fingerprint that is equal whatever the amount. */
	readonly covered?: Readonly<Record<string, number>>;
	/** Documents that were asked for, and did not come in time. */
	readonly unanswered?: readonly string[];
	/** Amounts allowed by a person, by line number: in place of the price, up to what was billed. */
	readonly prices?: Readonly<Record<string, Minor>>;
}

// ── the trace ────────────────────────────────────────────────────────────────────────────────────────────────────

/** All that a replay needs to come out the same, and every rule and step in the order in which it ran. */
export interface Trace {
	readonly versions: TraceVersions;
	readonly entries: readonly TraceEntry[];
}

export interface TraceVersions {
	readonly engine: string;
	readonly plan: string;
	readonly contracts: readonly string[];
	readonly codes: string;
}

export interface TraceEntry {
	readonly rule: RuleId;
	/** Null: of the claim as a whole. */
	readonly line: number | null;
	readonly did: TraceAction;
	/** What it looked at. */
	readonly saw: object | null;
	readonly carcs: readonly string[];
	/** The amount before and after, where an amount is at stake. */
	readonly before: Minor | null;
	readonly after: Minor | null;
}

export type TraceAction =
	| 'passed'
	| 'idle'
	| 'off'
	| 'warned'
	| 'pended'
	| 'denied'
	| 'rejected'
	| 'released'
	| 'cut'
	| 'paid'
	| 'moved';

// ── the case ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Case {
	readonly claim: Claim;
	readonly facts: Facts & { readonly accumulators: Readonly<Record<string, Minor>> };
	/** Decided first, in order, with their movements and history carried on. */
	readonly before?: readonly EarlierEvent[] | undefined;
	readonly name?: string | undefined;
	readonly source?: string | undefined;
	readonly comment?: string | undefined;
	readonly expected?: Expected | undefined;
}

export type EarlierEvent = { readonly claim: Claim } | { readonly void: string };

/** Any part of a decision, to be compared with what came out. */
export type Expected = Readonly<Record<string, unknown>>;
