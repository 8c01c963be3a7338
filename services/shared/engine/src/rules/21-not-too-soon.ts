import { addDays, addMonths, later } from '@claims-askes/kernel/calendar-date';
import type { Line } from '../line';
import { stayBefore } from '../recovery';
import { lastDay, type Run } from '../run';
import type { CalendarDate, Frequency } from '../types';
import type { Rule } from './rule';

export const notTooSoon: Rule = {
	number: 21,
	id: 'R21',
	name: 'A service does not come too soon after the last one, nor a readmission within the recovery period',
	citation: 'ADJUDICATION 2, rule 21; X12 CARC 151',
	carcs: ['151'],
	group: 'PR',
	effect: 'deny',
	authority: 3,
	isIdle: ({ plan }) => !plan.plan.recovery_deny && !plan.settings.has('frequency'),
	check(run, line) {
		if (isDeniedReadmission(run)) return { carc: '151' };
		const frequency = line.plan.benefit.frequency;
		if (!frequency) return undefined;
		const last = lastTime(run, line);
		if (!last || line.from >= nextTime(frequency, last)) return undefined;
		return { carc: '151', seen: { date: line.from, frequency, last } };
	},
	saw: ({ claim }, line) => ({ date: line.from, stay: claim.stay, frequency: line.plan.benefit.frequency }),
};

/** Two claims for one and the same stay are no readmission. */
function isDeniedReadmission({ claim, plan, history }: Run): boolean {
	if (!plan.plan.recovery_deny) return false;
	const before = stayBefore(claim, plan, history)?.stay;
	return before !== undefined && before.admitted !== claim.stay?.admitted;
}

/** The anniversary is in time. */
function nextTime({ days, months }: Frequency, last: CalendarDate): CalendarDate {
	const byDays = days == null ? last : addDays(last, days);
	const byMonths = months == null ? last : addMonths(last, months);
	return later(byDays, byMonths);
}

/** The last service of the benefit on an earlier date: paid on an earlier claim, or going on to be paid on this one. */
function lastTime(run: Run, line: Line): CalendarDate | undefined {
	let last: CalendarDate | undefined;
	for (const earlier of run.history) {
		if (earlier.outcome !== 'pay' || earlier.benefit !== line.benefitId || earlier.from >= line.from)
			continue;
		last = latest(last, lastDay(run, earlier));
	}
	for (const earlier of run.lines) {
		if (earlier.denial || earlier.benefitId !== line.benefitId || earlier.from >= line.from) continue;
		last = latest(last, earlier.last);
	}
	return last;
}

const latest = (a: CalendarDate | undefined, b: CalendarDate): CalendarDate => (a ? later(a, b) : b);
