/** For tests: generated plans, contracts, policies, members and a member's claims of a year, all of them valid. */
import { addDays } from '@claims-askes/kernel/calendar-date';
import fc from 'fast-check';
import { parseCase } from './case/parse-case';
import { aMember } from './testing';
import type { Case } from './types';

const amount = (most: number) => fc.integer({ min: 0, max: most });
const percent = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom('12.5', '33.33', '66.666'));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Absent but for one time in so many. */
const oneIn = <T>(times: number, value: T) =>
	fc.nat(times - 1).map((thrown) => (thrown === 0 ? value : undefined));

const CODES = ['ROOM', 'SURGERY', 'SCOPE', 'VISIT', 'DRUG', 'CASH', 'AFTER', 'NOTHING'];

const limit = (id: string) =>
	fc.oneof(
		fc.record({
			id: fc.constant(id),
			per: fc.constantFrom('line', 'unit', 'day', 'visit', 'case', 'year', 'two_years', 'lifetime'),
			amount: amount(60_000),
			scope: maybe(fc.constantFrom('member', 'family', 'group')),
		}),
		fc.record({
			id: fc.constant(id),
			per: fc.constantFrom('line', 'day', 'visit', 'case', 'year', 'two_years', 'lifetime'),
			count: fc.integer({ min: 0, max: 8 }),
			unit: fc.constantFrom('unit', 'day', 'visit', 'service'),
			scope: maybe(fc.constantFrom('member', 'family', 'group')),
		}),
		fc.record({
			id: fc.constant(id),
			per: fc.constantFrom('case', 'year'),
			amount: amount(60_000),
			parts: fc.constant([
				['surgeon', '66.6'],
				['theatre', '33.3'],
			]),
			part: fc.constantFrom('surgeon', 'theatre'),
		}),
	);

/** A limit of the benefit's own, and perhaps one that all benefits share. */
const limitsOf = (id: string) =>
	fc
		.tuple(limit(`of-${id}`), fc.boolean())
		.map(([own, isSharing]) => [own, ...(isSharing ? [{ id: 'shared', per: 'year', amount: 90_000 }] : [])]);

const ceilings = fc.record({ member: amount(20_000), family: maybe(amount(30_000)) });

const costShare = fc.record({
	deductible: maybe(ceilings),
	copay: maybe(fc.record({ amount: amount(3_000), per: fc.constantFrom('line', 'visit', 'day') })),
	coinsurance: maybe(percent),
	order: maybe(fc.shuffledSubarray(['deductible', 'copay', 'coinsurance'])),
});

const benefit = (id: string, fixed: object = {}) =>
	fc
		.record({
			covered: oneIn(12, false),
			limits: maybe(limitsOf(id)),
			settlement: maybe(percent),
			cost_share: maybe(fc.record({ coinsurance: percent, deductible: oneIn(3, {}) })),
			authorization: oneIn(4, true),
			frequency: oneIn(8, { days: 20 }),
			documents: oneIn(8, ['report']),
		})
		.map((generated) => ({ ...generated, ...fixed }));

const pool = (id: string, scope: string, per: string) =>
	fc.record({
		id: fc.constant(id),
		scope: fc.constant(scope),
		per: fc.constant(per),
		amount: amount(150_000),
	});

export const plan = fc.record({
	id: fc.constant('generated'),
	version: fc.integer({ min: 1, max: 9 }),
	year_start: maybe(fc.constantFrom('01-01', '04-01', '07-15')),
	benefits: fc.record({
		room: benefit('room', { category: 'room', per_day: true }),
		surgery: benefit('surgery', { surgery: true }),
		visit: benefit('visit'),
		drug: benefit('drug', { category: 'pharmacy' }),
		cash: benefit('cash', { daily_cash: 700 }),
		after: benefit('after', { window: { pre: 30, post: 60 } }),
	}),
	benefit_of: fc.constant({
		ROOM: 'room',
		SURGERY: 'surgery',
		SCOPE: 'surgery',
		VISIT: 'visit',
		DRUG: 'drug',
		CASH: 'cash',
		AFTER: 'after',
	}),
	cost_share: maybe(fc.record({ in: costShare, out: maybe(costShare) })),
	oop: maybe(fc.record({ in: maybe(ceilings), out: maybe(ceilings) })),
	pools: maybe(
		fc.tuple(
			pool('mine', 'member', 'year'),
			pool('ours', 'family', 'year'),
			pool('group', 'group', 'year'),
			pool('ever', 'member', 'lifetime'),
		),
	),
	cob: maybe(fc.constantFrom('standard', 'non_duplication', 'lowest_of_three')),
	room: maybe(
		fc.record({
			entitled_class: fc.constant('2'),
			entitled_rate: maybe(amount(4_000)),
			method: maybe(fc.constantFrom('none', 'proration')),
			fixed: maybe(fc.constant(['pharmacy'])),
		}),
	),
	filing_days: fc.constantFrom(undefined, 28, 30, 90),
	waiting: maybe(fc.record({ general_days: fc.integer({ min: 0, max: 60 }) })),
	recovery_days: maybe(fc.constantFrom(14, 60)),
	recovery_deny: maybe(fc.boolean()),
	settlement: maybe(percent),
	non_medical: oneIn(3, ['DRUG']),
	audit: oneIn(4, { claim_over: 15_000, surgeries_per_day: 1 }),
	documents: oneIn(4, [{ document: 'report', over: 60_000 }]),
	child_max_age: oneIn(8, 20),
	out_of_network: fc.record({ basis: fc.constant('percent'), percent }),
	rules: maybe(
		fc.dictionary(
			fc.constantFrom('5', '6', '8', '14', '19', '20', '24', '26', '29'),
			fc.constantFrom('deny', 'pend', 'warn', 'off'),
		),
	),
});

const price = fc.oneof(
	fc.record({ basis: fc.constantFrom('fee', 'per_diem', 'case'), amount: amount(20_000) }),
	fc.record({ basis: fc.constant('percent'), percent }),
	fc.constant({ basis: 'capitation' }),
);

const caseRate = fc.oneof(
	fc.record({ amount: amount(90_000), in_full: fc.boolean() }),
	fc.record({
		by_class: fc.record({ '1': amount(90_000), '2': amount(70_000), '3': amount(50_000) }),
		top_class: fc.constant('1'),
		above_top_percent: fc.constant(75),
		in_full: fc.boolean(),
	}),
);

const contract = fc.record({
	provider_id: fc.constant('hospital'),
	from: fc.constant('2024-01-01'),
	to: fc.constantFrom(undefined, undefined, '2026-01-31'),
	prices: fc.dictionary(fc.constantFrom(...CODES), price),
	default: oneIn(1, { basis: 'percent', percent: 90 }),
	multiple: maybe(fc.constant({ percents: [100, 50, 25], codes: ['SURGERY', 'VISIT', 'ROOM'] })),
	endoscopy: maybe(fc.constant({ scopes: { base: 900, codes: ['SCOPE', 'DRUG', 'AFTER'] } })),
	case_rate: oneIn(3, null).chain((none) => (none === null ? caseRate : fc.constant(undefined))),
	claim_discount: maybe(amount(5_000)),
});

const policy = fc.record({
	id: fc.constant('policy'),
	aso: maybe(fc.record({ amount: fc.constantFrom(25_000, 9_000_000, 9_000_000) })),
	excess: maybe(
		fc.record({
			mode: fc.constantFrom(
				'standard',
				'any_cause',
				'except_exclusions',
				'except_exclusions_and_non_medical',
			),
			fund: fc.constantFrom('buffer', 'non_benefit'),
			amount: amount(60_000),
			add_room: fc.boolean(),
		}),
	),
});

/** The edits of code sets, each there one time in four. */
const codes = fc.record({
	ptp: oneIn(4, [{ col1: 'SURGERY', col2: 'SCOPE', indicator: 0 }]),
	mue: oneIn(4, { DRUG: { max: 3, mai: 2 }, VISIT: { max: 4, mai: 1 } }),
	included: oneIn(4, [{ code: 'DRUG', in: 'ROOM' }]),
	exclusive: oneIn(4, [['VISIT', 'SURGERY']]),
	add_on: oneIn(4, { SCOPE: ['VISIT', 'SURGERY'] }),
	bounds: oneIn(4, { SURGERY: { age: [0, 40] }, AFTER: { sex: 'M' } }),
	necessity: oneIn(4, { SCOPE: ['K'] }),
});

const line = fc.record({
	offset: fc.integer({ min: 0, max: 4 }),
	code: fc.constantFrom(...CODES, ...CODES.slice(0, 4), ...CODES.slice(0, 4)),
	units: fc.integer({ min: 1, max: 5 }),
	billed: amount(40_000),
});

/** Shares of what was billed, in tenths: paid and left within allowed within obliged. */
const shares = fc
	.tuple(amount(10), amount(10), amount(10), amount(10))
	.map((tenths) => tenths.sort((a, b) => a - b));

const claim = fc.record({
	day: fc.integer({ min: 0, max: 460 }),
	member: fc.constantFrom('one', 'one', 'two'),
	provider: fc.constantFrom('hospital', 'hospital', 'clinic'),
	lines: fc.array(line, { minLength: 1, maxLength: 5 }),
	stay: maybe(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('1', '2', '3', 'VIP', undefined))),
	primary: maybe(shares),
	isPrimaryByLine: fc.boolean(),
	documents: maybe(fc.constant(['report'])),
	authorization: maybe(fc.constant('letter')),
});

type Generated<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

function claimOf(generated: Generated<typeof claim>, id: string): object {
	const first = addDays('2025-02-01', generated.day);
	const lines = generated.lines.map(({ offset, ...rest }, at) => ({
		n: at + 1,
		from: addDays(first, offset),
		...rest,
	}));
	const stay = generated.stay && {
		admitted: first,
		discharged: addDays(first, generated.stay[0]),
		class: generated.stay[1],
	};
	return {
		id,
		member_id: generated.member,
		provider_id: generated.provider,
		received: addDays(first, 30),
		diagnoses: ['J18.9'],
		lines,
		stay,
		authorization: generated.authorization,
		documents: generated.documents,
		primary: generated.primary && primaryOf(generated.primary, lines, generated.isPrimaryByLine),
	};
}

type BilledLine = { readonly n: number; readonly code: string; readonly billed: number };

function primaryOf(tenths: readonly number[], lines: readonly BilledLine[], isByLine: boolean): object {
	const coordinated = lines.filter(({ code }) => code !== 'CASH');
	if (isByLine)
		return { lines: Object.fromEntries(coordinated.map(({ n, billed }) => [n, figuresOf(tenths, billed)])) };
	return {
		claim: figuresOf(
			tenths,
			coordinated.reduce((total, { billed }) => total + billed, 0),
		),
	};
}

function figuresOf(
	[paid = 0, left = 0, allowed = 0, obliged = 0]: readonly number[],
	billed: number,
): object {
	const part = (tenths: number) => Math.floor((billed * tenths) / 10);
	return {
		paid: part(paid),
		left: Math.min(part(left), part(allowed) - part(paid)),
		allowed: part(allowed),
		obliged: part(obliged),
	};
}

/** A year of a family: its claims in the order in which they came, the last of them the case's own. */
export const aYear: fc.Arbitrary<Case> = fc
	.record({
		plan,
		contract,
		policy: maybe(policy),
		claims: fc.array(claim, { minLength: 1, maxLength: 7 }),
		codes,
		covered: fc.constantFrom('2024-01-01', '2025-03-01'),
		other_coverage: oneIn(6, { relationship: 'employee', since: '2020-01-01' }),
	})
	.map((generated) => {
		const claims = generated.claims.map((one, at) => claimOf(one, `claim-${at + 1}`));
		const coverage = [{ from: generated.covered, to: '2026-04-30' }];
		return parseCase({
			claim: claims.at(-1),
			before: claims.slice(0, -1).map((one) => ({ claim: one })),
			facts: {
				today: '2026-12-31',
				currency: { code: 'USD', decimals: 2 },
				members: {
					one: aMember({ coverage }),
					two: aMember({ coverage, relationship: 'child', other_coverage: generated.other_coverage }),
				},
				providers: { hospital: {}, clinic: {} },
				contracts: [generated.contract],
				policy: generated.policy,
				codes: generated.codes,
				authorizations: [{ id: 'letter', member_id: 'one', amount: 50_000 }],
				plan: generated.plan,
			},
		});
	});
