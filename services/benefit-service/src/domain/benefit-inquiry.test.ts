import { expect, test } from 'bun:test';
import { inquire, inquireInGeneral } from './benefit-inquiry';

const document = {
	id: 'GOLD',
	name: 'Gold',
	currency: 'IDR',
	benefits: {
		GP: {
			waiting_days: 30,
			authorization: true,
			limits: [{ id: 'gp', per: 'day' as const, amount: '250000' }],
			cost_share: { in: { copay: { amount: '50000', per: 'visit' as const } } },
		},
		SPA: { covered: false },
		REST: {},
	},
	benefit_of: { A1: 'GP', S1: 'SPA' },
	default_benefit: 'REST',
	cost_share: { in: { coinsurance: 10 }, out: { coinsurance: 40 } },
	waiting: { general_days: 14 },
	exclusions: { codes: ['X1'] },
	non_medical: ['TV'],
	pools: [
		{ id: 'annual', scope: 'member' as const, per: 'year' as const, amount: '1' },
		{ id: 'gp-year', scope: 'member' as const, per: 'year' as const, amount: '1', benefits: ['GP'] },
	],
};

test('a covered code is told with its limits, pools and what the member bears in each network', () => {
	expect(inquire(document, 'A1')).toMatchObject({
		benefit: 'GP',
		is_named: true,
		is_covered: true,
		limits: [{ id: 'gp' }],
		pools: [{ id: 'annual' }, { id: 'gp-year' }],
		cost_share: {
			in: { coinsurance: 10, copay: { amount: '50000' } },
			out: { coinsurance: 40, copay: { amount: '50000' } },
		},
		needs_authorization: true,
		waiting_days: 30,
	});
});

const reasons: [code: string, benefit: string | null, reason: string | null][] = [
	['ANY', 'REST', null],
	['S1', 'SPA', 'not_covered'],
	['X1', 'REST', 'excluded'],
	['TV', 'REST', 'non_medical'],
];
test.each(reasons)('code %s falls under %s and is not covered because: %s', (code, benefit, reason) => {
	expect(inquire(document, code)).toMatchObject({
		benefit,
		is_named: code === 'S1',
		reason: reason as never,
		is_covered: reason === null,
	});
});

test('a code that no benefit takes is none, whatever it is called', () => {
	const { default_benefit: _, ...strict } = document;
	for (const code of ['Z9', 'constructor', '__proto__']) {
		expect(inquire(strict, code)).toMatchObject({
			benefit: null,
			reason: 'not_a_benefit',
			is_covered: false,
		});
	}
});

test('a code of no benefit draws on no pool, and one beside a pool of others only on those for all', () => {
	const { default_benefit: _, ...strict } = document;
	expect(inquire(strict, 'ANY').pools).toEqual([]);
	expect(inquire(document, 'ANY').pools.map(({ id }) => id)).toEqual(['annual']);
});

test('care as such is told with what holds for every benefit, and with nothing of a single one', () => {
	expect(inquireInGeneral(document)).toEqual({
		...{ benefit: null, is_named: false, is_covered: true, reason: null, limits: [] },
		pools: document.pools.slice(0, 1),
		cost_share: document.cost_share,
		...{ needs_authorization: false, waiting_days: 14, age: null, sex: null },
	});
	expect(inquireInGeneral({ ...document, pools: undefined, waiting: undefined })).toMatchObject({
		pools: [],
		waiting_days: 0,
	});
});

test('of whom a benefit is for is told with it', () => {
	const benefits = { ...document.benefits, GP: { age: [0, 17] as [number, number], sex: 'F' as const } };
	expect(inquire({ ...document, benefits }, 'A1')).toMatchObject({
		age: [0, 17],
		sex: 'F',
		waiting_days: 14,
	});
});
