import type { Rule } from './rule';

/** Found by step 4 of the money: `money/step-04-inner-limits.ts`. */
export const quantityLeft: Rule = {
	number: 22,
	id: 'R22',
	name: 'Of an amount or a quantity what is left is paid, and nothing left denies',
	citation: 'ADJUDICATION 2, rule 22, and 3.1 step 4; X12 CARC 119',
	carcs: ['119'],
	group: 'PR',
	effect: 'deny',
	authority: null,
};
