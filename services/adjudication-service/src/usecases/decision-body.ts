import type { DecisionView } from '@claims-askes/contracts/decision';
import type { Adjustment, Claim, Currency, Decision, LineDecision, Totals } from '@claims-askes/engine';
import { add, formatAmount, type Minor, ZERO } from '@claims-askes/kernel/money';

/** The part of a published decision that is stored as it is. */
export type DecisionBody = Pick<DecisionView, 'adjustments' | 'lines' | 'alerts'>;

export function bodyOf(claim: Claim, decision: Decision, { decimals }: Currency): DecisionBody {
	const write = (amount: Minor) => formatAmount(amount, decimals);
	return {
		adjustments: decision.adjustments.map((adjustment) => adjustmentView(adjustment, write)),
		lines: decision.lines.map((line) => lineView(claim, line, write)),
		alerts: [...decision.alerts],
	};
}

type Write = (amount: Minor) => string;

function lineView(claim: Claim, decided: LineDecision, write: Write): DecisionBody['lines'][number] {
	const source = claim.lines.find(({ n }) => n === decided.n);
	return {
		number: decided.n,
		outcome: decided.outcome,
		procedure_code: source?.code ?? '',
		service_date: source?.from || claim.received,
		units: source?.units ?? 1,
		benefit: decided.benefit,
		billed: write(decided.billed),
		allowed: write(decided.allowed),
		paid: write(decided.paid),
		member_owes: write(decided.member_owes),
		adjustments: decided.adjustments.map((adjustment) => adjustmentView(adjustment, write)),
		funding: Object.fromEntries(
			Object.entries(decided.funding).map(([fund, amount]) => [fund, write(amount ?? ZERO)]),
		),
		denial: decided.denial ?? null,
		pends: [...(decided.pends ?? [])],
		warnings: [...(decided.warnings ?? [])],
	};
}

const adjustmentView = ({ group, carc, amount, rule, remarks }: Adjustment, write: Write) => ({
	group,
	carc,
	amount: write(amount),
	rule,
	...(remarks && { remarks: [...remarks] }),
});

/** What each source of money bears of all lines together; a discount on the claim as a whole is not in it. */
export function fundingIn(lines: readonly LineDecision[], { decimals }: Currency): Record<string, string> {
	const bySource = new Map<string, Minor>();
	for (const { funding } of lines)
		for (const [source, amount] of Object.entries(funding))
			bySource.set(source, add(bySource.get(source) ?? ZERO, amount ?? ZERO));
	return Object.fromEntries(
		[...bySource].map(([source, amount]) => [source, formatAmount(amount, decimals)]),
	);
}

export function totalsIn(totals: Totals, { decimals }: Currency): Record<keyof Totals, string> {
	const write = (amount: Minor) => formatAmount(amount, decimals);
	return {
		billed: write(totals.billed),
		allowed: write(totals.allowed),
		paid: write(totals.paid),
		member_owes: write(totals.member_owes),
		provider_writes_off: write(totals.provider_writes_off),
		other: write(totals.other),
	};
}
