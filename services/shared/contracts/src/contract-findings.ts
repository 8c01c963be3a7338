import { risesOf } from '@claims-askes/kernel/plan-terms';
import {
	type AmountCheck,
	amountCheckIn,
	type Finding,
	findingAt,
	overWhole,
	type Path,
	repeated,
	unknownCurrency,
} from './finding';
import type { ContractTerms, Price } from './provider-facts';

/** What contradicts itself in the terms of a contract; none means that it can be published. */
export function contractFindings(terms: ContractTerms): Finding[] {
	return [
		...unknownCurrency(terms.currency),
		...spanFindings(terms),
		...priceFindings(terms),
		...multipleFindings(terms),
		...endoscopyFindings(terms),
		...caseRateFindings(terms),
	];
}

function spanFindings({ from, to }: ContractTerms): Finding[] {
	return to !== null && to < from
		? [findingAt(['to'], 'DATES_INVERTED', 'the contract ends before it begins')]
		: [];
}

function priceFindings(terms: ContractTerms): Finding[] {
	const { prices, currency, claim_discount, case_rate } = terms;
	const amount = amountCheckIn(currency);
	const isEmpty = Object.keys(prices).length === 0 && !terms.default && !case_rate;
	return [
		...(isEmpty ? [findingAt(['prices'], 'NOTHING_PRICED', 'the contract prices nothing')] : []),
		...Object.entries(prices).flatMap(([code, price]) => onePrice(['prices', code], price, amount)),
		...onePrice(['default'], terms.default, amount),
		...amount(['claim_discount'], claim_discount),
	];
}

function onePrice(path: Path, price: Price | undefined, amount: AmountCheck): Finding[] {
	if (price === undefined || price.basis === 'capitation') return [];
	if (price.basis === 'percent') return overWhole([...path, 'percent'], price.percent);
	return amount([...path, 'amount'], price.amount);
}

function multipleFindings({ multiple }: ContractTerms): Finding[] {
	if (!multiple) return [];
	return [
		...multiple.percents.flatMap((percent, at) => overWhole(['multiple', 'percents', at], percent)),
		...risesOf(multiple.percents).map((at) =>
			findingAt(['multiple', 'percents', at], 'PERCENT_RISES', 'a later procedure is paid more of'),
		),
		...repeated(['multiple', 'codes'], multiple.codes, 'CODE_REPEATED', 'this code is in the list already'),
	];
}

/** A family's other procedures are paid less the base, so the base needs a price, and a code has one family. */
function endoscopyFindings({ endoscopy = {}, prices, default: otherwise }: ContractTerms): Finding[] {
	const seen = new Set<string>();
	return Object.entries(endoscopy).flatMap(([family, { base, codes }]) => [
		...(Object.hasOwn(prices, base) || otherwise
			? []
			: [
					findingAt(
						['endoscopy', family, 'base'],
						'BASE_NOT_PRICED',
						'the contract has no price for the base',
					),
				]),
		...codes.flatMap((code, at) => {
			const isTaken = seen.has(code);
			seen.add(code);
			return isTaken
				? [findingAt(['endoscopy', family, 'codes', at], 'CODE_REPEATED', 'this code is in a family already')]
				: [];
		}),
	]);
}

function caseRateFindings({ case_rate, currency }: ContractTerms): Finding[] {
	if (!case_rate) return [];
	const amount = amountCheckIn(currency);
	if ('amount' in case_rate) return amount(['case_rate', 'amount'], case_rate.amount);
	const { by_class, top_class } = case_rate;
	return [
		...Object.entries(by_class).flatMap(([room, rate]) => amount(['case_rate', 'by_class', room], rate)),
		...(Object.hasOwn(by_class, top_class)
			? []
			: [findingAt(['case_rate', 'top_class'], 'CLASS_UNKNOWN', 'the top class has no rate in by_class')]),
	];
}
