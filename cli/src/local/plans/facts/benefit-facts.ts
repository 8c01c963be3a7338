import type { Benefit, PlanDocument } from '@claims-askes/contracts/plan-document';
import { sayCostShare } from './cost-share-facts';
import { sayLimits } from './limit-facts';
import { count, Facts, type PlanFact, percent, words } from './plan-fact';
import { sayDocuments } from './required-documents';

const SEXES = { F: 'women', M: 'men' } as const;

/** What a plan says of one benefit, and of the codes that fall under it. */
export function benefitFacts(
	{ currency, benefit_of = {} }: PlanDocument,
	id: string,
	benefit: Benefit,
): PlanFact[] {
	const facts = new Facts(currency, id);
	if (benefit.covered === false) facts.say('covered', { what: 'is not covered', holds: 'worse' });
	sayWho(facts, benefit);
	sayWhen(facts, benefit);
	sayDocuments(facts, benefit.documents);
	sayCostShare(facts, benefit.cost_share, false);
	facts.sayIf('settlement', percent(benefit.settlement), { what: 'part that is settled', more: 'better' });
	facts.sayIf('daily_cash', facts.amount(benefit.daily_cash), {
		what: 'cash for each day in hospital',
		holds: 'better',
		more: 'better',
	});
	sayLimits(facts, benefit.limits ?? []);
	const codes = Object.keys(benefit_of).filter((code) => benefit_of[code] === id);
	// A code that moves to another benefit is still the same code.
	return [
		...facts.list,
		...codes.map(
			(code): PlanFact => ({
				benefit: id,
				path: `benefit_of.${code}`,
				what: `code ${code}`,
				sentence: `code ${code} falls under this`,
				value: words(id) ?? { text: id, raw: id },
				holds: 'different',
				more: 'different',
			}),
		),
	];
}

function sayWho(facts: Facts, { category, per_day, surgery, settings, specialty, age, sex }: Benefit): void {
	facts.sayIf('category', words(category), { what: 'category' });
	if (per_day) facts.say('per_day', { what: 'is counted by the day' });
	if (surgery)
		facts.say('surgery', {
			what: 'class of surgery',
			value: words(surgery === true ? 'any' : surgery) ?? NONE,
		});
	facts.sayIf('settings', words(settings), { what: 'only in the settings', holds: 'worse' });
	facts.sayIf('specialty', words(specialty), { what: 'only by specialists of', holds: 'worse' });
	facts.sayIf('age.from', count(age?.[0], 'years'), {
		what: 'lowest age',
		holds: 'worse',
		more: 'worse',
	});
	facts.sayIf('age.to', count(age?.[1], 'years'), {
		what: 'highest age',
		holds: 'worse',
		more: 'better',
	});
	facts.sayIf('sex', sex && { text: SEXES[sex], raw: sex }, { what: 'only for', holds: 'worse' });
}

const NONE = { text: 'none', raw: null };

function sayWhen(facts: Facts, { waiting_days, window, frequency, authorization }: Benefit): void {
	const slower = { holds: 'worse', more: 'worse' } as const;
	facts.sayIf('waiting_days', count(waiting_days, 'days'), { what: 'waiting period', ...slower });
	if (window) facts.say('window', { what: 'only around a stay in hospital', holds: 'worse' });
	const wider = { holds: 'better', more: 'better' } as const;
	facts.sayIf('window.pre', count(window?.pre, 'days'), { what: 'cover before a stay', ...wider });
	facts.sayIf('window.post', count(window?.post, 'days'), { what: 'cover after a stay', ...wider });
	const [days, months] = frequency && 'days' in frequency ? [frequency.days] : [undefined, frequency?.months];
	facts.sayIf('frequency.days', count(days, 'days'), { what: 'time from one to the next', ...slower });
	facts.sayIf('frequency.months', count(months, 'months'), { what: 'time from one to the next', ...slower });
	if (authorization) facts.say('authorization', { what: 'needs an authorization', holds: 'worse' });
}
