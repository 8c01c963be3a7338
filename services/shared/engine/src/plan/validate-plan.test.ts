import { expect, test } from 'bun:test';
import { validatePlan } from './validate-plan';

const findings = (plan: object) =>
	validatePlan({ id: 'plan', version: 1, benefits: {}, ...plan }).map(({ severity, path, code }) => [
		severity,
		path,
		code,
	]);

test('a sound plan has no findings', () => {
	expect(
		findings({
			benefits: { care: { limits: [{ id: 'x', per: 'year', amount: 1 }] } },
			benefit_of: { A: 'care' },
		}),
	).toEqual([]);
});

test('a benefit has each limit id once', () => {
	const limits = [
		{ id: 'x', per: 'year', amount: 1 },
		{ id: 'x', per: 'lifetime', amount: 2 },
	];
	expect(findings({ benefits: { care: { limits } } })).toEqual([
		['error', 'benefits.care.limits[1].id', 'LIMIT_ID_TWICE'],
	]);
});

test('a pool id occurs once', () => {
	const pool = { id: 'year', scope: 'member', per: 'year', amount: 1 };
	expect(findings({ pools: [pool, pool] })).toEqual([['error', 'pools[1].id', 'ID_TWICE']]);
});

test('what can hardly be meant is a warning', () => {
	expect(
		findings({ benefits: { care: { limits: [{ id: 'x', per: 'year' }] } }, benefit_of: { A: 'nothing' } }),
	).toEqual([
		['warning', 'benefit_of.A', 'UNKNOWN_BENEFIT'],
		['warning', 'benefits.care.limits[0]', 'LIMITS_NOTHING'],
	]);
});

test('a finding says in words what is wrong where', () => {
	expect(validatePlan({ id: 'plan', version: 1 })[0]?.message).toBe('benefits is required');
});

test('a limit that two benefits share has one set of terms, whatever part of it each draws on', () => {
	const shared = { id: 'x', per: 'year', amount: 1, count: 2 };
	const of = (other: object) => findings({ benefits: { a: { limits: [shared] }, b: { limits: [other] } } });
	const differs = [['error', 'benefits.b.limits[0]', 'LIMIT_DIFFERS']];
	expect(of({ ...shared, unit: 'unit', scope: 'member' })).toEqual([]);
	for (const change of [{ per: 'day' }, { amount: 2 }, { count: 3 }, { unit: 'day' }, { scope: 'family' }]) {
		expect(of({ ...shared, ...change })).toEqual(differs);
	}
	const parts = [
		['surgeon', 50],
		['theatre', '50.0'],
	];
	const split = { id: 'x', per: 'case', amount: 9, parts };
	const benefits = {
		a: { limits: [{ ...split, part: 'surgeon' }] },
		b: { limits: [{ ...split, part: 'theatre' }] },
	};
	expect(findings({ benefits })).toEqual([]);
});

test.each<[string, object, string, string]>([
	['a frequency of both days and months', { frequency: { days: 1, months: 1 } }, 'error', 'CONTRADICTION'],
	['a frequency of neither', { frequency: {} }, 'error', 'CONTRADICTION'],
	['a frequency of no days', { frequency: { days: 0 } }, 'warning', 'DOES_NOTHING'],
	['daily cash that is shared', { daily_cash: 1, settlement: 50 }, 'warning', 'DOES_NOTHING'],
	[
		'a deductible of a family below that of one member',
		{ cost_share: { deductible: { member: 2, family: 1 } } },
		'warning',
		'BOUNDS_INVERTED',
	],
])('%s is found', (_, benefit, severity, code) => {
	expect(findings({ benefits: { care: benefit } })).toEqual([
		[severity, expect.stringMatching(/^benefits\.care\./), code],
	]);
});

test.each<[object, string, string]>([
	[{ year_start: '02-29' }, 'year_start', 'DAY_UNKNOWN'],
	[{ room: { method: 'proration' } }, 'room.method', 'DOES_NOTHING'],
	[{ recovery_deny: true }, 'recovery_deny', 'DOES_NOTHING'],
	[{ child_max_age: 25, child_max_age_student: 21 }, 'child_max_age_student', 'BOUNDS_INVERTED'],
	[{ oop: { out: { member: 2, family: 1 } } }, 'oop.out.family', 'BOUNDS_INVERTED'],
	[
		{ cost_share: { in: { deductible: { member: 2, family: 1 } } } },
		'cost_share.in.deductible.family',
		'BOUNDS_INVERTED',
	],
	[
		{ pools: [{ id: 'p', scope: 'member', per: 'year', amount: 1, benefits: ['nothing'] }] },
		'pools[0].benefits',
		'UNKNOWN_BENEFIT',
	],
])('a plan with %j is warned of', (plan, path, code) => {
	expect(findings(plan)).toEqual([['warning', path, code]]);
});
