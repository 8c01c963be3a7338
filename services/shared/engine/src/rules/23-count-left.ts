import type { Rule } from './rule';

/** Found by step 4 of the money: `money/step-04-inner-limits.ts`. */
export const countLeft: Rule = {
	number: 23,
	id: 'R23',
	name: 'Visits, days and services beyond the count of their period are not paid',
	citation: 'ADJUDICATION 2, rule 23, and 3.1 step 4; X12 CARC 119',
	carcs: ['119'],
	group: 'PR',
	effect: 'deny',
	authority: null,
};
