import { ageOn } from '@claims-askes/kernel/calendar-date';
import type { AgeBounds } from '../types';
import type { Rule } from './rule';

export const ageAndSexFitTheCode: Rule = {
	number: 13,
	id: 'R13',
	name: 'Age and sex of the member fit the code and the benefit',
	citation: 'ADJUDICATION 2, rule 13; X12 CARC 6, 7',
	carcs: ['6', '7'],
	group: 'CO',
	effect: 'deny',
	authority: 2,
	isIdle: ({ codes, plan }) => !codes.bounds && !plan.settings.has('age') && !plan.settings.has('sex'),
	check({ member, codes }, line) {
		if (!member) return undefined;
		const ofCode = codes.bounds?.at(line.code, line.day);
		const ofBenefit = line.plan.benefit;
		if (ofCode?.age || ofBenefit?.age) {
			const age = ageOn(member.birth_date, line.from);
			if (!isWithinAges(ofCode?.age, age) || !isWithinAges(ofBenefit?.age, age)) return { carc: '6' };
		}
		const fits = isOfSex(ofCode?.sex, member.sex) && isOfSex(ofBenefit?.sex, member.sex);
		return fits ? undefined : { carc: '7' };
	},
	saw: ({ member, codes }, line) => ({
		born: member?.birth_date,
		sex: member?.sex,
		date: line.from,
		bounds: codes.bounds?.at(line.code, line.day),
		age: line.plan.benefit.age,
	}),
};

/** Completed years, both bounds inclusive. */
function isWithinAges(bounds: AgeBounds | null | undefined, age: number): boolean {
	if (!bounds) return true;
	const [youngest, oldest] = bounds;
	return (youngest == null || age >= youngest) && (oldest == null || age <= oldest);
}

const isOfSex = (wanted: string | null | undefined, sex: string): boolean => wanted == null || wanted === sex;
