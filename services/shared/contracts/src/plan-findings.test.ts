import { expect, test } from 'bun:test';
import { shapeFindings } from './finding';
import { PlanDocument } from './plan-document';
import { planFindings } from './plan-findings';

const aPlan = (changes: object = {}) => ({
	id: 'GOLD',
	name: 'Gold',
	currency: 'IDR',
	benefits: { GP: {}, ROOM: { per_day: true } },
	...changes,
});
const findingsOf = (document: object) => {
	const parsed = PlanDocument.safeParse(document);
	return parsed.success ? planFindings(parsed.data) : shapeFindings(parsed.error);
};
const placesOf = (changes: object) => findingsOf(aPlan(changes)).map(({ path, code }) => [path, code]);

const LIMIT = { id: 'room', per: 'day', amount: '1000000' };
const SPLIT = {
	...LIMIT,
	parts: [
		['surgeon', 60],
		['theatre', '40.0'],
	],
	part: 'surgeon',
};

test('a rich plan that fits together has no findings', () => {
	const rich = {
		year_start: '07-01',
		benefits: {
			GP: { cost_share: { in: { copay: { amount: '50000', per: 'visit' } } }, age: [0, 150] },
			ROOM: { per_day: true, limits: [LIMIT, { id: 'days', per: 'year', count: 30, unit: 'day' }] },
			NURSE: { limits: [{ amount: '1000000', per: 'day', id: 'room' }] },
			SURGERY: { limits: [{ ...SPLIT, id: 'surgery' }] },
			THEATRE: { limits: [{ ...SPLIT, id: 'surgery', part: 'theatre' }] },
			CASH: { daily_cash: '250000' },
		},
		benefit_of: { A1: 'GP' },
		default_benefit: 'GP',
		cost_share: { in: { deductible: { member: '100000', family: '100000' }, coinsurance: '12.5' } },
		pools: [{ id: 'annual', scope: 'family', per: 'year', amount: '90000000', benefits: ['GP'] }],
		room: { entitled_rate: '1000000', method: 'proration' },
		rules: { '7': 'pend', '28': 'off', '17': 'warn' },
	};
	expect(placesOf(rich)).toEqual([]);
});

const mistakes: [what: string, changes: object, path: string, code: string][] = [
	['is in a currency that does not exist', { currency: 'XXQ' }, 'currency', 'CURRENCY_UNKNOWN'],
	[
		'has a limit id twice in one benefit',
		{ benefits: { GP: { limits: [LIMIT, LIMIT] } } },
		'benefits.GP.limits.1.id',
		'LIMIT_ID_TWICE',
	],
	[
		'shares a limit that is another one there',
		{ benefits: { GP: { limits: [LIMIT] }, X: { limits: [{ ...LIMIT, amount: '2' }] } } },
		'benefits.X.limits.0',
		'LIMIT_DIFFERS',
	],
	[
		'has a limit of nothing',
		{ benefits: { GP: { limits: [{ id: 'a', per: 'year' }] } } },
		'benefits.GP.limits.0',
		'LIMITS_NOTHING',
	],
	[
		'splits more than there is',
		{
			benefits: {
				GP: {
					limits: [
						{
							...SPLIT,
							parts: [
								['surgeon', 60],
								['theatre', 41],
							],
						},
					],
				},
			},
		},
		'benefits.GP.limits.0.part',
		'PARTS_DO_NOT_ADD_UP',
	],
	[
		'splits less than there is',
		{ benefits: { GP: { limits: [{ ...SPLIT, parts: [['surgeon', 60]] }] } } },
		'benefits.GP.limits.0.part',
		'PARTS_DO_NOT_ADD_UP',
	],
	[
		'counts a limit under the name of a part of another',
		{
			benefits: {
				GP: { limits: [{ ...SPLIT, id: 'a' }] },
				X: { limits: [{ ...LIMIT, id: 'a.surgeon' }] },
			},
		},
		'benefits.X.limits.0.id',
		'ID_TWICE',
	],
	[
		'draws on a part that there is not',
		{ benefits: { GP: { limits: [{ ...SPLIT, part: 'nurse' }] } } },
		'benefits.GP.limits.0.part',
		'PARTS_DO_NOT_ADD_UP',
	],
	['puts a code under no benefit', { benefit_of: { A1: 'DENTAL' } }, 'benefit_of.A1', 'UNKNOWN_BENEFIT'],
	[
		'puts a code under what every object has',
		{ benefit_of: { A1: 'constructor' } },
		'benefit_of.A1',
		'UNKNOWN_BENEFIT',
	],
	['puts all others under no benefit', { default_benefit: 'DENTAL' }, 'default_benefit', 'UNKNOWN_BENEFIT'],
	[
		'pools a benefit that there is not',
		{ pools: [{ id: 'a', scope: 'member', per: 'year', amount: '1', benefits: ['GP', 'X'] }] },
		'pools.0.benefits.1',
		'UNKNOWN_BENEFIT',
	],
	[
		'has a pool twice',
		{
			pools: [
				{ id: 'a', scope: 'member', per: 'year', amount: '1' },
				{ id: 'a', scope: 'family', per: 'year', amount: '1' },
			],
		},
		'pools.1.id',
		'ID_TWICE',
	],
	[
		'has ages the wrong way round',
		{ benefits: { GP: { age: [65, 18] } } },
		'benefits.GP.age',
		'BOUNDS_INVERTED',
	],
	[
		'lets students leave before other children',
		{ child_max_age: 23, child_max_age_student: 21 },
		'child_max_age_student',
		'BOUNDS_INVERTED',
	],
	[
		'has a family deductible below the member’s',
		{ cost_share: { in: { deductible: { member: '200', family: '100' } } } },
		'cost_share.in.deductible.family',
		'BOUNDS_INVERTED',
	],
	[
		'pays sen of a rupiah',
		{ benefits: { CASH: { daily_cash: '1000.5' } } },
		'benefits.CASH.daily_cash',
		'AMOUNT_TOO_PRECISE',
	],
	[
		'shares daily cash',
		{ benefits: { CASH: { daily_cash: '1000', settlement: 80 } } },
		'benefits.CASH.daily_cash',
		'CONTRADICTION',
	],
	[
		'lets the member bear more than all',
		{ cost_share: { in: { coinsurance: '100.5' } } },
		'cost_share.in.coinsurance',
		'PERCENT_OVER_100',
	],
	[
		'takes the deductible twice',
		{ cost_share: { in: { order: ['deductible', 'copay', 'deductible'] } } },
		'cost_share.in.order',
		'STEP_TWICE',
	],
	['begins its year on a leap day', { year_start: '02-29' }, 'year_start', 'DAY_UNKNOWN'],
	['prorates without a rate', { room: { method: 'proration' } }, 'room.entitled_rate', 'REQUIRED'],
	['denies readmissions within no days', { recovery_deny: true }, 'recovery_days', 'REQUIRED'],
	['lets unknown members pass', { rules: { '7': 'off' } }, 'rules.7', 'INVALID'],
	['denies for short funds', { rules: { '28': 'deny' } }, 'rules.28', 'INVALID'],
	['switches a limit', { rules: { '22': 'off' } }, 'rules.22', 'UNKNOWN_FIELD'],
	['has a field of its own', { bonus: true }, 'bonus', 'UNKNOWN_FIELD'],
];
test.each(mistakes)('a plan that %s is told where', (_, changes, path, code) => {
	expect(placesOf(changes)).toEqual([[path, code]]);
});
