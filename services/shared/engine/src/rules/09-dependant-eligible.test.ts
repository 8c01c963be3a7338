import { expect, test } from 'bun:test';
import { type Changes, verdict } from '../testing';

test.each<[string, Changes, string]>([
	[
		'a child of the highest age is eligible',
		{
			member: { relationship: 'child', birth_date: '2004-06-11' },
			plan: { child_max_age: 21, child_max_age_student: 25 },
		},
		'pay',
	],
	[
		'a child on the birthday after is not',
		{
			member: { relationship: 'child', birth_date: '2004-06-10' },
			plan: { child_max_age: 21, child_max_age_student: 25 },
		},
		'deny PR-32',
	],
	[
		'a student may be older',
		{
			member: { relationship: 'child', birth_date: '2000-06-11', student: true },
			plan: { child_max_age: 21, child_max_age_student: 25 },
		},
		'pay',
	],
	[
		'but not for ever',
		{
			member: { relationship: 'child', birth_date: '2000-06-10', student: true },
			plan: { child_max_age: 21, child_max_age_student: 25 },
		},
		'deny PR-32',
	],
	[
		'a disabled child has no highest age',
		{
			member: { relationship: 'child', birth_date: '1980-01-01', disabled: true },
			plan: { child_max_age: 21, child_max_age_student: 25 },
		},
		'pay',
	],
	['a spouse has none either', { member: { relationship: 'spouse' }, plan: { child_max_age: 21 } }, 'pay'],
	[
		'a dependant whose status ended is not eligible',
		{ member: { relationship: 'spouse', status: 'ended' } },
		'deny PR-32',
	],
	[
		'a newborn on the day of birth is covered',
		{
			member: { relationship: 'child', newborn: true, coverage: [], birth_date: '2026-06-10' },
			plan: { newborn_days: 30 },
		},
		'pay',
	],
	[
		'and on the last day of grace',
		{
			member: { relationship: 'child', newborn: true, coverage: [], birth_date: '2026-05-11' },
			plan: { newborn_days: 30 },
		},
		'pay',
	],
	[
		'but not the day after',
		{
			member: { relationship: 'child', newborn: true, coverage: [], birth_date: '2026-05-10' },
			plan: { newborn_days: 30 },
		},
		'deny PR-32',
	],
	[
		'without days of grace a newborn is not covered',
		{ member: { relationship: 'child', newborn: true, coverage: [], birth_date: '2026-06-10' }, plan: {} },
		'deny PR-32',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R9')).toBe(expected);
});
