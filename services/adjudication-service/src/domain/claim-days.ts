import type { CalendarDate, Claim } from '@claims-askes/engine';

export interface ClaimDays {
	readonly first: CalendarDate;
	readonly last: CalendarDate;
}

/** The first and the last day of care; of a claim that names none, the day it was received. */
export function daysOf({ lines, stay, received }: Pick<Claim, 'lines' | 'stay' | 'received'>): ClaimDays {
	const days = lines.flatMap(({ from, to }) => [from, to ?? from]).filter(Boolean);
	if (stay) days.push(stay.discharged);
	days.sort();
	return { first: days[0] ?? received, last: days.at(-1) ?? received };
}
