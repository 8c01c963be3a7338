import { daysBetween } from '@claims-askes/kernel/calendar-date';
import { coveredSince } from '../coverage';
import type { Line } from '../line';
import type { Run } from '../run';
import type { Rule } from './rule';

export const waitingPeriodOver: Rule = {
	number: 19,
	id: 'R19',
	name: 'The waiting period is over: general, of the benefit, and of what was there before',
	citation: 'ADJUDICATION 2, rule 19; X12 CARC 179',
	carcs: ['179'],
	group: 'PR',
	effect: 'deny',
	authority: 4,
	isIdle: ({ plan }) => !plan.plan.waiting && !plan.settings.has('waiting_days'),
	check(run, line) {
		const { member } = run;
		if (!member) return undefined;
		const days = waitingDays(run, line);
		if (days === 0) return undefined;
		const date = line.firstCovered;
		const since = coveredSince(member, date);
		// Without a beginning the coverage is older than any waiting period; without coverage rules 8 and 9 have spoken.
		if (!since || daysBetween(since, date) >= days) return undefined;
		return { carc: '179', seen: { date, covered_since: since, waiting_days: days } };
	},
	saw: ({ member }, line) => ({ date: line.firstCovered, coverage: member?.coverage }),
};

function waitingDays({ claim, member, plan }: Run, line: Line): number {
	const { waiting } = plan.plan;
	const days = Math.max(waiting?.general_days ?? 0, line.plan.benefit.waiting_days ?? 0);
	const preExisting = waiting?.pre_existing_days ?? 0;
	if (preExisting <= days || !member?.pre_existing) return days;
	const principal = claim.diagnoses[0] ?? '';
	return member.pre_existing.some((prefix) => principal.startsWith(prefix)) ? preExisting : days;
}
