import type { Run } from '../run';
import type { CalendarDate, Minor, Plan } from '../types';
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
	isIdle: ({ plan }) => plan.plan.audit?.surgeries_per_day == null,
	check(run) {
		const most = run.plan.plan.audit?.surgeries_per_day;
		if (most == null) return undefined;
		run.surgeriesOnADay ??= mostSurgeriesOnADay(run);
		return run.surgeriesOnADay > most ? { carc: '133' } : undefined;
	},
	weigh(run) {
		const over = run.plan.plan.audit?.claim_over;
		return over != null && run.wouldPay > over ? { carc: '133' } : undefined;
	},
	saw: (run): Sight => ({
		pays: run.wouldPay,
		surgeries: run.surgeriesOnADay,
		audit: run.plan.plan.audit,
	}),
	measured(saw) {
		const { pays, surgeries, audit } = saw as Sight;
		const { claim_over, surgeries_per_day } = audit ?? {};
		// Before the money nothing is paid yet: then it was the surgeries.
		if (claim_over != null && pays > claim_over) return { amount: pays, against: { claim_over } };
		return surgeries === null ? undefined : { amount: surgeries, against: { surgeries_per_day } };
	},
};

interface Sight {
	readonly pays: Minor;
	readonly surgeries: number | null;
	readonly audit: Plan['audit'];
}

/** Of the lines that are not denied and of what was paid on earlier claims. */
function mostSurgeriesOnADay(run: Run): number {
	const perDay = new Map<CalendarDate, number>();
	for (const line of run.lines) {
		if (!line.denial && line.plan.benefit.surgery) perDay.set(line.from, (perDay.get(line.from) ?? 0) + 1);
	}
	if (perDay.size === 0) return 0;
	for (const { outcome, from, benefit } of run.history) {
		const surgeries = perDay.get(from);
		if (surgeries === undefined || outcome !== 'pay' || benefit == null) continue;
		if (run.plan.benefits.get(benefit)?.benefit.surgery) perDay.set(from, surgeries + 1);
	}
	return Math.max(...perDay.values());
}
