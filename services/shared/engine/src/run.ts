/** One claim on its way through the rules and the money, with the facts arranged for them. */
import { addDays, dateOf, dayOf, later } from '@claims-askes/kernel/calendar-date';
import { type Minor, ZERO } from '@claims-askes/kernel/money';
import { accountKeysOf } from './account-keys';
import type { CodeTables } from './codes/code-lookup';
import { codesOf } from './codes/codes-of-case';
import { type ContractIndex, contractOn, contractsOf } from './contract-index';
import { Ledger } from './ledger';
import { Line } from './line';
import { type Funds, fundsOf } from './money/funds';
import { own } from './own';
import { type PlanIndex, planIndexOf } from './plan-index';
import { continuedCase } from './recovery';
import { inpatientDays } from './stays';
import type { TraceLog } from './trace';
import type {
	Alert,
	CalendarDate,
	Claim,
	ClaimLine,
	Facts,
	FindingRecord,
	HistoryLine,
	Member,
	Provider,
	Review,
} from './types';

export interface Run {
	readonly claim: Claim;
	readonly facts: Facts;
	readonly member: Member | undefined;
	readonly provider: Provider | undefined;
	readonly plan: PlanIndex;
	readonly codes: CodeTables;
	readonly contracts: readonly ContractIndex[];
	/** The member's lines of other claims, as far as they stand. */
	readonly history: readonly HistoryLine[];
	/** Of these, the ones that begin on a day on which a line of the claim does. */
	readonly sameDays: readonly HistoryLine[];
	/** By date, then by number. */
	readonly lines: readonly Line[];
	readonly caseId: string;
	readonly funds: Funds;
	readonly channel: string;
	readonly ledger: Ledger;
	readonly review: Review;
	readonly findings: FindingRecord[];
	readonly alerts: Alert[];
	readonly trace: TraceLog | null;
	/** What the lines would pay together, after the claim's discount; with and without what a fund pays. */
	wouldPay: Minor;
	asoNeeds: Minor;
	claimDiscount: Minor;
	/** Counted once, after all lines have been through the rules before. */
	surgeriesOnADay: number | null;
	/** The last one that was asked for. */
	visit: { readonly date: CalendarDate; readonly name: string };
}

const NO_REVIEW: Review = {};
const NO_VISIT = { date: '', name: '' };
const NO_HISTORY: readonly HistoryLine[] = [];

export function openRun(claim: Claim, facts: Facts, review: Review | undefined, trace: TraceLog | null): Run {
	const plan = planIndexOf(facts.plan);
	const contracts = contractsOf(facts.contracts, claim.provider_id);
	const history = standingHistory(claim, facts.history);
	const member = own(facts.members, claim.member_id);
	const lines = openLines(claim, plan, contracts);
	return {
		claim,
		facts,
		member,
		provider: own(facts.providers, claim.provider_id),
		plan,
		codes: codesOf(facts.codes).tables,
		contracts,
		history,
		sameDays: onSameDays(history, lines),
		lines,
		caseId: continuedCase(claim, plan, history) ?? claim.case_id ?? claim.id,
		funds: fundsOf(facts.policy),
		channel: claim.channel ?? 'cashless',
		ledger: new Ledger(facts.accumulators, accountKeysOf(plan, claim.member_id, member), plan.slots),
		review: review ?? NO_REVIEW,
		findings: [],
		alerts: [],
		trace,
		wouldPay: ZERO,
		asoNeeds: ZERO,
		claimDiscount: ZERO,
		surgeriesOnADay: null,
		visit: NO_VISIT,
	};
}

/** A claim never sees itself, nor the one that it replaces; what was voided never was. */
function standingHistory(claim: Claim, history: readonly HistoryLine[]): readonly HistoryLine[] {
	for (const line of history)
		if (!stands(claim, line)) return history.filter((earlier) => stands(claim, earlier));
	return history;
}

const stands = (claim: Claim, line: HistoryLine): boolean =>
	line.member_id === claim.member_id &&
	!line.voided &&
	line.outcome !== 'rejected' &&
	line.claim_id !== claim.id &&
	line.claim_id !== claim.replaces;

function onSameDays(history: readonly HistoryLine[], lines: readonly Line[]): readonly HistoryLine[] {
	let found: HistoryLine[] | null = null;
	for (const earlier of history) {
		if (!hasLineFrom(lines, earlier.from)) continue;
		found ??= [];
		found.push(earlier);
	}
	return found ?? NO_HISTORY;
}

function hasLineFrom(lines: readonly Line[], date: CalendarDate): boolean {
	let before = '';
	for (const { from } of lines) {
		if (from === before) continue;
		if (from === date) return true;
		before = from;
	}
	return false;
}

function openLines(claim: Claim, plan: PlanIndex, contracts: readonly ContractIndex[]): Line[] {
	const lines = claim.lines.map((source) => openLine(claim, source, plan, contracts));
	if (lines.length > 1 && !isInOrder(lines)) lines.sort(byDateThenNumber);
	return lines;
}

function openLine(
	claim: Claim,
	source: ClaimLine,
	plan: PlanIndex,
	contracts: readonly ContractIndex[],
): Line {
	const benefitId = source.benefit ?? own(plan.plan.benefit_of, source.code) ?? null;
	const benefit = (benefitId === null ? undefined : plan.benefits.get(benefitId)) ?? plan.unlisted;
	const contract = contractOn(contracts, source.from);
	const line = new Line(source, benefit, benefitId, contract, plan.yearStart);
	if (benefit.benefit.daily_cash != null) chargeDailyCash(line, benefit.benefit.daily_cash, claim);
	return line;
}

/** Daily cash: the benefit's amount for each inpatient day of the stay that the claim names, whatever was billed. */
function chargeDailyCash(line: Line, perDay: Minor, claim: Claim): void {
	line.days = claim.stay ? inpatientDays(claim.stay, line.day, line.units) : [];
	line.units = line.days.length;
	line.billed = (perDay * line.units) as Minor;
	line.last = line.lastOf(line.days.at(-1) ?? line.day);
}

const byDateThenNumber = (a: Line, b: Line): number => a.day - b.day || a.n - b.n;

function isInOrder(lines: readonly Line[]): boolean {
	for (let at = 1; at < lines.length; at++) {
		const before = lines[at - 1];
		const line = lines[at];
		if (before && line && byDateThenNumber(before, line) > 0) return false;
	}
	return true;
}

/** A visit is a day with a provider, and a claim has one provider. */
export function visitOn(run: Run, date: CalendarDate): string {
	if (run.visit.date !== date) run.visit = { date, name: `${date}@${run.claim.provider_id}` };
	return run.visit.name;
}

/** Whether another line of the claim has this code on the same day and is not denied. */
export function hasLineSameDay(run: Run, line: Line, code: string): boolean {
	for (const other of run.lines) {
		if (other === line || other.denial || other.day !== line.day) continue;
		if (other.code === code) return true;
	}
	return false;
}

/** Whether a line of an earlier claim was paid, to the same provider for the same day. */
export const isPaidSameDay = (run: Run, line: Line, { outcome, from, provider_id }: HistoryLine): boolean =>
	outcome === 'pay' && from === line.from && provider_id === run.claim.provider_id;

/** The same, of a line with this code. */
export function paidSameDay(run: Run, line: Line, code: string): HistoryLine | undefined {
	for (const earlier of run.sameDays) {
		if (earlier.code === code && isPaidSameDay(run, line, earlier)) return earlier;
	}
	return undefined;
}

/** Whether a line of an earlier claim covers this day. */
export const lineHolds = (run: Run, earlier: HistoryLine, date: CalendarDate): boolean =>
	date >= earlier.from && date <= lastDay(run, earlier);

/** The last day of a line of an earlier claim: its last date, or the day of its last unit; of daily cash an inpatient one. */
export function lastDay({ plan }: Run, { benefit, from, to, units = 1, stay }: HistoryLine): CalendarDate {
	const terms = benefit == null ? undefined : plan.benefits.get(benefit);
	const last = to ?? from;
	if (!terms?.isPerDay || units === 1) return last;
	if (terms.benefit.daily_cash == null) return later(last, addDays(from, units - 1));
	const day = stay ? inpatientDays(stay, dayOf(from), units).at(-1) : undefined;
	return day === undefined ? last : later(last, dateOf(day));
}
