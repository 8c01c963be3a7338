/** From the lines as the rules and the money left them to the decision that is published. */
import { add, type Minor, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Line } from './line';
import { cutDaysOf } from './money/counted-occasions';
import type { Run } from './run';
import type {
	Adjustment,
	AdjustmentGroup,
	Claim,
	ClaimOutcome,
	CutDays,
	Decision,
	FindingRecord,
	Funding,
	LineDecision,
	Rejection,
	Totals,
} from './types';

const NOTHING_BUT_BILLED = {
	allowed: ZERO,
	paid: ZERO,
	member_owes: ZERO,
	provider_writes_off: ZERO,
	other: ZERO,
};

/** A fact that could not be fetched is not a fact that says no: the claim waits. */
export const waitingDecision = (claim: Claim): Decision => undecided(claim, 'waiting');

export function rejectedDecision(claim: Claim, reasons: readonly Rejection[]): Decision {
	return { ...undecided(claim, 'rejected'), reasons };
}

function undecided(claim: Claim, outcome: ClaimOutcome): Decision {
	const billed = (claim.lines ?? []).reduce((total, line) => total + (line.billed ?? 0), 0) as Minor;
	return {
		claim_id: claim.id,
		case_id: claim.case_id ?? claim.id,
		outcome,
		lines: [],
		adjustments: [],
		totals: { billed, ...NOTHING_BUT_BILLED },
		movements: [],
		alerts: [],
	};
}

export function decisionOf(run: Run, isPended: boolean): Decision {
	const lines = inClaimOrder(run).map(isPended ? withoutAmounts : lineDecision);
	const adjustments = isPended ? [] : claimAdjustments(run);
	const decision: Writable<Decision> = {
		claim_id: run.claim.id,
		case_id: run.caseId,
		outcome: isPended ? 'pended' : outcomeOf(lines),
		lines,
		adjustments,
		totals: totalsOf(lines, adjustments),
		movements: isPended ? [] : run.ledger.movements,
		alerts: run.alerts,
	};
	const cut = isPended ? [] : cutDaysByLine(run);
	if (cut.length > 0) decision.cutDays = cut;
	if (run.findings.length > 0)
		decision.findings = run.findings.filter((finding) => stillStands(run, finding));
	return decision;
}

function cutDaysByLine({ lines }: Run): CutDays[] {
	const cut: CutDays[] = [];
	for (const line of lines) {
		const days = cutDaysOf(line);
		if (days) cut.push({ line: line.n, ...days });
	}
	return cut;
}

/** For those that put an object together field by field. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

function inClaimOrder({ claim, lines }: Run): readonly Line[] {
	if (lines.every((line, at) => line.source === claim.lines[at])) return lines;
	return claim.lines.flatMap((source) => lines.filter((line) => line.source === source));
}

function outcomeOf(lines: readonly LineDecision[]): ClaimOutcome {
	let denied = 0;
	for (const line of lines) if (line.outcome === 'deny') denied++;
	if (denied === 0) return 'approved';
	return denied === lines.length ? 'denied' : 'partially_approved';
}

/** What a fund revived is not denied any more, and of a denied line nothing waits. */
function stillStands(run: Run, finding: FindingRecord): boolean {
	const denial = run.lines.find((line) => line.n === finding.line)?.denial ?? null;
	return finding.effect === 'pend' ? denial === null : denial?.rule === finding.rule;
}

const NO_ADJUSTMENTS: readonly Adjustment[] = [];

/** Reasons and no amounts: nothing is decided yet. */
function withoutAmounts(line: Line): LineDecision {
	return withReasons(line, {
		n: line.n,
		outcome: line.denial ? 'deny' : line.pends ? 'pend' : 'pay',
		billed: line.billed,
		benefit: line.benefitId,
		allowed: ZERO,
		adjustments: NO_ADJUSTMENTS,
		paid: ZERO,
		member_owes: ZERO,
		funding: {},
	});
}

function lineDecision(line: Line): LineDecision {
	const adjustments = adjustmentsOf(line);
	return withReasons(line, {
		n: line.n,
		outcome: line.denial ? 'deny' : 'pay',
		billed: line.billed,
		benefit: line.benefitId,
		allowed: line.denial && !line.denial.isAfterPricing ? ZERO : line.allowed,
		adjustments,
		paid: line.denial ? ZERO : add(line.amount, line.fundPays),
		member_owes: sumOf(adjustments, 'PR'),
		funding: line.denial ? {} : fundingOf(line),
	});
}

function withReasons(line: Line, decision: Writable<LineDecision>): LineDecision {
	if (line.denial) decision.denial = { rule: line.denial.rule, carc: line.denial.carc };
	else if (line.pends) decision.pends = line.pends;
	if (line.warnings) decision.warnings = line.warnings;
	return decision;
}

/** A rule denies the whole billed amount under its code; a limit denies after pricing. */
function adjustmentsOf(line: Line): readonly Adjustment[] {
	if (!line.denial || line.denial.isAfterPricing) return line.adjustments;
	if (line.billed === ZERO) return NO_ADJUSTMENTS;
	const { group, carc, rule, remarks } = line.denial;
	return [{ group, carc, amount: line.billed, rule, ...(remarks && { remarks }) }];
}

function fundingOf({ amount, asoPays, fund, fundPays }: Line): Funding {
	const funding: Writable<Funding> = {};
	if (amount > asoPays) funding.insurer = subtract(amount, asoPays);
	if (asoPays > 0) funding.aso = asoPays;
	if (fund && fundPays > 0) funding[fund] = fundPays;
	return funding;
}

function claimAdjustments({ claimDiscount }: Run): readonly Adjustment[] {
	if (claimDiscount === ZERO) return NO_ADJUSTMENTS;
	return [{ group: 'CO', carc: '45', amount: claimDiscount, rule: 'S1' }];
}

function totalsOf(lines: readonly LineDecision[], ofClaim: readonly Adjustment[]): Totals {
	let [billed, allowed, paid] = [0, 0, 0];
	const sums: Record<AdjustmentGroup, number> = { CO: 0, PR: 0, OA: 0, PI: 0 };
	for (const line of lines) {
		billed += line.billed;
		allowed += line.allowed;
		paid += line.paid;
		for (const { group, amount } of line.adjustments) sums[group] += amount;
	}
	for (const { group, amount } of ofClaim) {
		sums[group] += amount;
		paid -= amount;
	}
	return {
		billed: billed as Minor,
		allowed: allowed as Minor,
		paid: paid as Minor,
		member_owes: sums.PR as Minor,
		provider_writes_off: sums.CO as Minor,
		other: sums.OA as Minor,
	};
}

function sumOf(adjustments: readonly Adjustment[], group: AdjustmentGroup): Minor {
	let total = 0;
	for (const adjustment of adjustments) if (adjustment.group === group) total += adjustment.amount;
	return total as Minor;
}
