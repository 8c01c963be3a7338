import { expect, test } from 'bun:test';
import { type Change, endorse, issuePolicy, type PolicyTerms } from './policy';

const terms = (changes: Partial<PolicyTerms> = {}): PolicyTerms => ({
	number: 'P-1',
	currency: 'IDR',
	from: '2026-01-01',
	to: '2026-12-31',
	classes: [{ class: 'staff', plan_id: 'GOLD' }],
	...changes,
});
const issue = (changes: Partial<PolicyTerms> = {}) => issuePolicy(terms(changes), 'group', 'policy');
const codeOf = (work: () => unknown): string => {
	try {
		work();
		return 'none';
	} catch (error) {
		return (error as { problem: { code: string } }).problem.code;
	}
};

const excesses: [mode: 'standard' | 'any_cause', fund: 'buffer' | null, code: string][] = [
	['standard', null, 'none'],
	['standard', 'buffer', 'EXCESS_FUND_MISMATCH'],
	['any_cause', 'buffer', 'none'],
	['any_cause', null, 'EXCESS_FUND_MISMATCH'],
];
test.each(excesses)('excess in the mode %s out of the fund %s: %s', (mode, fund, code) => {
	expect(codeOf(() => issue({ excess: { mode, fund, add_room: false } }))).toBe(code);
});

test('a policy cannot end before it begins, nor give a class two plans from one day', () => {
	expect(codeOf(() => issue({ to: '2025-12-31' }))).toBe('POLICY_DATES_INVERTED');
	const twice = [
		{ class: 'staff', plan_id: 'GOLD' },
		{ class: 'staff', plan_id: 'SILVER' },
	];
	expect(codeOf(() => issue({ classes: twice }))).toBe('CLASS_REPEATED');
});

test('a class that gets another plan keeps the one it had before that day', () => {
	const after = endorse(issue(), '2026-07-01', { kind: 'class', class: 'staff', plan_id: 'SILVER' });
	expect(after.classes.map(({ from, plan_id }) => [from, plan_id])).toEqual([
		['2026-01-01', 'GOLD'],
		['2026-07-01', 'SILVER'],
	]);
});

const endorsements: [on: string, change: Change, code: string][] = [
	['2026-07-01', { kind: 'term', to: null }, 'none'],
	['2026-07-01', { kind: 'term', to: '2025-12-31' }, 'POLICY_DATES_INVERTED'],
	['2027-01-01', { kind: 'term', to: null }, 'ENDORSEMENT_OUTSIDE_POLICY'],
	['2025-12-31', { kind: 'class', class: 'board', plan_id: 'GOLD' }, 'ENDORSEMENT_OUTSIDE_POLICY'],
	['2026-01-01', { kind: 'class', class: 'staff', plan_id: 'SILVER' }, 'CLASS_REPEATED'],
];
test.each(endorsements)('from %s on, %j: %s', (on, change, code) => {
	expect(codeOf(() => endorse(issue(), on, change))).toBe(code);
});
