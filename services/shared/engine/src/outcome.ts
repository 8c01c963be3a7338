/** From the lines as the rules and the money left them to the decision that is published. */
import { add, type Minor, negate, sum, ZERO } from '@claims-askes/kernel/money';
import type { Line } from './line';
import type { Run } from './run';
import type {
	Adjustment,
	AdjustmentGroup,
	Claim,
	ClaimOutcome,
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
	const lines = inClaimOrder(run).map((line) => (isPended ? withoutAmounts(line) : lineDecision(line)));
	const adjustments = isPended ? [] : claimAdjustments(run);
	const findings = run.findings.filter((finding) => stillStands(run, finding));
	return {
		claim_id: run.claim.id,
		case_id: run.caseId,
		outcome: isPended ? 'pended' : outcomeOf(lines),
		lines,
		adjustments,
		totals: totalsOf(lines, adjustments),
		movements: isPended ? [] : run.ledger.movements,
		alerts: run.alerts,
		...(findings.length > 0 && { findings }),
	};
}

function inClaimOrder({ claim, lines }: Run): readonly Line[] {
	if (lines.every((line, at) => line.source === claim.lines[at])) return lines;
	return claim.lines.flatMap((source) => lines.filter((line) => line.source === source));
}

function outcomeOf(lines: readonly LineDecision[]): ClaimOutcome {
	const denied = lines.filter((line) => line.outcome === 'deny').length;
	if (denied === 0) return 'approved';
	return denied === lines.length ? 'denied' : 'partially_approved';
}

/** What a fund revived is not denied any more, and of a denied line nothing waits. */
function stillStands(run: Run, finding: FindingRecord): boolean {
	const denial = run.lines.find((line) => line.n === finding.line)?.denial ?? null;
	return finding.effect === 'pend' ? denial === null : denial?.rule === finding.rule;
}

/** Reasons and no amounts: nothing is decided yet. */
function withoutAmounts(line: Line): LineDecision {
	return {
		n: line.n,
		outcome: line.denial ? 'deny' : line.pends ? 'pend' : 'pay',
		billed: line.billed,
		benefit: line.benefitId,
		allowed: ZERO,
		adjustments: [],
		paid: ZERO,
		member_owes: ZERO,
		funding: {},
		...reasonsOf(line),
	};
}

function lineDecision(line: Line): LineDecision {
	const adjustments = adjustmentsOf(line);
	const paid = line.denial ? ZERO : add(line.amount, line.fundPays);
	return {
		n: line.n,
		outcome: line.denial ? 'deny' : 'pay',
		billed: line.billed,
		benefit: line.benefitId,
		allowed: line.denial && !line.denial.isAfterPricing ? ZERO : line.allowed,
		adjustments,
		paid,
		member_owes: sumOf(adjustments, 'PR'),
		funding: line.denial ? {} : fundingOf(line),
		...reasonsOf(line),
	};
}

function reasonsOf(line: Line): Pick<LineDecision, 'denial' | 'pends' | 'warnings'> {
	return {
		...(line.denial && { denial: { rule: line.denial.rule, carc: line.denial.carc } }),
		...(line.pends && !line.denial && { pends: line.pends }),
		...(line.warnings && { warnings: line.warnings }),
	};
}

/** A rule denies the whole billed amount under its code; a limit denies after pricing. */
function adjustmentsOf(line: Line): readonly Adjustment[] {
	if (!line.denial || line.denial.isAfterPricing) return line.adjustments;
	if (line.billed === ZERO) return [];
	const { group, carc, rule, remarks } = line.denial;
	return [{ group, carc, amount: line.billed, rule, ...(remarks && { remarks }) }];
}

function fundingOf(line: Line): Funding {
	const insurer = (line.amount - line.asoPays) as Minor;
	return {
		...(insurer > 0 && { insurer }),
		...(line.asoPays > 0 && { aso: line.asoPays }),
		...(line.fund && line.fundPays > 0 && { [line.fund]: line.fundPays }),
	};
}

function claimAdjustments({ claimDiscount }: Run): Adjustment[] {
	return claimDiscount > 0 ? [{ group: 'CO', carc: '45', amount: claimDiscount, rule: 'S1' }] : [];
}

function totalsOf(lines: readonly LineDecision[], ofClaim: readonly Adjustment[]): Totals {
	const adjustments = [...lines.flatMap((line) => line.adjustments), ...ofClaim];
	return {
		billed: sum(lines.map((line) => line.billed)),
		allowed: sum(lines.map((line) => line.allowed)),
		paid: add(
			sum(lines.map((line) => line.paid)),
			negate(sum(ofClaim.map((adjustment) => adjustment.amount))),
		),
		member_owes: sumOf(adjustments, 'PR'),
		provider_writes_off: sumOf(adjustments, 'CO'),
		other: sumOf(adjustments, 'OA'),
	};
}

function sumOf(adjustments: readonly Adjustment[], group: AdjustmentGroup): Minor {
	let total = 0;
	for (const adjustment of adjustments) if (adjustment.group === group) total += adjustment.amount;
	return total as Minor;
}
