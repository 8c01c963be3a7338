import { type Minor, sum, ZERO } from '@claims-askes/kernel/money';
import type { ExplainedAdjustment, ExplainedLine, Explanation } from './explanation';
import { isUnpriced, type SumRow, sumOfLine } from './line-sum';
import type { PageMoney } from './page-money';
import { reasonInWords } from './reason-words';
import { lineName } from './verdict';

/** Each line with the sum that leads to its amount, and who bears what the plan does not pay. */
export function linesInFull(
	{ decision, steps }: Pick<Explanation, 'decision' | 'steps'>,
	money: PageMoney,
): string[] {
	const isHeld = decision.outcome === 'pended';
	return decision.lines.flatMap((line) => {
		const ofLine = steps.filter((step) => step.line === line.number);
		const units = line.units === 1 ? '1 unit' : `${line.units} units`;
		return [
			'',
			`${lineName(line)}, ${units}, ${line.benefit ? `benefit ${line.benefit}` : 'no benefit'}`,
			...drawn(sumOfLine(line, ofLine, money, isHeld), money),
			...(isUnpriced(line) ? ['  What the plan would pay cannot be said before a price is agreed.'] : []),
			...bearers(line.adjustments, money).map((sentence) => `  ${sentence}`),
			...funders(line, money).map((sentence) => `  ${sentence}`),
		];
	});
}

/** Labels to the left, amounts to the right under each other. */
function drawn(rows: readonly SumRow[], { write }: PageMoney): string[] {
	const cells = rows.map(({ label, change, leaves, codes, saw }) => ({
		label,
		saw,
		change: change === null ? '' : signed(change, write),
		leaves: write(leaves),
		codes: codes.join(' '),
	}));
	const width = (of: 'label' | 'change' | 'leaves') => Math.max(...cells.map((cell) => cell[of].length));
	const [label, change, leaves] = [width('label'), width('change'), width('leaves')];
	return cells.flatMap((cell) => [
		`  ${cell.label.padEnd(label)}  ${cell.change.padStart(change)}  ${cell.leaves.padStart(leaves)}  ${cell.codes}`.trimEnd(),
		...(cell.saw === '' ? [] : [`    ${cell.saw}`]),
	]);
}

const signed = (amount: Minor, write: PageMoney['write']): string =>
	amount > ZERO ? `+${write(amount)}` : write(amount);

const BEARERS = [
	['PR', 'The member owes'],
	['CO', 'The provider writes off'],
	['OA', 'Nobody here owes'],
	['PI', 'The payer keeps back'],
] as const;

/** One sentence for each who bears a part of the bill. */
export function bearers(adjustments: readonly ExplainedAdjustment[], money: PageMoney): string[] {
	return BEARERS.flatMap(([group, who]) => {
		const parts = adjustments.filter((adjustment) => adjustment.group === group);
		if (parts.length === 0) return [];
		const total = sum(parts.map(({ amount }) => money.read(amount)));
		const [only] = parts.length === 1 ? parts : [];
		const why = only ? whyInWords(only) : parts.map((part) => partInWords(part, money)).join(', ');
		return [`${who} ${money.write(total)}: ${why}.`];
	});
}

const partInWords = (adjustment: ExplainedAdjustment, money: PageMoney): string =>
	`${money.write(money.read(adjustment.amount))} ${whyInWords(adjustment)}`;

const whyInWords = ({ group, carc }: ExplainedAdjustment): string =>
	`${reasonInWords(carc)} (${group}-${carc})`;

const FUNDS: Readonly<Record<string, string>> = {
	insurer: 'the insurer',
	aso: 'the balance of the group (ASO)',
	buffer: 'the buffer fund',
	non_benefit: 'the non-benefit fund',
};

export const fundInWords = (fund: string): string => FUNDS[fund] ?? fund;

/** That the insurer pays goes without saying. */
function funders({ funding }: ExplainedLine, money: PageMoney): string[] {
	const funds = Object.entries(funding);
	if (funds.every(([fund]) => fund === 'insurer')) return [];
	return [
		`It is paid by ${funds.map(([fund, amount]) => `${fundInWords(fund)}: ${money.write(money.read(amount))}`).join(', ')}.`,
	];
}
