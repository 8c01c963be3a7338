import type { Limit } from '@claims-askes/contracts/plan-document';
import { count, type Facts, inWords, words } from './plan-fact';

const PER: Readonly<Record<Limit['per'], string>> = {
	line: 'per line',
	unit: 'per unit',
	day: 'per day',
	visit: 'per visit',
	case: 'per case',
	year: 'per year',
	two_years: 'in two years',
	lifetime: 'in a lifetime',
};

const FOR: Readonly<Record<NonNullable<Limit['scope']>, string>> = {
	member: '',
	family: ' for the whole family',
	group: ' for the whole group',
};

/** The same limit is one of the same name; of another period or for other people it is another. */
export function sayLimits(facts: Facts, limits: readonly Limit[]): void {
	for (const limit of limits) {
		const { id, per, amount, unit = 'unit', scope = 'member', part, parts } = limit;
		const path = `limits.${id}.${per}${scope === 'member' ? '' : `.${scope}`}`;
		const whose = `${PER[per]}${FOR[scope]}`;
		const hasTwin = limits.some((other) => other !== limit && other.per === per && other.id !== id);
		const named = hasTwin ? ` (${id})` : '';
		const said = { holds: 'worse', more: 'better' } as const;
		facts.sayIf(`${path}.amount`, facts.amount(amount), { what: `limit ${whose}${named}`, ...said });
		facts.sayIf(`${path}.count.${unit}`, count(limit.count), {
			what: `number of ${unit}s ${whose}${named}`,
			...said,
		});
		facts.sayIf(`${path}.part`, words(part), { what: `part of the limit ${whose}` });
		const split = parts?.map(([name, share]) => `${inWords(name)} ${share} percent`).join(', ');
		if (split)
			facts.say(`${path}.parts`, { what: `split of the limit ${whose}`, value: { text: split, raw: parts } });
	}
}
