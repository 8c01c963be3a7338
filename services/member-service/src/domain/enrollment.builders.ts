import type { Enrollment } from './enrollment';

/** For tests: an employee with one coverage. */
export const anEmployee = (changes: Partial<Enrollment> = {}): Enrollment => ({
	member_number: 'E-1',
	group_id: 'group-1',
	relationship: 'employee',
	given_name: 'Dewi',
	family_name: 'Lestari',
	birth_date: '1985-04-12',
	sex: 'F',
	coverages: [{ policy_id: 'policy-1', plan_id: 'GOLD', product: null, from: '2026-01-01' }],
	...changes,
});

const { group_id: _, ...person } = anEmployee();

/** For tests: a child of that employee, in whose group it is. */
export const aChild = (changes: Partial<Enrollment> = {}): Enrollment => ({
	...person,
	member_number: 'C-1',
	subscriber_number: 'E-1',
	relationship: 'child',
	...changes,
});
