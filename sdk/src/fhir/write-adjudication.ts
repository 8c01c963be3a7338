import { currencyDecimals } from '../claim';
import { SYSTEMS } from './code-systems';
import { parseDecimal, toMinor, writeMinor } from './decimal';
import { coding, type Draft, money } from './draft';
import type { Decision, LineDecision } from './judged-claim';

type Adjustment = LineDecision['adjustments'][number];

/** R4's own words for an amount, and those that CARIN Blue Button adds to them. */
const CATEGORIES = {
	submitted: SYSTEMS.adjudication,
	eligible: SYSTEMS.adjudication,
	discount: SYSTEMS.carinAdjudication,
	deductible: SYSTEMS.adjudication,
	copay: SYSTEMS.adjudication,
	coinsurance: SYSTEMS.carinAdjudication,
	priorpayerpaid: SYSTEMS.carinAdjudication,
	noncovered: SYSTEMS.carinAdjudication,
	benefit: SYSTEMS.adjudication,
	memberliability: SYSTEMS.carinAdjudication,
} as const;

type Category = keyof typeof CATEGORIES;

/** Reasons (CARC) that a category of their own says; whatever else lowers an amount is not covered. */
export const CATEGORY_OF_REASON: Readonly<Record<string, Category>> = {
	'PR 1': 'deductible',
	'PR 2': 'coinsurance',
	'PR 3': 'copay',
	'CO 45': 'discount',
	'OA 23': 'priorpayerpaid',
};

const categoryOf = ({ group, carc }: Adjustment): Category =>
	CATEGORY_OF_REASON[`${group} ${carc}`] ?? 'noncovered';

const amountOf = (category: Category, amount: string, currency: string): Draft => ({
	category: coding(CATEGORIES[category], category),
	amount: money(amount, currency),
});

/** One adjustment: how much, why, and who bears it. Submitted less all of them is the benefit. */
const adjustmentOf = (adjustment: Adjustment, currency: string): Draft => ({
	...amountOf(categoryOf(adjustment), adjustment.amount, currency),
	reason: {
		coding: [
			{ system: SYSTEMS.adjustmentReason, code: adjustment.carc },
			{ system: SYSTEMS.adjustmentGroup, code: adjustment.group },
			...(adjustment.remarks ?? []).map((code) => ({ system: SYSTEMS.remark, code })),
		],
	},
});

export const claimAdjudication = ({
	adjustments,
	currency,
}: Pick<Decision, 'adjustments' | 'currency'>): Draft[] =>
	adjustments.map((adjustment) => adjustmentOf(adjustment, currency));

/** What became of one line; of one that waits, only what was asked. */
export function lineAdjudication(line: LineDecision, isDecided: boolean, currency: string): Draft[] {
	const submitted = amountOf('submitted', line.billed, currency);
	if (!isDecided) return [submitted];
	return [
		submitted,
		amountOf('eligible', line.allowed, currency),
		...line.adjustments.map((adjustment) => adjustmentOf(adjustment, currency)),
		amountOf('benefit', line.paid, currency),
		amountOf('memberliability', line.member_owes, currency),
		...(line.denial
			? [
					{
						category: coding(SYSTEMS.carinDiscriminator, 'denialreason'),
						reason: coding(SYSTEMS.adjustmentReason, line.denial.carc),
					},
				]
			: []),
	];
}

/** The sums of the claim, each category that moved an amount. */
export function totalsOf({
	totals,
	lines,
	adjustments,
	currency,
}: Pick<Decision, 'totals' | 'lines' | 'adjustments' | 'currency'>): Draft[] {
	const decimals = currencyDecimals(currency);
	const sums = new Map<Category, bigint>();
	for (const adjustment of [...lines.flatMap((line) => line.adjustments), ...adjustments]) {
		const category = categoryOf(adjustment);
		sums.set(category, (sums.get(category) ?? 0n) + minorOf(adjustment.amount, decimals));
	}
	return [
		amountOf('submitted', totals.billed, currency),
		amountOf('eligible', totals.allowed, currency),
		...[...sums].map(([category, sum]) => amountOf(category, writeMinor(sum, decimals), currency)),
		amountOf('benefit', totals.paid, currency),
		amountOf('memberliability', totals.member_owes, currency),
	];
}

function minorOf(amount: string, decimals: number): bigint {
	const decimal = parseDecimal(amount);
	const minor = decimal && toMinor(decimal, decimals);
	if (typeof minor !== 'bigint')
		throw new RangeError('a decision has amounts in the precision of its currency');
	return minor;
}

/** Why lines wait, each reason once, with the lines that wait for it. */
export class PendNotes {
	private readonly numbers = new Map<string, number>();

	constructor({ lines }: Pick<Decision, 'lines'>) {
		for (const { pends } of lines)
			for (const pend of pends) {
				const text = sentenceOf(pend);
				if (!this.numbers.has(text)) this.numbers.set(text, this.numbers.size + 1);
			}
	}

	get notes(): Draft[] {
		return [...this.numbers].map(([text, number]) => ({ number, type: 'display', text }));
	}

	numbersOf({ pends }: LineDecision): number[] {
		return [...new Set(pends.flatMap((pend) => this.numbers.get(sentenceOf(pend)) ?? []))];
	}
}

const sentenceOf = ({ rule, carc }: LineDecision['pends'][number]) =>
	`waits for a person: rule ${rule}, reason ${carc}`;
