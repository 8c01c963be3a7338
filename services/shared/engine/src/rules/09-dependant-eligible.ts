import { ageOn } from '@claims-askes/kernel/calendar-date';
import { isCovered } from '../coverage';
import type { Member, Plan } from '../types';
import type { Rule } from './rule';

export const dependantEligible: Rule = {
	number: 9,
	id: 'R9',
	name: 'A dependant is still eligible, and a newborn is covered within the days of grace',
	citation: 'ADJUDICATION 2, rule 9; X12 CARC 32',
	carcs: ['32'],
	group: 'PR',
	effect: 'deny',
	authority: 4,
	check({ member, plan }, line) {
		if (!member) return undefined;
		const date = line.firstCovered;
		if (member.status === 'ended') return { carc: '32' };
		if (member.newborn && !isCovered(member, plan.plan, date)) return { carc: '32' };
		const oldest = oldestAge(member, plan.plan);
		return oldest != null && ageOn(member.birth_date, date) > oldest ? { carc: '32' } : undefined;
	},
	saw: ({ member, plan }, line) => ({
		date: line.firstCovered,
		relationship: member?.relationship,
		status: member?.status,
		newborn: member?.newborn,
		oldest: member && oldestAge(member, plan.plan),
	}),
};

/** The age that a child may have: a student's may be higher, a disabled child has none. */
function oldestAge(member: Member, plan: Plan): number | undefined {
	if (member.relationship !== 'child' || member.disabled) return undefined;
	return (member.student ? plan.child_max_age_student : undefined) ?? plan.child_max_age;
}
