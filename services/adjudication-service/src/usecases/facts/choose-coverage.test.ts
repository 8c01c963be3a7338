import { expect, test } from 'bun:test';
import type { Coverage } from '@claims-askes/contracts/coverage-facts';
import { coveragesFor } from './choose-coverage';

const coverage = (plan_id: string, from: string, to: string | null = null): Coverage => ({
	id: `0190b5c6-7d1e-7000-8000-00000000000${plan_id.length}`,
	policy_id: '0190b5c6-7d1e-7000-8000-0000000000aa',
	plan_id,
	from,
	to,
});
const plansFor = (date: string, ...coverages: Coverage[]) =>
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
		'all that are in force, the oldest first',
		'2026-03-01',
		['old', 'new'],
		[coverage('new', '2026-02-01'), coverage('old', '2025-01-01')],
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
