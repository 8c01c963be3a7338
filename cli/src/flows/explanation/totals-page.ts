import type { ExplainedDecision } from './explanation';
import { bearers, fundInWords } from './line-page';
import type { PageMoney } from './page-money';
import { DECIDED } from './verdict';

/**
 * The totals of the claim (of one that is not decided only its bill: nobody pays or owes anything of it yet), what is taken
 * off the claim as a whole, and which fund's holder is told.
 */
export function totalsPage(decision: ExplainedDecision, money: PageMoney): string[] {
	const { totals, currency, adjustments, alerts, outcome } = decision;
	const all = [
		['billed', totals.billed],
		['allowed', totals.allowed],
		['the plan pays', totals.paid],
		['the member owes', totals.member_owes],
		['the provider writes off', totals.provider_writes_off],
		['nobody here owes', totals.other],
	].map(([label = '', amount = '']) => [label, money.write(money.read(amount))] as const);
	const rows = DECIDED.has(outcome) ? all : all.slice(0, 1);
	const width = Math.max(...rows.map(([, amount]) => amount.length));
	return [
		...rows.map(([label, amount]) => `  ${label.padEnd(24)}${amount.padStart(width)} ${currency}`),
		...bearers(adjustments, money).map((sentence) => `  Off the claim as a whole: ${sentence}`),
		...alerts.map(
			({ fund, percent }) =>
				`  The group is told: ${fundInWords(fund)} ${outcome === 'pended' ? 'does not hold this claim' : `is used to ${percent} percent`}.`,
		),
	];
}
