import type { Rule } from './rule';

export const serviceWithinLife: Rule = {
	number: 3,
	id: 'R3',
	name: 'A service lies between birth and death',
	citation: 'ADJUDICATION 2, rule 3; X12 CARC 13, 14',
	carcs: ['14', '13'],
	group: 'CO',
	effect: 'deny',
	authority: 3,
	check({ member }, line) {
		if (!member) return undefined;
		if (line.from < member.birth_date) return { carc: '14' };
		return member.death_date && line.last > member.death_date ? { carc: '13' } : undefined;
	},
	saw: ({ member }, line) => ({
		from: line.from,
		to: line.last,
		born: member?.birth_date,
		died: member?.death_date,
	}),
};
