import { expect, test } from 'bun:test';
import { onlyPlanOf, planNamed } from './plan-named';

const PRODUCTS = new Map([
	['GOLD', 'medical'],
	['SILVER', 'medical'],
	['SMILE', 'dental'],
	['EYES', 'optical'],
	['ALL-IN', null],
]);
const classesOf = (...plans: string[]) => plans.map((plan_id) => ({ class: plan_id[0] ?? '', plan_id }));
const ce = (value: string) => ({ insurance_line: 'HLT', identifiers: [{ qualifier: 'CE', value }] });
const isPublished = (plan: string) => PRODUCTS.has(plan);

test.each([
	['by itself', { ...ce('SILVER'), plan: 'GOLD' }, 'GOLD'],
	['by its id in REF CE, as exchanges do', ce('SILVER'), 'SILVER'],
	['by a class of the policy in REF CE', ce('G'), 'GOLD'],
	['by a word that nobody knows, it is not named', ce('12345VA0010001'), undefined],
	['not at all', { insurance_line: 'HLT' }, undefined],
])('a plan is named %s', (_, coverage, expected) => {
	expect(planNamed(coverage, classesOf('GOLD', 'SMILE'), isPublished)).toBe(expected);
});

test.each([
	['health of one plan and dental of another', ['GOLD', 'SMILE', 'EYES'], 'HLT', 'GOLD'],
	['HMO is health', ['GOLD', 'SMILE'], 'HMO', 'GOLD'],
	['dental', ['GOLD', 'SMILE', 'EYES'], 'DEN', 'SMILE'],
	['vision', ['GOLD', 'SMILE', 'EYES'], 'VIS', 'EYES'],
	['a plan for everything is one for dental, too', ['ALL-IN'], 'DEN', 'ALL-IN'],
	['but a dental plan goes before it', ['ALL-IN', 'SMILE'], 'DEN', 'SMILE'],
	['nobody chooses among several', ['GOLD', 'SILVER', 'SMILE'], 'HLT', undefined],
	['a health plan is not taken for a dental one', ['GOLD'], 'DEN', undefined],
])('where none is named, %s', (_, plans, insurance_line, expected) => {
	expect(onlyPlanOf({ insurance_line }, classesOf(...plans), (plan) => PRODUCTS.get(plan))).toBe(
		expected as string,
	);
});
