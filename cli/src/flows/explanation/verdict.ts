import type { ExplainedDecision, ExplainedLine, ExplainedReason, Outcome } from './explanation';
import type { PageMoney } from './page-money';
import { reasonInWords } from './reason-words';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
	rejected: 'rejected: as it stands it can never be processed',
	waiting: 'waiting: a fact that the decision needs could not be fetched',
	pended: 'held: a person has to look at it, and nothing is decided yet',
	denied: 'denied',
	partially_approved: 'approved in part',
	approved: 'approved',
};
export const DECIDED: ReadonlySet<Outcome> = new Set(['denied', 'partially_approved', 'approved']);

/** Of what was decided, and of what would be. */
export type Mood = 'decided' | 'asked';
const VERBS = {
	decided: { is: 'is', pays: 'pays', owes: 'owes' },
	asked: { is: 'would be', pays: 'would pay', owes: 'would owe' },
} as const satisfies Record<Mood, object>;

/** The decision in a sentence, and one for each line. */
export function verdictOf(decision: ExplainedDecision, money: PageMoney, mood: Mood): string[] {
	const { is, pays, owes } = VERBS[mood];
	const { claim_number, outcome, currency, totals, lines } = decision;
	const write = (amount: string) => money.write(money.read(amount));
	const isDecided = DECIDED.has(outcome);
	const amounts = isDecided
		? `Of ${write(totals.billed)} ${currency} billed the plan ${pays} ${write(totals.paid)}, and the member ${owes} ${write(totals.member_owes)}.`
		: `${write(totals.billed)} ${currency} were billed.`;
	return [
		`Claim ${claim_number} ${is} ${OUTCOMES[outcome]}. ${amounts}`,
		...lines.map((line) => `  ${lineName(line)}: ${verdictOfLine(line, isDecided, write)}`),
	];
}

export const lineName = ({ number, procedure_code, service_date }: ExplainedLine): string =>
	`Line ${number}, ${procedure_code} on ${service_date}`;

function verdictOfLine(line: ExplainedLine, isDecided: boolean, write: (amount: string) => string): string {
	if (line.denial) return `denied, ${reasonsInWords([line.denial])}`;
	if (line.outcome === 'pend') return `held, ${reasonsInWords(line.pends)}`;
	return isDecided ? `${write(line.paid)} of ${write(line.billed)} paid` : 'nothing is against it';
}

const reasonsInWords = (reasons: readonly ExplainedReason[]): string =>
	reasons.map(({ carc }) => `${reasonInWords(carc)} (${carc})`).join('; ');
