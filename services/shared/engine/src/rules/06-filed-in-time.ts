import { daysBetween, later } from '@claims-askes/kernel/calendar-date';
import type { Line } from '../line';
import type { Run } from '../run';
import type { CalendarDate } from '../types';
import type { Rule } from './rule';

export const filedInTime: Rule = {
	number: 6,
	id: 'R6',
	name: 'A claim is submitted within the filing limit',
	citation: 'ADJUDICATION 2, rule 6; X12 CARC 29',
	carcs: ['29'],
	group: 'CO',
	effect: 'deny',
	authority: 3,
	isIdle: ({ plan }) => plan.plan.filing_days == null,
	check(run, line) {
		const limit = run.plan.plan.filing_days ?? 0;
		return daysBetween(filingStart(run, line), run.claim.received) > limit ? { carc: '29' } : undefined;
	},
	saw: (run, line) => ({
		counted_from: filingStart(run, line),
		received: run.claim.received,
		limit: run.plan.plan.filing_days,
	}),
};

/** The last date of service; of a stay, its discharge. */
function filingStart({ claim }: Run, line: Line): CalendarDate {
	return claim.stay ? later(claim.stay.discharged, line.last) : line.last;
}
