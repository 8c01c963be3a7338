import type { Rule } from './rule';

/** Found by steps 4 and 9 of the money: `money/step-04-inner-limits.ts`, `money/step-09-pools.ts`. */
export const maximumLeft: Rule = {
	number: 30,
	id: 'R30',
	name: 'The maximum of the period or of the lifetime is not reached',
	citation: 'ADJUDICATION 2, rule 30, and 3.1 step 9; X12 CARC 119, 35',
	carcs: ['119', '35'],
	group: 'PR',
	effect: 'deny',
	authority: null,
};
