import { expect, test } from 'bun:test';
import { eligibilityPage } from './eligibility-page';

const medical = { plan_id: 'GOLD', from: '2026-01-01', to: null };
const dental = { plan_id: 'DENTAL', from: '2026-01-01', to: '2026-03-31' };
const date = '2026-05-01';

test('one product is one sentence', () => {
	const products = [{ product: null, reason: null, coverage: medical }];
	expect(eligibilityPage('M1', { date, reason: null, coverage: medical, products })).toBe(
		'M1 is covered on 2026-05-01: plan GOLD, from 2026-01-01 to further notice',
	);
	expect(eligibilityPage('M1', { date, reason: 'before_coverage', coverage: null, products: [] })).toBe(
		'M1 is not covered on 2026-05-01: before coverage',
	);
});

test('of several products each has its own line', () => {
	const products = [
		{ product: null, reason: null, coverage: medical },
		{ product: 'dental', reason: 'after_coverage', coverage: dental },
	];
	expect(eligibilityPage('M1', { date, reason: null, coverage: medical, products })).toBe(
		[
			'M1 is covered on 2026-05-01:',
			'  unnamed product: plan GOLD, from 2026-01-01 to further notice',
			'  dental: after coverage, plan DENTAL, from 2026-01-01 to 2026-03-31',
		].join('\n'),
	);
});
