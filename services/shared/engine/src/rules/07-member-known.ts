import type { Rule } from './rule';

export const memberKnown: Rule = {
	number: 7,
	id: 'R7',
	name: 'The member is known to the payer',
	citation: 'ADJUDICATION 2, rule 7; X12 CARC 31',
	carcs: ['31'],
	group: 'PR',
	effect: 'deny',
	authority: null,
	check: ({ member }) => (member ? undefined : { carc: '31' }),
	saw: ({ claim, member }) => ({ member: claim.member_id, known: member !== undefined }),
};
