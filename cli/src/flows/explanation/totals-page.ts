import type { ExplainedDecision } from './explanation';
import { bearers, fundInWords } from './line-page';
import type { PageMoney } from './page-money';

/** The totals of the claim, what is taken off the claim as a whole, and which fund's holder is told. */
export function totalsPage(decision: ExplainedDecision, money: PageMoney): string[] {
	const { totals, currency, adjustments, alerts } = decision;
	const rows = [
		['billed', totals.billed],
		['allowed', totals.allowed],
		['the plan pays', totals.paid],
		['the member owes', totals.member_owes],
		['the provider writes off', totals.provider_writes_off],
		['nobody here owes', totals.other],
	].map(([label = '', amount = '']) => [label, money.write(money.read(amount))] as const);
	const width = Math.max(...rows.map(([, amount]) => amount.length));
	return [
		...rows.map(([label, amount]) => `  ${label.padEnd(24)}${amount.padStart(width)} ${currency}`),
		...bearers(adjustments, money).map((sentence) => `  Off the claim as a whole: ${sentence}`),
		...alerts.map(
			({ fund, percent }) => `  The group is told: ${fundInWords(fund)} is used to ${percent} percent.`,
		),
	];
}
