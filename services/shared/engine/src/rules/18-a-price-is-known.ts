import { priceOfLine } from '../money/price-of-line';
import type { Rule } from './rule';

export const aPriceIsKnown: Rule = {
	number: 18,
	id: 'R18',
	name: 'A contract prices the service, or else the plan says what it pays out of network',
	citation: 'ADJUDICATION 2, rule 18; X12 CARC 147',
	carcs: ['147'],
	group: 'CO',
	effect: 'pend',
	// What helps is a price, not a release.
	authority: null,
	check(run, line) {
		if (line.isDailyCash) return undefined;
		line.price = priceOfLine(run, line);
		return line.price ? undefined : { carc: '147' };
	},
	saw: (_, line) => ({ contract: line.contract?.cites, code: line.code, price: line.price }),
};
