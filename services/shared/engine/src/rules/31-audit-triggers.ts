import type { Run } from '../run';
import type { CalendarDate } from '../types';
import type { Rule } from './rule';

export const auditTriggers: Rule = {
	number: 31,
	id: 'R31',
	name: 'A claim that pays much, or for many surgeries on a day, is seen by a person',
	citation: 'ADJUDICATION 2, rule 31, and 3.4; X12 CARC 133',
	carcs: ['133'],
	group: 'OA',
	effect: 'pend',
	authority: 4,
	check(run) {
		const most = run.plan.plan.audit?.surgeries_per_day;
		return most != null && mostSurgeriesOnADay(run) > most ? { carc: '133' } : undefined;
	},
	weigh(run) {
		const over = run.plan.plan.audit?.claim_over;
		return over != null && run.wouldPay > over ? { carc: '133' } : undefined;
	},
	saw: (run) => ({ pays: run.wouldPay, audit: run.plan.plan.audit }),
};

function mostSurgeriesOnADay(run: Run): number {
	let most = 0;
	for (const line of run.lines) {
		if (!line.denial && line.plan?.benefit.surgery) most = Math.max(most, surgeriesOn(run, line.from));
	}
	return most;
}

function surgeriesOn(run: Run, date: CalendarDate): number {
	const onClaim = run.lines.filter(
		(line) => !line.denial && line.from === date && line.plan?.benefit.surgery,
	);
	const before = run.history.filter(
		(line) =>
			line.outcome === 'pay' &&
			line.from === date &&
			line.benefit != null &&
			run.plan.benefits.get(line.benefit)?.benefit.surgery,
	);
	return onClaim.length + before.length;
}
