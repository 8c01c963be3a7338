import type { ContractFacts, ContractTerms } from '@claims-askes/contracts/provider-facts';
import type { CaseRate, Contract, Price } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { moneyIn, type ReadMoney, readEach, readIfGiven } from './money-reader';

type PriceTerms = ContractTerms['prices'][string];
type CaseRateTerms = NonNullable<ContractTerms['case_rate']>;

/** A published contract as the engine reads it. */
export function contractOf({ id, provider_id, terms }: ContractFacts): Contract {
	const read = moneyIn(decimalsOf(terms.currency));
	const { from, to, prices, default: otherwise, multiple, endoscopy, case_rate, claim_discount } = terms;
	return {
		id,
		provider_id,
		from,
		to,
		prices: Object.fromEntries(Object.entries(prices).map(([code, price]) => [code, priceOf(price, read)])),
		default: otherwise && priceOf(otherwise, read),
		multiple,
		endoscopy,
		case_rate: case_rate && caseRateOf(case_rate, read),
		claim_discount: readIfGiven(read, claim_discount),
	};
}

const priceOf = (price: PriceTerms, read: ReadMoney): Price =>
	'amount' in price ? { ...price, amount: read(price.amount) } : price;

const caseRateOf = (rate: CaseRateTerms, read: ReadMoney): CaseRate =>
	'amount' in rate
		? { ...rate, amount: read(rate.amount) }
		: { ...rate, by_class: readEach(read, rate.by_class) };
