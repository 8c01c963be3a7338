import { expect, test } from 'bun:test';
import type { EntryResult } from '@claims-askes/kernel/bulk';
import type { PolicyTerms } from './policy';
import { type ImportedPolicy, importAll } from './policy-import';

let ids = 0;
const newId = () => `id-${++ids}`;
const anEntry = (policy: Partial<PolicyTerms> = {}, group = 'G-1', name = 'PT Maju') => ({
	group: { number: group, name },
	policy: { number: 'P-1', currency: 'IDR', from: '2026-01-01', ...policy },
});
const outcomes = (results: readonly EntryResult<ImportedPolicy>[]) =>
	results.map((result) => (result.outcome === 'refused' ? result.error.problem.code : result.outcome));
const knownAfter = (results: readonly EntryResult<ImportedPolicy>[]) => {
	const taken = results.flatMap((result) => (result.outcome === 'refused' ? [] : [result.value]));
	return { groups: taken.map(({ group }) => group), policies: taken.map(({ policy }) => policy) };
};
const NOTHING = { groups: [], policies: [] };

test('two policies of one group share it, and the list again changes nothing', () => {
	const list = [anEntry(), anEntry({ number: 'P-2' })];
	const known = knownAfter(importAll(list, NOTHING, newId));
	expect(known.groups[0]).toEqual(known.groups[1]);
	expect(outcomes(importAll(list, known, newId))).toEqual(['unchanged', 'unchanged']);
});

test('a group gets its new name, and a policy the classes that it lacks, as an endorsement', () => {
	const known = knownAfter(
		importAll([anEntry({ classes: [{ class: 'staff', plan_id: 'GOLD' }] })], NOTHING, newId),
	);
	const classes = [
		{ class: 'staff', plan_id: 'GOLD' },
		{ class: 'board', plan_id: 'PLATINUM' },
	];
	const [result] = importAll([anEntry({ classes }, 'G-1', 'PT Maju Terus')], known, newId);
	expect(result).toMatchObject({
		outcome: 'updated',
		value: {
			group: { name: 'PT Maju Terus' },
			endorsements: [{ effective_on: '2026-01-01', change: { kind: 'class', class: 'board' } }],
		},
	});
});

test('on other terms than it was issued a policy is refused, so that an old list takes nothing back', () => {
	const issued = anEntry({ to: '2026-12-31', classes: [{ class: 'staff', plan_id: 'GOLD' }] });
	const known = knownAfter(importAll([issued], NOTHING, newId));
	const others = [
		anEntry({ to: '2027-12-31' }),
		anEntry({ to: '2026-12-31', currency: 'USD' }),
		anEntry({ to: '2026-12-31', aso: true }),
		anEntry({ to: '2026-12-31' }, 'G-2'),
		anEntry({ to: '2026-12-31', classes: [{ class: 'staff', plan_id: 'SILVER' }] }),
	];
	expect(outcomes(importAll(others, known, newId))).toEqual(others.map(() => 'POLICY_DIFFERS'));
});
