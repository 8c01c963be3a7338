import type { CalendarDate, Claim } from '../types';
import type { Rule } from './rule';

export const datesOfTheClaim: Rule = {
	number: 2,
	id: 'R2',
	name: 'Dates are there, in order, not in the future, and the claim was received after the service',
	citation: 'ADJUDICATION 2, rule 2; X12 CARC 110',
	carcs: ['110'],
	group: 'CO',
	effect: 'reject',
	authority: null,
	reject(claim, { today }) {
		const found: { carc: string; line: number | null }[] = [];
		if (!claim.received || claim.received > today || !isStayInOrder(claim, today))
			found.push({ carc: '110', line: null });
		const latest = earlier(claim.received ?? today, today);
		for (const { n, from, to } of claim.lines ?? []) {
			if (!isInOrder(from, to ?? from, latest)) found.push({ carc: '110', line: n ?? null });
		}
		return found;
	},
};

function isStayInOrder({ stay, received }: Claim, today: CalendarDate): boolean {
	return !stay || isInOrder(stay.admitted, stay.discharged, earlier(received ?? today, today));
}

function isInOrder(from: CalendarDate, to: CalendarDate, latest: CalendarDate): boolean {
	return Boolean(from) && Boolean(to) && from <= to && to <= latest;
}

const earlier = (a: CalendarDate, b: CalendarDate): CalendarDate => (a < b ? a : b);
