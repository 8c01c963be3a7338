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
