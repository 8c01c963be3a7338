import { expect, test } from 'bun:test';
import type { EntryResult } from '@claims-askes/kernel/bulk';
import { type Enrollment, enrollAll } from './enrollment';
import { aChild, anEmployee } from './enrollment.builders';
import type { Member } from './member';

let ids = 0;
const newId = () => `id-${++ids}`;

const outcomes = (results: readonly EntryResult<Member>[]) =>
	results.map((result) => (result.outcome === 'refused' ? result.error.problem.code : result.outcome));
const membersOf = (results: readonly EntryResult<Member>[]) =>
	results.flatMap((result) => (result.outcome === 'refused' ? [] : [result.value]));

test('a dependant may stand before the employee in the list and joins that family and group', () => {
	const results = enrollAll([aChild(), anEmployee()], [], newId);
	expect(outcomes(results)).toEqual(['created', 'created']);
	const [child, employee] = membersOf(results);
	expect(child).toMatchObject({ family_id: employee?.family_id ?? '', group_id: 'group-1' });
});

test('the same list again changes nothing', () => {
	const list = [anEmployee(), aChild({ is_student: true })];
	const known = membersOf(enrollAll(list, [], newId));
	expect(outcomes(enrollAll(list, known, newId))).toEqual(['unchanged', 'unchanged']);
});

test('what a later list leaves out stays as it is, and what it says is changed', () => {
	const known = membersOf(enrollAll([anEmployee({ is_disabled: true })], [], newId));
	const [after] = membersOf(enrollAll([anEmployee({ given_name: 'Dewi Ayu' })], known, newId));
	expect(after).toMatchObject({ given_name: 'Dewi Ayu', is_disabled: true, id: known[0]?.id ?? '' });
});

const refusals: [why: string, list: Enrollment[], code: string][] = [
	['a dependant without a family', [aChild({ subscriber_number: undefined })], 'SUBSCRIBER_NUMBER_MISSING'],
	['a dependant of nobody', [aChild({ subscriber_number: 'E-9' })], 'SUBSCRIBER_UNKNOWN'],
	['an employee of no group', [anEmployee({ group_id: undefined })], 'GROUP_MISSING'],
	['a death before birth', [anEmployee({ death_date: '1985-04-11' })], 'DEATH_BEFORE_BIRTH'],
	[
		'a child in another group than its parent',
		[aChild({ group_id: 'group-2' }), anEmployee()],
		'FAMILY_DIFFERS',
	],
];
test.each(refusals)('%s is refused by name', (_, list, code) => {
	expect(outcomes(enrollAll(list, [], newId))[0]).toBe(code);
});

test('a number stays with its family, its group and its side of the family', () => {
	const family = [anEmployee(), aChild(), anEmployee({ member_number: 'E-2' })];
	const known = membersOf(enrollAll(family, [], newId));
	const moved = [
		aChild({ subscriber_number: 'E-2' }),
		anEmployee({ group_id: 'group-2' }),
		anEmployee({ member_number: 'E-2', subscriber_number: 'E-1' }),
		anEmployee({ member_number: 'C-1', subscriber_number: 'E-3' }),
	];
	expect(outcomes(enrollAll(moved, known, newId))).toEqual([
		'FAMILY_DIFFERS',
		'FAMILY_DIFFERS',
		'SUBSCRIBER_NUMBER_TAKEN',
		'FAMILY_DIFFERS',
	]);
});

test('one refusal leaves the others of the list as they are', () => {
	const twice = [{ policy_id: 'policy-1', plan_id: 'GOLD', product: null, from: '2026-01-01' }];
	const overlapping = [
		...twice,
		{ policy_id: 'policy-2', plan_id: 'GOLD', product: null, from: '2026-06-01' },
	];
	const results = enrollAll([anEmployee(), aChild({ coverages: overlapping })], [], newId);
	expect(outcomes(results)).toEqual(['created', 'COVERAGE_OVERLAPS']);
});
