import { renderTable } from '../../table';
import type { contractsOn, Terms } from './contract-terms';

type Contract = Awaited<ReturnType<typeof contractsOn>>[number];
type Price = NonNullable<Terms['default']>;

/** What was agreed, in words, and the prices of single codes as a table. */
export function contractPage({ id, holds_from, holds_to, terms }: Contract): string {
	const { currency, prices } = terms;
	const codes = Object.entries(prices);
	return [
		`contract ${id}`,
		`holds from ${holds_from} to ${holds_to ?? 'further notice'}, in ${currency}`,
		...termsInWords(terms),
		...(codes.length > 0
			? [
					'',
					renderTable(
						['code', 'price'],
						codes.map(([code, price]) => [code, priceInWords(price)]),
					),
				]
			: []),
	].join('\n');
}

/** All that is agreed beside the prices of single codes. */
export function termsInWords(terms: Terms): string[] {
	const { default: rest, multiple, endoscopy, case_rate, claim_discount } = terms;
	return [
		rest ? `every other code: ${priceInWords(rest)}` : 'no price for any other code',
		...(multiple
			? [`of several procedures a day: ${multiple.percents.map((part) => `${part}%`).join(', ')}`]
			: []),
		...(endoscopy ? [`endoscopies by family: ${Object.keys(endoscopy).join(', ')}`] : []),
		...(case_rate ? [caseRateInWords(case_rate)] : []),
		...(claim_discount ? [`${claim_discount} off each claim`] : []),
	];
}

function priceInWords(price: Price): string {
	if (price.basis === 'capitation') return 'paid by the head';
	if (price.basis === 'percent') return `${price.percent}% of the charge`;
	return `${price.amount} ${{ fee: 'each', per_diem: 'a day', case: 'a case' }[price.basis]}`;
}

function caseRateInWords(rate: NonNullable<Terms['case_rate']>): string {
	const inFull = rate.in_full ? ', in full whatever was billed' : '';
	if ('amount' in rate) return `a case: ${rate.amount}${inFull}`;
	const classes = Object.entries(rate.by_class).map(([room, amount]) => `${room} ${amount}`);
	return `a case by room class: ${classes.join(', ')}; above ${rate.top_class} ${rate.above_top_percent}%${inFull}`;
}
