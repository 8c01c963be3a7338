import { expect, test } from 'bun:test';
import { aClaim, aLine, aMember } from '../testing';
import { CaseError, parseCase } from './parse-case';

const document = (change: { claim?: object; facts?: object; plan?: object; rest?: object } = {}): object => ({
	claim: aClaim(change.claim),
	facts: {
		today: '2026-06-30',
		currency: { code: 'USD', decimals: 2 },
		members: { 'member-1': aMember() },
		providers: {},
		contracts: [],
		accumulators: {},
		history: [],
		...change.facts,
		plan: { id: 'plan', version: 1, benefits: { care: {} }, ...change.plan },
	},
	...change.rest,
});

function problemsOf(value: unknown): string[] {
	try {
		parseCase(value);
	} catch (error) {
		if (error instanceof CaseError) return error.problems.map(({ path, code }) => `${path} ${code}`);
		throw error;
	}
	return [];
}

const line = (change: object) => ({
	lines: [{ n: 1, from: '2026-06-10', code: 'A', billed: 1_000, ...change }],
});
const withLimits = (...limits: object[]) => ({ benefits: { care: { limits } } });
const splitInto = (...parts: unknown[]) => ({ id: 'x', per: 'year', amount: 1, parts, part: 'a' });
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
const figures = { paid: 500, allowed: 1_000, left: 500 };

test('a whole case is taken, and what is null is absent', () => {
	const parsed = parseCase(document({ claim: { setting: null, ...line({ to: null, units: 2 }) } }));
	expect(parsed.claim).not.toHaveProperty('setting');
	expect(parsed.claim.lines[0]).toEqual({
		n: 1,
		from: '2026-06-10',
		code: 'A',
		billed: 1_000,
		units: 2,
	} as never);
});

test.each<[string, object, string]>([
	['an unknown field', { claim: { colour: 'red' } }, 'claim.colour UNKNOWN_FIELD'],
	['an unknown field of a line', { claim: line({ price: 1 }) }, 'claim.lines[0].price UNKNOWN_FIELD'],
	['a fraction of a minor unit', { claim: line({ billed: 10.5 }) }, 'claim.lines[0].billed NOT_AN_AMOUNT'],
	['an amount as text', { claim: line({ billed: '1000' }) }, 'claim.lines[0].billed NOT_AN_AMOUNT'],
	['a negative amount', { claim: line({ billed: -1 }) }, 'claim.lines[0].billed NOT_AN_AMOUNT'],
	[
		'an amount beyond the bound',
		{ claim: line({ billed: 10_000_000_000_001 }) },
		'claim.lines[0].billed NOT_AN_AMOUNT',
	],
	[
		'an amount beyond all bounds',
		{ claim: line({ billed: Number.POSITIVE_INFINITY }) },
		'claim.lines[0].billed NOT_AN_AMOUNT',
	],
	['no units', { claim: line({ units: 0 }) }, 'claim.lines[0].units UNITS_OUT_OF_RANGE'],
	['half a unit', { claim: line({ units: 0.5 }) }, 'claim.lines[0].units UNITS_OUT_OF_RANGE'],
	['a million units', { claim: line({ units: 1_000_000 }) }, 'claim.lines[0].units UNITS_OUT_OF_RANGE'],
	[
		'more units in all than a bill can have',
		{ claim: { lines: Array.from({ length: 11 }, (_, at) => aLine(at + 1, { units: 99_999 })) } },
		' TOO_MANY_UNITS',
	],
	[
		'more units than so many limits can look at',
		{
			claim: {
				lines: Array.from({ length: 10 }, (_, at) => aLine(at + 1, { benefit: 'care', units: 99_999 })),
			},
			plan: {
				benefits: {
					care: { limits: Array.from({ length: 11 }, (_, at) => ({ id: `l${at}`, per: 'day', count: 1 })) },
				},
			},
		},
		' TOO_MANY_UNITS',
	],
	['a day that does not exist', { claim: line({ from: '2026-02-30' }) }, 'claim.lines[0].from NOT_A_DATE'],
	['an instant for a day', { claim: { received: '2026-06-20T00:00:00Z' } }, 'claim.received NOT_A_DATE'],
	['an unknown channel', { claim: { channel: 'fax' } }, 'claim.channel NOT_ONE_OF'],
	['a claim that replaces itself', { claim: { replaces: 'claim-1' } }, 'claim.replaces CONTRADICTION'],
	[
		'figures both by line and for the claim',
		{ claim: { primary: { claim: figures, lines: { '1': figures } } } },
		'claim.primary CONTRADICTION',
	],
	[
		'figures that exceed what was allowed',
		{ claim: { primary: { claim: { ...figures, left: 501 } } } },
		'claim.primary.claim CONTRADICTION',
	],
	[
		'figures that exceed the bill',
		{ claim: { primary: { lines: { '1': { ...figures, allowed: 1_001 } } } } },
		'claim.primary.lines.1 CONTRADICTION',
	],
	[
		'figures of no line',
		{ claim: { primary: { lines: { '7': figures } } } },
		'claim.primary.lines.7 UNKNOWN_LINE',
	],
	[
		'a coverage that ends before it begins',
		{ facts: { members: { m: aMember({ coverage: [{ from: '2026-02-01', to: '2026-01-01' }] }) } } },
		'facts.members.m.coverage[0] SPAN_INVERTED',
	],
	[
		'a member without a birth date',
		{ facts: { members: { m: aMember({ birth_date: null }) } } },
		'facts.members.m.birth_date REQUIRED',
	],
	[
		'contracts that overlap',
		{
			facts: {
				contracts: [
					{ provider_id: 'p', from: '2026-01-01' },
					{ provider_id: 'p', to: '2026-01-01' },
				],
			},
		},
		'facts.contracts[1] CONTRACTS_OVERLAP',
	],
	[
		'a contract within another',
		{
			facts: {
				contracts: [
					{ provider_id: 'p', from: '2026-05-01', to: '2026-05-31' },
					{ provider_id: 'p', from: '2026-01-01', to: '2026-06-30' },
					{ provider_id: 'q' },
					{ provider_id: 'p', from: '2026-07-01' },
				],
			},
		},
		'facts.contracts[1] CONTRACTS_OVERLAP',
	],
	[
		'an authorization there twice',
		{
			facts: {
				authorizations: [
					{ id: 'a', member_id: 'm' },
					{ id: 'a', member_id: 'n' },
				],
			},
		},
		'facts.authorizations[1].id ID_TWICE',
	],
	[
		'more lines in all than a case can have',
		{
			rest: {
				before: Array.from({ length: 51 }, (_, at) => ({
					claim: aClaim({ id: `before-${at}` }, new Array(999).fill({})),
				})),
			},
		},
		' TOO_MANY_LINES',
	],
	['an endless expectation', { rest: { expected: { lines: nested(21) } } }, 'expected TOO_DEEP'],
	[
		'a case rate of two kinds',
		{ facts: { contracts: [{ provider_id: 'p', case_rate: { amount: 1, by_class: { a: 1 } } }] } },
		'facts.contracts[0].case_rate CONTRADICTION',
	],
	[
		'a price without an amount',
		{ facts: { contracts: [{ provider_id: 'p', prices: { A: { basis: 'fee' } } }] } },
		'facts.contracts[0].prices.A.amount REQUIRED',
	],
	[
		'an unknown basis',
		{ facts: { contracts: [{ provider_id: 'p', prices: { A: { basis: 'guess', amount: 1 } } }] } },
		'facts.contracts[0].prices.A.basis NOT_ONE_OF',
	],
	[
		'the key of no accumulator',
		{ facts: { accumulators: { deductable: 1 } } },
		'facts.accumulators.deductable UNKNOWN_ACCUMULATOR',
	],
	[
		'an excess without its fund',
		{ facts: { policy: { id: 'p', excess: { mode: 'any_cause', amount: 1 } } } },
		'facts.policy.excess.fund REQUIRED',
	],
	[
		'a second limit with one id',
		{ plan: withLimits({ id: 'x', per: 'year', amount: 1 }, { id: 'x', per: 'case', amount: 1 }) },
		'facts.plan.benefits.care.limits[1].id LIMIT_ID_TWICE',
	],
	[
		'a part of no split',
		{ plan: withLimits({ id: 'x', per: 'year', amount: 1, parts: [['a', 50]], part: 'b' }) },
		'facts.plan.benefits.care.limits[0].part PARTS_DO_NOT_ADD_UP',
	],
	[
		'parts of more than the whole',
		{
			plan: withLimits({
				id: 'x',
				per: 'year',
				amount: 1,
				parts: [
					['a', 60],
					['b', '40.5'],
				],
				part: 'b',
			}),
		},
		'facts.plan.benefits.care.limits[0].part PARTS_DO_NOT_ADD_UP',
	],
	[
		'two parts of one name',
		{ plan: withLimits(splitInto(['a', 50], ['a', 50])) },
		'facts.plan.benefits.care.limits[0].part PARTS_DO_NOT_ADD_UP',
	],
	[
		'a part without its share',
		{ plan: withLimits(splitInto(['a', null], ['b', 100])) },
		'facts.plan.benefits.care.limits[0].parts[0][1] NOT_A_PERCENT',
	],
	[
		'a limit named as a part of another',
		{ plan: withLimits(splitInto(['a', 50], ['b', 50]), { id: 'x.a', per: 'year', amount: 1 }) },
		'facts.plan.benefits.care.limits[1].id ID_TWICE',
	],
	[
		'a limit in a currency of its own',
		{ plan: withLimits({ id: 'x', per: 'year', amount: 1, currency: 'IDR' }) },
		'facts.plan.benefits.care.limits[0].currency ONE_CURRENCY',
	],
	[
		'a bill in a currency of its own',
		{ claim: line({ billed: { amount: 1, currency: 'IDR' } }) },
		'claim.lines[0].billed ONE_CURRENCY',
	],
	[
		'a coinsurance of more than all',
		{ plan: { cost_share: { in: { coinsurance: 101 } } } },
		'facts.plan.cost_share.in.coinsurance NOT_A_PERCENT',
	],
	[
		'a cost share that is taken twice',
		{ plan: { cost_share: { in: { order: ['copay', 'deductible', 'copay'] } } } },
		'facts.plan.cost_share.in.order CONTRADICTION',
	],
	['a percentage as a fraction', { plan: { settlement: 12.5 } }, 'facts.plan.settlement NOT_A_PERCENT'],
	[
		'a rule that cannot be switched',
		{ plan: { rules: { '22': 'off' } } },
		'facts.plan.rules.22 RULE_NOT_SWITCHABLE',
	],
	['a rule that never warns', { plan: { rules: { '7': 'warn' } } }, 'facts.plan.rules.7 RULE_NOT_SWITCHABLE'],
	[
		'a rule that never denies',
		{ plan: { rules: { '28': 'deny' } } },
		'facts.plan.rules.28 RULE_NOT_SWITCHABLE',
	],
	[
		'ages the wrong way round',
		{ plan: { benefits: { care: { age: [20, 10] } } } },
		'facts.plan.benefits.care.age SPAN_INVERTED',
	],
	[
		'a year that begins on no day',
		{ plan: { year_start: '02-30' } },
		'facts.plan.year_start NOT_A_DAY_OF_THE_YEAR',
	],
	['a void of no claim', { rest: { before: [{ void: 'nothing' }] } }, 'before[0].void UNKNOWN_CLAIM'],
	['an expectation that is a list', { rest: { expected: [] } }, 'expected NOT_AN_OBJECT'],
])('%s is refused by path and code', (_, change, expected) => {
	expect(problemsOf(document(change))).toEqual([expected]);
});

test('hostile documents are refused, not executed', () => {
	for (const hostile of [null, undefined, 7, 'claim', [], [[]], () => 1]) {
		expect(problemsOf(hostile)).toEqual([' NOT_AN_OBJECT']);
	}
	const poisoned: unknown = JSON.parse(
		'{"today":"2026-06-30","members":{"__proto__":{"birth_date":"2000-01-01"}}}',
	);
	const problems = problemsOf({ ...document(), facts: poisoned });
	expect(problems).toContain('facts.members.__proto__ UNSAFE_KEY');
	expect(Object.hasOwn(Object.prototype, 'birth_date')).toBe(false);
});

test('every problem is named at once', () => {
	expect(problemsOf(document({ claim: { ...line({ units: 0, billed: -1 }), channel: 'fax' } }))).toHaveLength(
		3,
	);
});

test('a claim at the numeric bound is taken, and one line more is refused', () => {
	const most = 10_000_000_000_000;
	expect(problemsOf(document({ claim: line({ billed: most }) }))).toEqual([]);
	const lines = [1, 2].map((n) => ({ n, from: '2026-06-10', code: 'A', billed: most }));
	expect(problemsOf(document({ claim: { lines } }))).toEqual(['claim.lines AMOUNT_TOO_LARGE']);
});

test('a hundred thousand contracts are looked through at once', () => {
	const contracts = Array.from({ length: 100_000 }, (_, at) => ({ provider_id: `provider-${at}` }));
	const began = process.cpuUsage();
	expect(problemsOf(document({ facts: { contracts } }))).toEqual([]);
	expect(process.cpuUsage(began).user).toBeLessThan(10_000_000);
});

test.each<[object, string[]]>([
	[{ prices: { BASE: { basis: 'fee', amount: 5 } } }, []],
	[{ default: { basis: 'fee', amount: 5 } }, []],
	[
		{ prices: { A: { basis: 'fee', amount: 5 } } },
		['facts.contracts[0].endoscopy.upper.base BASE_NOT_PRICED'],
	],
	[{ endoscopy: { upper: { base: 400, codes: ['A'] } } }, []],
	[
		{ endoscopy: { upper: { base: 1, codes: ['A'] }, lower: { base: 2, codes: ['A', 'B'] } } },
		['facts.contracts[0].endoscopy.lower.codes CONTRADICTION'],
	],
])('a base of endoscopies has a price, and a code one family: %#', (terms, expected) => {
	const endoscopy = { upper: { base: 'BASE', codes: ['A', 'B'] } };
	const contracts = [{ provider_id: 'provider-1', endoscopy, ...terms }];
	expect(problemsOf(document({ facts: { contracts } }))).toEqual(expected);
});

test('a line of the history does not end before it begins', () => {
	const earlier = {
		claim_id: 'x',
		n: 1,
		member_id: 'm',
		provider_id: 'p',
		code: 'A',
		billed: 1,
		outcome: 'pay',
	};
	const history = [{ ...earlier, from: '2026-06-10', to: '2026-06-09' }];
	expect(problemsOf(document({ facts: { history } }))).toEqual(['facts.history[0] SPAN_INVERTED']);
});
