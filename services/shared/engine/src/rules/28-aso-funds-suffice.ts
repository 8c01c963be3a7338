import { asoBalance } from '../money/step-12-funding';
import type { Rule } from './rule';

/** The group is told by an alert: `decide.ts` adds it with the finding. */
export const asoFundsSuffice: Rule = {
	number: 28,
	id: 'R28',
	name: 'The ASO balance of the group holds the claim',
	citation: 'ADJUDICATION 2, rule 28, and 3.4 Funds; X12 CARC 133',
	carcs: ['133'],
	group: 'OA',
	effect: 'pend',
	// A top-up helps, no signature does.
	authority: null,
	weigh(run, line) {
		if (!run.funds.aso || line.amount === 0) return undefined;
		return run.asoNeeds > asoBalance(run) ? { carc: '133' } : undefined;
	},
	saw: (run) => ({ needs: run.asoNeeds, balance: asoBalance(run) }),
};
