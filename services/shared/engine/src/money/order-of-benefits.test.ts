import { expect, test } from 'bun:test';
import { verdict } from '../testing';

const OURS = { relationship: 'child', since: '2020-01-01', holder_birthday: '05-01' };

test.each<[string, object, object, boolean]>([
	[
		'employee over dependant',
		{ relationship: 'employee' },
		{ relationship: 'spouse', since: '2010-01-01' },
		false,
	],
	['a dependant after an employee', { relationship: 'spouse' }, { relationship: 'employee' }, true],
	[
		'for a child a court order goes before the birthday',
		{},
		{ court_order: true, holder_birthday: '12-31' },
		true,
	],
	['then the earlier birthday in the year', {}, { holder_birthday: '04-30' }, true],
	[
		'the year of birth does not matter, the later birthday comes second',
		{},
		{ holder_birthday: '05-02' },
		false,
	],
	[
		'for an adult a court order decides nothing',
		{ relationship: 'spouse' },
		{ relationship: 'spouse', court_order: true },
		false,
	],
	['active over retired', { active: false }, {}, true],
	['retired after active', {}, { active: false, since: '2010-01-01' }, false],
	['then the longer coverage', {}, { since: '2019-12-31' }, true],
	['and nothing where nothing differs', {}, {}, false],
])('%s', (_, ours, other, isSecondary) => {
	const member = { relationship: 'child', cob: { ...OURS, ...ours }, other_coverage: { ...OURS, ...other } };
	expect(verdict({ member }, 'R27')).toBe(isSecondary ? 'pend 22' : 'pay');
});

test('a coverage of ours without a beginning is the longer one', () => {
	const other_coverage = { relationship: 'employee', since: '1990-01-01' };
	const member = (coverage: object[]) => ({ relationship: 'employee', coverage, other_coverage });
	expect(verdict({ member: member([{ from: '2020-01-01' }, { to: '2026-12-31' }]) }, 'R27')).toBe('pay');
	expect(verdict({ member: member([{ from: '2020-01-01' }]) }, 'R27')).toBe('pend 22');
});
