import { testService } from '@claims-askes/chassis/testing/service';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export const startMembers = () =>
	testService('member-service', settings, buildApp, ['members:read', 'members:write']);

export const GROUP = '019a0000-0000-7000-8000-000000000001';
export const OTHER_GROUP = '019a0000-0000-7000-8000-000000000002';
export const POLICY = '019a0000-0000-7000-8000-000000000011';
export const PLAN = 'GOLD';

let people = 0;

export const aCoverage = (changes: object = {}) => ({
	policy_id: POLICY,
	plan_id: PLAN,
	from: '2026-01-01',
	...changes,
});

/** An employee with open coverage, under a number of their own. */
export const anEmployee = (changes: object = {}) => ({
	member_number: `M-${++people}`,
	group_id: GROUP,
	relationship: 'employee',
	given_name: 'Dewi',
	family_name: 'Lestari',
	birth_date: '1985-04-12',
	sex: 'F',
	coverages: [aCoverage()],
	...changes,
});

export const aChild = (subscriber_number: string, changes: object = {}) => ({
	member_number: `M-${++people}`,
	subscriber_number,
	relationship: 'child',
	given_name: 'Budi',
	family_name: 'Lestari',
	birth_date: '2015-06-01',
	sex: 'M',
	coverages: [aCoverage()],
	...changes,
});
