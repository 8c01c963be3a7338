import { expect, test } from 'bun:test';
import { chooseCoverage, coveragesFor, type Suits } from './coverage-choice';

interface Terms {
	readonly product?: string;
	readonly codes?: readonly string[];
	/** Whether it takes codes that it does not name. */
	readonly takesRest?: boolean;
}

const coverage = (plan_id: string, from: string, to: string | null = null, { product }: Terms = {}) => ({
	id: `0190b5c6-7d1e-7000-8000-00000000000${plan_id.length}`,
	policy_id: '0190b5c6-7d1e-7000-8000-0000000000aa',
	plan_id,
	product: product ?? null,
	from,
	to,
});
const plansFor = (date: string, ...coverages: ReturnType<typeof coverage>[]) =>
	coveragesFor(coverages, date).map(({ plan_id }) => plan_id);

test.each([
	[
		'the one in force',
		'2026-03-01',
		['new'],
		[coverage('old', '2025-01-01', '2025-12-31'), coverage('new', '2026-01-01')],
	],
	[
		'the latest, before any',
		'2024-03-01',
		['new'],
		[coverage('new', '2026-01-01'), coverage('old', '2025-01-01', '2025-12-31')],
	],
	[
		'the latest, after all',
		'2027-03-01',
		['new'],
		[coverage('old', '2025-01-01', '2025-12-31'), coverage('new', '2026-01-01', '2026-12-31')],
	],
	[
		'the latest, in a lapse',
		'2026-03-01',
		['new'],
		[coverage('new', '2026-06-01'), coverage('old', '2025-01-01', '2025-12-31')],
	],
	[
		'one of each product: those in force, the oldest first, then the latest of others',
		'2026-03-01',
		['old', 'new', 'lapsed'],
		[
			coverage('lapsed', '2025-06-01', '2025-12-31', { product: 'dental' }),
			coverage('before', '2024-01-01', '2024-12-31', { product: 'dental' }),
			coverage('new', '2026-02-01', null, { product: 'vision' }),
			coverage('old', '2025-01-01'),
		],
	],
	['none, where there is none', '2026-03-01', [], []],
] as const)('%s', (_, date, plans, coverages) => {
	expect(plansFor(date, ...coverages)).toEqual([...plans]);
});

test('the last day of a coverage is covered', () => {
	expect(
		plansFor('2026-03-31', coverage('a', '2026-01-01', '2026-03-31'), coverage('bb', '2026-04-01')),
	).toEqual(['a']);
});

const of = (
	plan_id: string,
	{ codes = [], takesRest = false, ...terms }: Terms,
	to: string | null = null,
) => ({
	coverage: coverage(plan_id, '2026-01-01', to, terms),
	codes,
	takesRest,
});
type Choice = ReturnType<typeof of>;
const hospital = of('hospital', { codes: ['0120', '27447'] });
const outpatient = of('outpatient', { product: 'outpatient', codes: ['99213'], takesRest: true });
const dental = of('dental', { product: 'dental', codes: ['D1110'] });
const endedDental = of('dental', { product: 'dental', codes: ['D1110'] }, '2026-02-28');

test.each([
	['most of the codes', ['0120', '27447', '99213'], [outpatient, hospital, dental], 'hospital'],
	['a code that only one names, before one that takes the rest', ['D1110'], [outpatient, dental], 'dental'],
	['what nobody names: the one that takes the rest', ['S0001'], [hospital, dental, outpatient], 'outpatient'],
	['what nobody names nor takes: the first', ['S0001'], [hospital, dental], 'hospital'],
	['care after the end of its product', ['D1110'], [outpatient, endedDental], 'dental'],
	[
		'what one in force names, though one that ended names more',
		['D1110', '99213', 'D1110'],
		[outpatient, endedDental],
		'outpatient',
	],
	['what nobody names, never one that ended', ['S0001'], [endedDental, hospital], 'hospital'],
] as const)('%s', (_, asked, choices, plan) => {
	const suitsOf = ({ coverage: span, codes, takesRest }: Choice): Suits => ({
		...{ span, takesRest },
		named: asked.filter((code) => codes.includes(code)).length,
	});
	expect(chooseCoverage(choices, '2026-03-01', suitsOf)?.coverage.plan_id).toBe(plan);
});
