import { expect, test } from 'bun:test';
import { type Enrollment, enrollAll } from './enrollment';
import { aChild, anEmployee } from './enrollment.builders';
import { type Maintenance, type MaintenanceResult, maintain } from './maintenance';
import type { Member } from './member';

let ids = 0;
const newId = () => `id-${++ids}`;

const held = (policy_id: string, plan_id: string, product: string | null, from = '2026-01-01') => ({
	...{ policy_id, plan_id, product, from },
});
function enrolled(...list: readonly Enrollment[]): Member[] {
	return enrollAll(list, [], newId).map((result) => {
		if (result.outcome === 'refused') throw result.error;
		return result.value;
	});
}

const ending = (change: Partial<Extract<Maintenance, { kind: 'end' }>> = {}): Maintenance => ({
	kind: 'end',
	member_number: 'E-1',
	policies: ['policy-1'],
	on: '2026-06-30',
	named: [],
	...change,
});
const outcomeOf = ({ result }: MaintenanceResult) =>
	result.outcome === 'refused' ? result.error.problem.code : result.outcome;
const spansOf = ({ result }: MaintenanceResult) =>
	result.outcome === 'refused'
		? []
		: result.value.coverages.map(({ policy_id, from, to }) => [policy_id, from, to]);

test('what one entry ends stays ended for the next entry of the same person', () => {
	const known = enrolled(
		anEmployee({ coverages: [held('policy-1', 'GOLD', 'medical'), held('policy-2', 'SMILE', 'dental')] }),
	);
	const results = maintain([ending(), ending({ policies: ['policy-2'], on: '2026-07-31' })], known, newId);
	expect(results.map(outcomeOf)).toEqual(['updated', 'updated']);
	expect(results.map(spansOf).at(-1)).toEqual([
		['policy-1', '2026-01-01', '2026-06-30'],
		['policy-2', '2026-01-01', '2026-07-31'],
	]);
});

test('a coverage holds on the day it ends, is taken back where it would end before it began, and ended before stays', () => {
	const of = (on: string, change: object = {}) =>
		maintain(
			[ending({ on })],
			enrolled(anEmployee({ coverages: [{ ...held('policy-1', 'GOLD', null, '2026-06-30'), ...change }] })),
			newId,
		).map(spansOf);
	expect(of('2026-06-30')).toEqual([[['policy-1', '2026-06-30', '2026-06-30']]]);
	expect(of('2026-06-29')).toEqual([[]]);
	expect(of('2026-12-31', { to: '2026-07-31' })).toEqual([[['policy-1', '2026-06-30', '2026-07-31']]]);
});

test('what ends for an employee ends for the family that has it, and nobody else', () => {
	const other = anEmployee({ member_number: 'E-2' });
	const known = enrolled(
		anEmployee(),
		aChild(),
		{ ...aChild(), member_number: 'C-2', coverages: [held('policy-2', 'GOLD', null)] },
		other,
	);
	const [result] = maintain([ending()], known, newId);
	expect(result?.ended.map(({ member_number, coverages }) => [member_number, coverages[0]?.to])).toEqual([
		['C-1', '2026-06-30'],
	]);
	// A child that ends leaves the others as they are.
	expect(maintain([ending({ member_number: 'C-1' })], known, newId)[0]?.ended).toEqual([]);
});

test('plans that are named end on their days, two of one product on the later one; without a name all of the policy ends', () => {
	const known = enrolled(
		anEmployee({
			coverages: [
				{ ...held('policy-1', 'SILVER', 'medical'), to: '2026-03-31' },
				held('policy-1', 'GOLD', 'medical', '2026-04-01'),
				held('policy-1', 'SMILE', 'dental'),
			],
		}),
	);
	const named = [
		{ policy_id: 'policy-1', plan_id: 'SILVER', on: '2026-03-31' },
		{ policy_id: 'policy-1', plan_id: 'GOLD', on: '2026-08-31' },
	];
	expect(maintain([ending({ named })], known, newId).map(spansOf)).toEqual([
		[
			['policy-1', '2026-01-01', '2026-03-31'],
			['policy-1', '2026-01-01', null],
			['policy-1', '2026-04-01', '2026-08-31'],
		],
	]);
	expect(maintain([ending()], known, newId).map(spansOf)).toEqual([
		[
			['policy-1', '2026-01-01', '2026-03-31'],
			['policy-1', '2026-01-01', '2026-06-30'],
			['policy-1', '2026-04-01', '2026-06-30'],
		],
	]);
});

test('a later plan of the same policy and product takes over the day before it begins', () => {
	const known = enrolled(
		anEmployee({ coverages: [held('policy-1', 'SILVER', 'medical'), held('policy-1', 'SMILE', 'dental')] }),
	);
	const change: Maintenance = {
		kind: 'enroll',
		enrollment: anEmployee({ coverages: [held('policy-1', 'GOLD', 'medical', '2026-07-01')] }),
		endings: [],
		isOfKnown: true,
	};
	const [result] = maintain([change], known, newId);
	expect(result && outcomeOf(result)).toBe('updated');
	expect(result && spansOf(result)).toEqual([
		['policy-1', '2026-01-01', '2026-06-30'],
		['policy-1', '2026-01-01', null],
		['policy-1', '2026-07-01', null],
	]);
	const after = result?.result.outcome === 'updated' ? [result.result.value] : [];
	expect(maintain([change], after, newId).map(outcomeOf)).toEqual(['unchanged']);
});

test('nobody who is unknown is changed or ended, and whoever says too little of somebody new is told', () => {
	const change = (isOfKnown: boolean, facts: object = {}): Maintenance => ({
		kind: 'enroll',
		enrollment: { ...anEmployee(), ...facts },
		endings: [],
		isOfKnown,
	});
	expect(
		maintain(
			[
				change(true, { member_number: 'X-1' }),
				ending({ member_number: 'X-2' }),
				change(false, { birth_date: undefined }),
			],
			[],
			newId,
		).map(outcomeOf),
	).toEqual(['MEMBER_UNKNOWN', 'MEMBER_UNKNOWN', 'FACTS_MISSING']);
});
