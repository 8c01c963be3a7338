import { expect, test } from 'bun:test';
import { PlanDocument, type PlanVersion } from '@claims-askes/contracts/plan-document';
import { validatePlan } from '@claims-askes/engine';
import type { z } from 'zod';
import { planOf, specialtiesUnder } from './plan-of-document';

const version = (document: Partial<z.input<typeof PlanDocument>>): PlanVersion => ({
	id: '0190b5c6-7d1e-7000-8000-000000000001',
	plan_id: 'gold',
	version: '3',
	effective_from: '2026-01-01',
	document: PlanDocument.parse({
		id: 'gold',
		name: 'Gold',
		currency: 'USD',
		benefits: { visit: {} },
		...document,
	}),
});

test('every amount of a document is read in the minor units of its currency', () => {
	const plan = planOf(
		version({
			benefits: {
				visit: {
					daily_cash: '1.00',
					limits: [{ id: 'v', per: 'year', amount: '2.00', count: 3 }],
					documents: [{ document: 'receipt', over: '3.00' }],
					cost_share: { in: { copay: { amount: '4.00', per: 'visit' } } },
				},
			},
			cost_share: { in: { deductible: { member: '5.00', family: '6.00' } } },
			oop: { in: { member: '7.00' } },
			pools: [{ id: 'p', scope: 'family', per: 'year', amount: '8.00' }],
			room: { entitled_rate: '9.00' },
			documents: [{ document: 'letter', over: '10.00' }],
			audit: { claim_over: '11.00' },
			out_of_network: { basis: 'reference', prices: { A: '12.00' } },
		}),
		'in',
	);
	const found = [...JSON.stringify(plan).matchAll(/":(\d{3,4})\b/g)].map(([, amount]) => Number(amount));
	expect(found.sort((a, b) => a - b)).toEqual([
		100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_100, 1_200,
	]);
	expect(JSON.stringify(plan)).not.toContain('.00');
});

test('a rupiah has no cents', () => {
	const plan = planOf(
		version({ currency: 'IDR', pools: [{ id: 'p', scope: 'member', per: 'year', amount: '5000000.00' }] }),
		'in',
	);
	expect(plan.pools?.[0]?.amount as number).toBe(5_000_000);
});

test('the engine accepts what was read', () => {
	const plan = planOf(
		version({ pools: [{ id: 'p', scope: 'member', per: 'year', amount: '100.00' }] }),
		'in',
	);
	expect(validatePlan(JSON.parse(JSON.stringify(plan)))).toEqual([]);
});

test('a benefit may share costs otherwise out of network', () => {
	const shared = version({
		benefits: { visit: { cost_share: { in: { coinsurance: 10 }, out: { coinsurance: 40 } } } },
	});
	expect(planOf(shared, 'in').benefits.visit?.cost_share).toEqual({ coinsurance: 10 });
	expect(planOf(shared, 'out').benefits.visit?.cost_share).toEqual({ coinsurance: 40 });
});

test('one of several specialties is enough for a benefit that allows several', () => {
	const plan = planOf(version({ benefits: { visit: { specialty: ['cardiology', 'internal'] } } }), 'in');
	const wanted = plan.benefits.visit?.specialty ?? '';
	expect(specialtiesUnder(plan, ['internal'])).toContain(wanted);
	expect(specialtiesUnder(plan, ['dental'])).not.toContain(wanted);
});

test('diagnoses are compared without their dot, as claims carry them', () => {
	const plan = planOf(version({ exclusions: { diagnoses: ['z41.1'] } }), 'in');
	expect(plan.exclusions?.diagnoses).toEqual(['Z411']);
});

test('a provider whom nobody knows is denied, unless the plan says otherwise', () => {
	expect(planOf(version({}), 'in').rules).toEqual({ '4': 'deny' });
	expect(planOf(version({ rules: { '4': 'pend' } }), 'in').rules).toEqual({ '4': 'pend' });
});
