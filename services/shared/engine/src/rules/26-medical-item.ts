import type { Rule } from './rule';

/** The room above the entitled class is step 3 of the money: `money/step-03-room-class.ts`. */
export const medicalItem: Rule = {
	number: 26,
	id: 'R26',
	name: 'The item is a medical one',
	citation: 'ADJUDICATION 2, rule 26; X12 CARC 202',
	carcs: ['202', '78'],
	group: 'PR',
	effect: 'deny',
	authority: 2,
	isIdle: ({ plan }) => plan.nonMedical.size === 0,
	check: ({ plan }, line) => (plan.nonMedical.has(line.code) ? { carc: '202' } : undefined),
	saw: (_, line) => ({ code: line.code }),
};
