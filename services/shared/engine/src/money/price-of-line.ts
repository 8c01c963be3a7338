/** Where a line's price comes from. A price that is not found is no price: never the billed amount. */
import type { Minor } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import { own } from '../own';
import type { Run } from '../run';
import type { CaseRate, Price } from '../types';
import { isRateKnown } from './case-rate';

export type LinePrice =
	| { readonly kind: 'contract' | 'out_of_network'; readonly price: Price }
	| { readonly kind: 'case_rate'; readonly rate: CaseRate }
	| { readonly kind: 'reviewed'; readonly allowed: Minor };

export function priceOfLine(run: Run, line: Line): LinePrice | null {
	const reviewed = run.review.prices?.[line.n];
	if (reviewed !== undefined) return { kind: 'reviewed', allowed: reviewed };
	if (!line.contract) return outOfNetworkPrice(run, line);
	const { contract } = line.contract;
	if (contract.case_rate && run.claim.stay) {
		return isRateKnown(run, contract.case_rate) ? { kind: 'case_rate', rate: contract.case_rate } : null;
	}
	const price = own(contract.prices, line.code) ?? contract.default;
	return price ? { kind: 'contract', price } : null;
}

function outOfNetworkPrice(run: Run, line: Line): LinePrice | null {
	const terms = run.plan.plan.out_of_network;
	if (!terms) return null;
	if (terms.basis === 'percent') return { kind: 'out_of_network', price: terms };
	const price = own(terms.prices, line.code);
	if (price == null) return null;
	return {
		kind: 'out_of_network',
		price: typeof price === 'number' ? { basis: 'fee', amount: price } : price,
	};
}
