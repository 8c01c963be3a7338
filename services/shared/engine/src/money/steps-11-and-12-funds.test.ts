import { expect, test } from 'bun:test';
import { type Changes, decided, fee, paid, sums } from '../testing';

const policy = (excess: object, aso?: number) => ({
	id: 'policy-1',
	...(aso !== undefined && { aso: { amount: aso } }),
	excess: { mode: 'any_cause', fund: 'buffer', amount: 10_000, ...excess },
});
const LIMIT = { limits: [{ id: 'x', per: 'year', amount: 600 }] };
const excess = (terms: object, changes: Changes = {}) =>
	decided({ benefit: LIMIT, ...changes, facts: { policy: policy(terms), ...changes.facts } });

test('under standard the member owes the excess', () => {
	expect(sums(excess({ mode: 'standard' }))).toEqual({ 'PR-119': 400 });
});

test('one fund pays the excess while it lasts', () => {
	const result = excess({ fund: 'non_benefit' });
	expect(sums(result)).toEqual({});
	expect(result.decision.lines[0]).toMatchObject({
		paid: 1_000,
		funding: { insurer: 600, non_benefit: 400 },
	});
	expect(result.accumulators['fund:non_benefit|policy:policy-1']).toBe(400);
	expect(sums(excess({ amount: 300 }))).toEqual({ 'PR-119': 100 });
});

test('what a fund pays does not use the limit', () => {
	expect(excess({}).accumulators['limit:x:amount|member:member-1|2026']).toBe(600);
});

test('a line that a limit or a pool had denied is paid, if the fund pays anything', () => {
	const spent = {
		facts: { policy: policy({}), accumulators: { 'limit:x:amount|member:member-1|2026': 600 } },
	};
	const result = decided({ benefit: LIMIT, ...spent });
	expect(result.decision.lines[0]).toMatchObject({ outcome: 'pay', paid: 1_000, funding: { buffer: 1_000 } });
	expect(result.decision.lines[0]?.denial).toBeUndefined();
	expect(result.accumulators['limit:x:amount|member:member-1|2026']).toBe(600);
	const pools = [{ id: 'year', scope: 'member', per: 'year', amount: 0 }];
	expect(paid(decided({ plan: { pools }, facts: { policy: policy({}) } }))).toEqual([1_000]);
});

test('if the fund pays nothing, the denial stands whole', () => {
	const result = decided({
		lines: [{ billed: 1_200 }],
		plan: { exclusions: { codes: ['A'] } },
		facts: { policy: policy({}), accumulators: { 'fund:buffer|policy:policy-1': 10_000 } },
	});
	expect(result.decision.lines[0]).toMatchObject({
		outcome: 'deny',
		allowed: 0,
		denial: { rule: 'R17', carc: '96' },
	});
	expect(sums(result)).toEqual({ 'PR-96': 1_200 });
});

const EXCLUDED = { plan: { exclusions: { codes: ['A'] } } };
const NON_MEDICAL = { plan: { non_medical: ['A'] } };
const UPGRADE = {
	plan: { benefits: { care: { category: 'room' } }, room: { entitled_rate: 700 } },
};

test.each<[string, Changes, object, number]>([
	['any_cause', EXCLUDED, {}, 1_000],
	['any_cause', NON_MEDICAL, {}, 1_000],
	['except_exclusions', EXCLUDED, {}, 0],
	['except_exclusions', NON_MEDICAL, {}, 1_000],
	['except_exclusions_and_non_medical', EXCLUDED, {}, 0],
	['except_exclusions_and_non_medical', NON_MEDICAL, {}, 0],
	['any_cause', UPGRADE, {}, 700],
	['any_cause', UPGRADE, { add_room: true }, 1_000],
	['except_exclusions', UPGRADE, { add_room: true }, 1_000],
	['except_exclusions_and_non_medical', UPGRADE, { add_room: true }, 700],
])('under %s, for %j with %j, the line pays %d', (mode, changes, terms, expected) => {
	const result = decided({
		lines: [{ billed: 1_200 }],
		...changes,
		facts: { policy: policy({ mode, ...terms }) },
	});
	expect(paid(result)).toEqual([expected]);
	if (expected === 1_000) expect(sums(result)['CO-45']).toBe(200);
});

test('there is no excess without a price of its own, nor inside a case rate', () => {
	const claim = { stay: { admitted: '2026-06-10', discharged: '2026-06-11' } };
	const inside = {
		...EXCLUDED,
		claim,
		contract: { case_rate: { amount: 500 } },
		facts: { policy: policy({}) },
	};
	expect(decided(inside).decision.outcome).toBe('denied');
	const unpriced = { ...EXCLUDED, contract: { prices: { B: fee(1) } }, facts: { policy: policy({}) } };
	expect(decided(unpriced).decision.outcome).toBe('denied');
});

test('the fund draws on what coordination left', () => {
	const claim = { primary: { lines: { '1': { paid: 700, allowed: 1_000, left: 300 } } } };
	const result = decided({ ...EXCLUDED, claim, facts: { policy: policy({}) } });
	expect(result.decision.lines[0]).toMatchObject({ outcome: 'pay', paid: 300, funding: { buffer: 300 } });
	expect(sums(result)).toEqual({ 'OA-23': 700 });
});

test.each<[number, number, { fund: 'buffer'; percent: number }[]]>([
	[0, 749, []],
	[0, 750, [{ fund: 'buffer', percent: 75 }]],
	[0, 900, [{ fund: 'buffer', percent: 90 }]],
	[760, 900, [{ fund: 'buffer', percent: 90 }]],
	[900, 950, []],
	[0, 1_000, [{ fund: 'buffer', percent: 100 }]],
	[1_000, 1_000, []],
])('a fund of 1,000 that goes from %d to %d alerts with %j', (before, after, alerts) => {
	const { decision } = decided({
		lines: [{ billed: after - before }],
		benefit: { limits: [{ id: 'x', per: 'year', amount: 0 }] },
		facts: { policy: policy({ amount: 1_000 }), accumulators: { 'fund:buffer|policy:policy-1': before } },
	});
	expect(decision.alerts).toEqual(alerts);
});

test('ASO pays the benefit and the fund the excess; the claim’s discount need not be drawn', () => {
	const result = decided({
		lines: [{}, { code: 'B', billed: 100 }],
		benefit: LIMIT,
		contract: { claim_discount: 50 },
		plan: { benefit_of: { A: 'care', B: 'other' }, benefits: { care: LIMIT, other: {} } },
		facts: { policy: policy({}, 650) },
	});
	expect(result.decision.lines.map((line) => line.funding)).toEqual([
		{ aso: 600, buffer: 400 },
		{ aso: 100 },
	]);
	expect(result.accumulators['fund:aso|policy:policy-1']).toBe(650);
	expect(result.decision.totals).toMatchObject({ paid: 1_050, provider_writes_off: 50 });
});

test('the claim discount is at most what the plan pays, and daily cash does not bear it', () => {
	const claim = { stay: { admitted: '2026-06-10', discharged: '2026-06-11' } };
	const result = decided({
		claim,
		lines: [{ billed: 30 }, { code: 'B', billed: undefined }],
		contract: { claim_discount: 100 },
		plan: { benefits: { care: {}, cash: { daily_cash: 500 } }, benefit_of: { A: 'care', B: 'cash' } },
	});
	expect(result.decision.adjustments).toEqual([{ group: 'CO', carc: '45', amount: 30, rule: 'S1' }]);
	expect(result.decision.totals.paid).toBe(500);
});

const CASH = { benefits: { care: { daily_cash: 500 } } };
const stay = (admitted: string, discharged: string) => ({ stay: { admitted, discharged } });
const cash = (line: object, changes: Changes = {}) =>
	decided({
		claim: stay('2026-06-10', '2026-06-13'),
		lines: [line],
		...changes,
		plan: { ...CASH, ...changes.plan },
	});

test.each<[string, object, object, number]>([
	['the day of discharge does not count', stay('2026-06-10', '2026-06-13'), { units: 5 }, 1_500],
	['a same-day stay is one day', stay('2026-06-10', '2026-06-10'), { units: 5 }, 500],
	['only the days of the line count', stay('2026-06-09', '2026-06-13'), { units: 2 }, 1_000],
	['only inpatient days of the line count', stay('2026-06-11', '2026-06-13'), { units: 2 }, 500],
	['whatever was billed', stay('2026-06-10', '2026-06-13'), { units: 3, billed: 9_999 }, 1_500],
])('of daily cash %s', (_, claim, line, charge) => {
	const { decision } = cash({ billed: undefined, ...line }, { claim });
	expect(decision.lines[0]).toMatchObject({ billed: charge, allowed: charge, paid: charge });
});

test('limits and pools hold for daily cash, and nobody owes what they cut', () => {
	const limits = [{ id: 'days', per: 'year', count: 2, unit: 'day' }];
	const pools = [{ id: 'year', scope: 'member', per: 'year', amount: 900 }];
	const result = cash({ units: 3 }, { plan: { benefits: { care: { daily_cash: 500, limits } }, pools } });
	expect(sums(result)).toEqual({ 'OA-119': 600 });
	expect(result.decision.totals).toMatchObject({ paid: 900, member_owes: 0, other: 600 });
});

test('settlement, cost share, coordination and excess do not hold for daily cash', () => {
	const result = cash(
		{ units: 3 },
		{
			claim: { ...stay('2026-06-10', '2026-06-13'), primary: { claim: { paid: 0, allowed: 0, left: 0 } } },
			plan: {
				settlement: 50,
				cost_share: { in: { coinsurance: 50 } },
				pools: [{ id: 'year', scope: 'member', per: 'year', amount: 900 }],
			},
			facts: { policy: policy({}) },
		},
	);
	expect(sums(result)).toEqual({ 'OA-119': 600 });
	expect(result.decision.lines[0]?.funding).toEqual({ insurer: 900 });
});

test('rules hold for daily cash, and what they deny is nobody’s', () => {
	const result = cash({ units: 3 }, { plan: { exclusions: { codes: ['A'] } } });
	expect(sums(result)).toEqual({ 'OA-96': 1_500 });
	const split = cash({ units: 3 }, { member: { coverage: [{ to: '2026-06-11' }] } });
	expect(sums(split)).toEqual({ 'OA-27': 500 });
	expect(paid(split)).toEqual([1_000]);
});

test('a fund that has nothing left is not named among those that pay', () => {
	const { decision } = decided({
		benefit: { limits: [{ id: 'x', per: 'line', amount: 600 }] },
		facts: { policy: { id: 'policy-1', excess: { mode: 'any_cause', fund: 'buffer', amount: 0 } } },
	});
	expect(decision.lines[0]?.funding).toEqual({ insurer: 600 });
});
