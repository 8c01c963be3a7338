import { expect, test } from 'bun:test';
import { aClaim, aHistoryLine, aMember, type Changes, decided, paid, sums } from '../testing';

/** The benefit `care`, of days where `per_day`, under these limits. */
const limited = (limits: object[], changes: Changes & { per_day?: boolean } = {}) => {
	const { per_day, plan, ...rest } = changes;
	return decided({ ...rest, plan: { benefits: { care: { per_day: per_day === true, limits } }, ...plan } });
};
const days = (units: number, billed: number, change: object = {}) => [{ units, billed, ...change }];

test('an amount limit pays the remainder, and what is over is the member’s', () => {
	const result = limited([{ id: 'year', per: 'year', amount: 700 }]);
	expect(sums(result)).toEqual({ 'PR-119': 300 });
	expect(result.accumulators).toEqual({ 'limit:year:amount|member:member-1|2026': 700 });
});

test.each<[string, object, string, string]>([
	['an amount', { per: 'year', amount: 700 }, 'amount', 'R22'],
	['a quantity of units', { per: 'year', count: 3, unit: 'unit' }, 'count', 'R22'],
	['a count of visits', { per: 'year', count: 3, unit: 'visit' }, 'count', 'R23'],
])('nothing left of %s denies after pricing: the member owes what is allowed', (_, limit, kind, rule) => {
	const key = `limit:x:${kind}|member:member-1|2026`;
	const result = limited([{ id: 'x', ...limit }], {
		lines: [{ billed: 1_200 }],
		facts: { accumulators: { [key]: 700 } },
	});
	expect(result.decision.outcome).toBe('denied');
	expect(result.decision.lines[0]).toMatchObject({
		allowed: 1_000,
		member_owes: 1_000,
		denial: { rule, carc: '119' },
	});
	expect(sums(result)).toEqual({ 'CO-45': 200, 'PR-119': 1_000 });
	expect(result.decision.movements).toEqual([]);
});

test('a lifetime limit is PR-35', () => {
	const limits = [{ id: 'x', per: 'lifetime', amount: 700 }];
	expect(sums(limited(limits))).toEqual({ 'PR-35': 300 });
	const spent = limited(limits, { facts: { accumulators: { 'limit:x:amount|member:member-1|life': 700 } } });
	expect(spent.decision.lines[0]?.denial).toEqual({ rule: 'R30', carc: '35' });
});

test('a line that a limit cut is not a denial', () => {
	expect(limited([{ id: 'x', per: 'line', amount: 1 }]).decision.outcome).toBe('approved');
});

test('counts are taken first, then amounts: days left in the year, each to its rate', () => {
	const result = limited(
		[
			{ id: 'rate', per: 'day', amount: 800 },
			{ id: 'days', per: 'year', count: 10, unit: 'day' },
		],
		{
			per_day: true,
			lines: days(5, 5_000),
			facts: { accumulators: { 'limit:days:count|member:member-1|2026': 7 } },
		},
	);
	expect(paid(result)).toEqual([2_400]);
	expect(sums(result)).toEqual({ 'PR-119': 2_600 });
	expect(result.accumulators['limit:days:count|member:member-1|2026']).toBe(10);
	expect(result.accumulators['limit:rate:amount|member:member-1|2026-06-12']).toBe(800);
	expect(result.accumulators['limit:rate:amount|member:member-1|2026-06-13']).toBeUndefined();
});

test('a line is split into its units, the remainder in the last', () => {
	const result = limited([{ id: 'x', per: 'unit', amount: 333 }], { lines: days(3, 1_000) });
	expect(sums(result)).toEqual({ 'PR-119': 1 });
});

test('a unit belongs to the plan year of its own day', () => {
	const result = limited([{ id: 'x', per: 'year', amount: 1_500 }], {
		per_day: true,
		plan: { year_start: '06-12' },
		lines: days(4, 4_000),
	});
	expect(paid(result)).toEqual([3_000]);
	expect(result.accumulators).toEqual({
		'limit:x:amount|member:member-1|2025': 1_500,
		'limit:x:amount|member:member-1|2026': 1_500,
	});
});

test('two years are this plan year and the one before', () => {
	const used = (year: number) => ({ accumulators: { [`limit:x:amount|member:member-1|${year}`]: 900 } });
	const limits = [{ id: 'x', per: 'two_years', amount: 1_000 }];
	expect(paid(limited(limits, { facts: used(2025) }))).toEqual([100]);
	expect(paid(limited(limits, { facts: used(2024) }))).toEqual([1_000]);
	expect(limited(limits).accumulators).toEqual({ 'limit:x:amount|member:member-1|2026': 1_000 });
});

test.each<[string, object]>([
	['an amount', { amount: 2_500 }],
	['a count', { count: 2, unit: 'day' }],
])('a stay that runs into the next plan year uses %s of two years once', (kind, limit) => {
	const result = limited([{ id: 'x', per: 'two_years', ...limit }], {
		per_day: true,
		plan: { year_start: '06-12' },
		lines: days(4, 4_000),
	});
	expect(paid(result)).toEqual([kind === 'a count' ? 2_000 : 2_500]);
});

test('a limit with one id is shared by its benefits', () => {
	const limits = [{ id: 'shared', per: 'case', amount: 1_500 }];
	const result = decided({
		lines: [{}, { code: 'B' }],
		plan: { benefits: { room: { limits }, nursing: { limits } }, benefit_of: { A: 'room', B: 'nursing' } },
	});
	expect(paid(result)).toEqual([1_000, 500]);
});

test('a fixed split gives each part its own amount, the remainder to the last', () => {
	const parts = [
		['surgeon', 50],
		['theatre', '33.3'],
		['anaesthesia', '16.7'],
	];
	const limit = (part: string) => ({ limits: [{ id: 'surgery', per: 'case', amount: 1_001, parts, part }] });
	const result = decided({
		lines: [{}, { code: 'B' }, { code: 'C' }],
		plan: {
			benefits: { surgeon: limit('surgeon'), theatre: limit('theatre'), anaesthesia: limit('anaesthesia') },
			benefit_of: { A: 'surgeon', B: 'theatre', C: 'anaesthesia' },
		},
	});
	expect(paid(result)).toEqual([500, 333, 168]);
	expect(result.accumulators['limit:surgery.theatre:amount|member:member-1|claim-1']).toBe(333);
});

test('what rounding has left off the parts of a split is the last one’s', () => {
	const parts = ['a', 'b', 'c'].map((name) => [name, '33.333333']);
	const split = (part: string) => limited([{ id: 'x', per: 'case', amount: 100, parts, part }]);
	expect(['a', 'b', 'c'].flatMap((part) => paid(split(part)))).toEqual([33, 33, 34]);
});

test('every limit is used by what all limits of the benefit let through', () => {
	const result = limited([
		{ id: 'wide', per: 'year', amount: 900 },
		{ id: 'narrow', per: 'case', amount: 300 },
	]);
	expect(result.accumulators).toEqual({
		'limit:wide:amount|member:member-1|2026': 300,
		'limit:narrow:amount|member:member-1|claim-1': 300,
	});
});

const YEAR = { id: 'year', per: 'year', amount: 1_460 };
const DAY = { id: 'day', per: 'day', amount: 390 };
test.each([[[YEAR, DAY]], [[DAY, YEAR]]])(
	'a unit finds of each limit what all of them let through of the units before it: %j',
	(limits) => {
		const result = limited(limits, { per_day: true, lines: days(5, 5_000) });
		expect(paid(result)).toEqual([1_460]);
		expect(result.accumulators['limit:year:amount|member:member-1|2026']).toBe(1_460);
		expect(result.accumulators['limit:day:amount|member:member-1|2026-06-13']).toBe(290);
	},
);

test.each<[string, object, string]>([
	['another count', { id: 'daily', per: 'day', count: 1, unit: 'unit' }, 'daily:count'],
	['an amount', { id: 'rate', per: 'day', amount: 1_000 }, 'rate:amount'],
])('a count goes to the units that %s lets through', (_, limit, kind) => {
	const result = limited([{ id: 'days', per: 'year', count: 2, unit: 'day' }, limit], {
		per_day: true,
		lines: days(3, 3_000),
		facts: { accumulators: { [`limit:${kind}|member:member-1|2026-06-10`]: 1_000 } },
	});
	expect(paid(result)).toEqual([2_000]);
	expect(result.accumulators['limit:days:count|member:member-1|2026']).toBe(2);
});

test('each unit tells which limit cut it, the first one that had less left', () => {
	const limits = [
		{ id: 'year', per: 'year', amount: 500 },
		{ id: 'life', per: 'lifetime', amount: 300 },
	];
	const result = limited(limits, { lines: days(4, 1_000) });
	// The second unit has 50 left of the lifetime; the third and the fourth 200 of the year, and nothing of the lifetime.
	expect(sums(result)).toEqual({ 'PR-35': 600, 'PR-119': 100 });
});

test('a line that is one service is counted in the year of its first day', () => {
	const result = limited(
		[
			{ id: 'services', per: 'year', count: 1, unit: 'service' },
			{ id: 'rate', per: 'day', amount: 1_000 },
		],
		{
			per_day: true,
			plan: { year_start: '06-11' },
			lines: days(2, 2_000),
			facts: { accumulators: { 'limit:rate:amount|member:member-1|2026-06-10': 1_000 } },
		},
	);
	expect(paid(result)).toEqual([1_000]);
	expect(result.accumulators['limit:services:count|member:member-1|2025']).toBe(1);
});

test('of a unit that an amount limit leaves nothing of, no count is used', () => {
	const result = limited(
		[
			{ id: 'days', per: 'year', count: 10, unit: 'day' },
			{ id: 'case', per: 'case', amount: 2_500 },
		],
		{ per_day: true, lines: days(5, 5_000) },
	);
	expect(paid(result)).toEqual([2_500]);
	expect(result.accumulators['limit:days:count|member:member-1|2026']).toBe(3);
});

test('a limit is used less what pools cut later, off the last units first', () => {
	const result = limited([{ id: 'rate', per: 'day', amount: 900 }], {
		per_day: true,
		lines: days(3, 3_000),
		plan: { pools: [{ id: 'year', scope: 'member', per: 'year', amount: 1_200 }] },
	});
	expect(paid(result)).toEqual([1_200]);
	expect(result.accumulators).toEqual({
		'limit:rate:amount|member:member-1|2026-06-10': 900,
		'limit:rate:amount|member:member-1|2026-06-11': 300,
		'pool:year|member:member-1|2026': 1_200,
	});
});

test('limits measure the amount before cost sharing', () => {
	const result = limited([{ id: 'x', per: 'year', amount: 700 }], {
		plan: { cost_share: { in: { coinsurance: 50 } } },
	});
	expect(sums(result)).toEqual({ 'PR-119': 300, 'PR-2': 350 });
	expect(result.accumulators).toEqual({ 'limit:x:amount|member:member-1|2026': 700 });
});

test('limits carry over from one claim to the next, and a void gives them back', () => {
	const earlier = { claim: { ...aClaimOn('2026-06-01'), id: 'first' } };
	const limits = [{ id: 'x', per: 'year', amount: 1_300 }];
	expect(paid(limited(limits, { before: [earlier] }))).toEqual([300]);
	expect(paid(limited(limits, { before: [earlier, { void: 'first' }] }))).toEqual([1_000]);
});

test.each<[string, object, object[], number[]]>([
	['each unit', { unit: 'unit' }, [{ units: 3, billed: 3_000 }], [2_000]],
	['each line as a service', { unit: 'service' }, [{ units: 2, billed: 2_000 }, {}, {}], [2_000, 1_000, 0]],
	[
		'each day once',
		{ unit: 'day' },
		[{}, {}, { from: '2026-06-09' }, { from: '2026-06-08' }],
		[0, 0, 1_000, 1_000],
	],
	[
		'each visit once',
		{ unit: 'visit' },
		[{}, { from: '2026-06-09' }, { from: '2026-06-08' }],
		[0, 1_000, 1_000],
	],
])('a count of two counts %s', (_, unit, lines, expected) => {
	const coded = lines.map((line, at) => ({ code: 'ABCD'[at], ...line }));
	const prices = Object.fromEntries('ABCD'.split('').map((code) => [code, { basis: 'fee', amount: 1_000 }]));
	const result = limited([{ id: 'x', per: 'year', count: 2, ...unit }], {
		lines: coded,
		contract: { prices },
	});
	expect(paid(result)).toEqual(expected);
	expect(result.accumulators).toEqual({ 'limit:x:count|member:member-1|2026': 2 });
});

test('a visit that an earlier claim has used is not counted again', () => {
	const result = limited([{ id: 'x', per: 'year', count: 1, unit: 'visit' }], {
		lines: [{ code: 'B' }],
		facts: { history: [aHistoryLine()], accumulators: { 'limit:x:count|member:member-1|2026': 1 } },
	});
	expect(paid(result)).toEqual([1_000]);
	expect(result.decision.movements).toEqual([]);
});

test('a family and a group share a limit of their scope', () => {
	for (const scope of ['family', 'group']) {
		const key = `limit:x:amount|${scope}:${scope}-1|2026`;
		expect(limited([{ id: 'x', per: 'year', amount: 700, scope }]).accumulators).toEqual({
			[key]: 700,
		});
	}
});

test('a readmission of the same condition goes on with the limits of its case', () => {
	const stay = (admitted: string, discharged: string) => ({
		stay: { admitted, discharged },
		received: '2026-06-25',
	});
	const limits = [{ id: 'x', per: 'case', amount: 1_500 }];
	const first = {
		claim: { ...aClaimOn('2026-06-01'), ...stay('2026-06-01', '2026-06-05'), id: 'first', case_id: 'case-7' },
	};
	const again = limited(limits, {
		before: [first],
		claim: { ...stay('2026-06-10', '2026-06-12'), case_id: 'case-8' },
		plan: { recovery_days: 14 },
	});
	expect(again.decision.case_id).toBe('case-7');
	expect(paid(again)).toEqual([500]);
	const later = limited(limits, {
		before: [first],
		claim: stay('2026-06-10', '2026-06-12'),
		plan: { recovery_days: 5 },
	});
	expect(later.decision.case_id).toBe('claim-1');
	expect(paid(later)).toEqual([1_000]);
});

test('a long stay that crosses plan years is counted day by day', () => {
	const result = limited([{ id: 'days', per: 'year', count: 365, unit: 'day' }], {
		per_day: true,
		claim: { received: '2026-06-20' },
		lines: days(400, 400_000, { from: '2025-05-01' }),
	});
	expect(paid(result)).toEqual([400_000]);
	expect(result.accumulators).toEqual({
		'limit:days:count|member:member-1|2025': 245,
		'limit:days:count|member:member-1|2026': 155,
	});
});

function aClaimOn(from: string): object {
	return {
		id: 'earlier',
		member_id: 'member-1',
		provider_id: 'provider-1',
		received: '2026-06-20',
		diagnoses: ['J18.9'],
		lines: [{ n: 1, from, code: 'A', billed: 1_000 }],
	};
}

test('a day that an earlier claim asked for and the count cut off is not free on a later one', () => {
	const limits = [{ id: 'days', per: 'year', count: 3, unit: 'day' }];
	const room = { from: '2026-06-10', units: 5, billed: 5_000 };
	const nursing = (from: string) =>
		limited(limits, {
			per_day: true,
			before: [{ claim: aClaim({ id: 'room' }, [room]) }],
			lines: [{ from, code: 'B', units: 2, billed: 2_000 }],
		});
	// Of 10 to 14 June the first three days were counted: on 12 June nursing belongs to a counted day.
	expect(paid(nursing('2026-06-12'))).toEqual([1_000]);
	expect(nursing('2026-06-13').decision.lines[0]?.denial).toEqual({ rule: 'R23', carc: '119' });
	expect(nursing('2026-06-12').accumulators['limit:days:count|member:member-1|2026']).toBe(3);
});

test('the days that were counted are those of the lines by date, in whatever order their claim named them', () => {
	const limits = [{ id: 'days', per: 'year', count: 5, unit: 'day' }];
	const [later, sooner] = [
		{ n: 1, from: '2026-06-12', units: 5, billed: 5_000 },
		{ n: 2, from: '2026-06-10', units: 2, billed: 2_000 },
	];
	const nursing = (from: string) =>
		limited(limits, {
			per_day: true,
			before: [{ claim: aClaim({ id: 'room' }, [later, sooner]) }],
			lines: [{ from, code: 'B', billed: 1_000 }],
		});
	// Five days were counted: 10 to 14 June.
	expect(paid(nursing('2026-06-10'))).toEqual([1_000]);
	expect(paid(nursing('2026-06-15'))).toEqual([0]);
});

test('a count that begins in the middle of a stay counts the days of its own year and coverage', () => {
	const room = { from: '2026-06-08', units: 6, billed: 6_000 };
	const nursing = (from: string, count: number) =>
		limited([{ id: 'days', per: 'year', count, unit: 'day' }], {
			per_day: true,
			plan: { year_start: '06-11' },
			member: { coverage: [{ from: '2026-06-09' }] },
			before: [{ claim: aClaim({ id: 'room' }, [room]) }],
			lines: [{ from, code: 'B', billed: 1_000 }],
		});
	// Covered from 9 June on: two days of the old year, and of the new one as many as the count has.
	expect(paid(nursing('2026-06-10', 2))).toEqual([1_000]);
	expect(paid(nursing('2026-06-12', 2))).toEqual([1_000]);
	expect(paid(nursing('2026-06-13', 2))).toEqual([0]);
});

/** Seven days a year for the family; a spouse has used two of them, and a stay of six days is cut after the fifth. */
const FAMILY_DAYS = {
	benefit: {
		per_day: true,
		limits: [{ id: 'days', per: 'year', count: 7, unit: 'day', scope: 'family' }],
	},
	facts: { members: { 'member-1': aMember(), 'member-2': aMember({ relationship: 'spouse' }) } },
};
const stayOf = (id: string, member_id: string, from: string, units: number) => ({
	claim: aClaim({ id, member_id }, [{ from, units, billed: units * 1_000 }]),
});
const SPOUSE = stayOf('spouse', 'member-2', '2026-03-01', 2);
const STAY = stayOf('stay', 'member-1', '2026-05-01', 6);
const balance = ({ accumulators }: { accumulators: object }) =>
	(accumulators as Record<string, number>)['limit:days:count|family:family-1|2026'];

test('a day that a count of the family has cut off a stay is not free for a later line', () => {
	const after = (from: string) =>
		decided({ ...FAMILY_DAYS, before: [SPOUSE, STAY], lines: [{ from, billed: 500 }] });
	// The fifth day is one of those that the stay has paid for; the sixth was cut.
	expect(paid(after('2026-05-05'))).toEqual([500]);
	const cut = after('2026-05-06');
	expect([cut.decision.outcome, sums(cut)]).toEqual(['denied', { 'PR-119': 500 }]);
	expect([balance(after('2026-05-05')), balance(cut)]).toEqual([7, 7]);
});

test('where the history does not say which days were cut, those of the whole family take the count in order', () => {
	const { facts, ...benefit } = FAMILY_DAYS;
	const history = [
		aHistoryLine({ claim_id: 'spouse', member_id: 'member-2', from: '2026-03-01', units: 2, billed: 2_000 }),
		aHistoryLine({ claim_id: 'stay', from: '2026-05-01', units: 6, billed: 6_000 }),
	];
	const accumulators = { 'limit:days:count|family:family-1|2026': 7 };
	const after = (from: string) =>
		decided({ ...benefit, facts: { ...facts, history, accumulators }, lines: [{ from, billed: 500 }] });
	expect(paid(after('2026-05-05'))).toEqual([500]);
	expect(after('2026-05-06').decision.outcome).toBe('denied');
});

test('a stay that is not in order of dates leaves its own cut days uncounted', () => {
	const late = stayOf('late', 'member-1', '2026-02-01', 3);
	const used = stayOf('used', 'member-1', '2026-05-01', 6);
	const after = (from: string) =>
		decided({ ...FAMILY_DAYS, before: [used, late], lines: [{ from, billed: 500 }] });
	// One day was left for the stay that came late: its first.
	expect(paid(after('2026-02-01'))).toEqual([500]);
	expect(after('2026-02-02').decision.outcome).toBe('denied');
	expect(paid(after('2026-05-06'))).toEqual([500]);
});

const ONE_DAY = { limits: [{ id: 'days', per: 'year', count: 1, unit: 'day' }] };
const EMPTY_POOL = { id: 'empty', scope: 'member', per: 'year', amount: 0, benefits: ['poor'] };

test.each<[string, object]>([
	['was no medical item', { non_medical: ['B'] }],
	['had nothing left in its pool', { pools: [EMPTY_POOL] }],
])('a day that a fund alone pays, as its service %s, is not one that was counted', (_, plan) => {
	const onDay = (from: string) =>
		decided({
			plan: {
				benefits: { care: ONE_DAY, poor: ONE_DAY },
				benefit_of: { A: 'care', B: 'poor', C: 'care' },
				...plan,
			},
			facts: { policy: { id: 'policy-1', excess: { mode: 'any_cause', fund: 'buffer', amount: 1_000 } } },
			before: [
				{ claim: aClaim({ id: 'by-fund' }, [{ from: '2026-06-01', code: 'B' }]) },
				{ claim: aClaim({ id: 'counted' }, [{ from: '2026-06-02' }]) },
			],
			lines: [{ from, code: 'C', billed: 900 }],
		});
	expect(paid(onDay('2026-06-02'))).toEqual([900]);
	expect(onDay('2026-06-01').decision.lines[0]?.denial).toEqual({ rule: 'R23', carc: '119' });
});

test('days outside the coverage are counted where the plan does not take them off', () => {
	const nursing = (from: string) =>
		limited([{ id: 'days', per: 'year', count: 3, unit: 'day' }], {
			per_day: true,
			member: { coverage: [{ from: '2026-06-11' }] },
			plan: { rules: { 8: 'warn' } },
			before: [{ claim: aClaim({ id: 'room' }, [{ units: 3, billed: 3_000 }]) }],
			lines: [{ from, billed: 500 }],
		});
	expect(paid(nursing('2026-06-10'))).toEqual([500]);
	expect(paid(nursing('2026-06-13'))).toEqual([0]);
});

test('a day stays counted by the claim that counted it, when another that shared a day with it is voided', () => {
	const after = (from: string) =>
		limited([{ id: 'days', per: 'year', count: 1, unit: 'day' }], {
			per_day: true,
			before: [
				{ claim: aClaim({ id: 'voided' }, [{ from: '2026-06-01' }]) },
				{ claim: aClaim({ id: 'shares' }, [{ from: '2026-06-01', code: 'B' }]) },
				{ void: 'voided' },
				{ claim: aClaim({ id: 'counts' }, [{ from: '2026-06-02' }]) },
			],
			lines: [{ from, code: 'C' }],
		});
	expect(paid(after('2026-06-01'))).toEqual([0]);
	expect(paid(after('2026-06-02'))).toEqual([1_000]);
});

test('daily cash without a stay has no days that could stand in the place of counted ones', () => {
	const limits = [{ id: 'visits', per: 'year', count: 2, unit: 'visit' }];
	const result = decided({
		plan: {
			benefits: { care: { limits }, cash: { daily_cash: 100, limits } },
			benefit_of: { A: 'care', B: 'care', CASH: 'cash' },
		},
		before: [
			{ claim: aClaim({ id: 'no-stay' }, [{ from: '2026-06-01', code: 'CASH', units: 3 }]) },
			{ claim: aClaim({ id: 'counted' }, [{ from: '2026-06-09' }]) },
		],
		lines: [{ from: '2026-06-09', code: 'B' }],
	});
	expect(paid(result)).toEqual([1_000]);
	expect(result.decision.movements).toEqual([]);
});

/** A day that one claim has counted, shared by a second whose benefit has one limit more; then the first is voided. */
const afterVoidOfShared = (last: string) =>
	decided({
		plan: {
			benefits: {
				visit: { limits: [{ id: 'visits', per: 'year', count: 1, unit: 'visit' }] },
				therapy: {
					limits: [
						{ id: 'visits', per: 'year', count: 1, unit: 'visit' },
						{ id: 'therapies', per: 'year', count: 9, unit: 'visit' },
					],
				},
			},
			benefit_of: { A: 'visit', B: 'therapy', C: 'visit' },
		},
		before: [
			{ claim: aClaim({ id: 'voided' }, [{ from: '2026-06-01' }]) },
			{ claim: aClaim({ id: 'shares' }, [{ from: '2026-06-01', code: 'B' }]) },
			{ void: 'voided' },
			{ claim: aClaim({ id: 'counts' }, [{ from: '2026-06-02' }]) },
		],
		lines: [{ from: last, code: 'C' }],
	});

test('of several limits each keeps for itself which days a line has used it for', () => {
	expect(paid(afterVoidOfShared('2026-06-01'))).toEqual([0]);
	expect(paid(afterVoidOfShared('2026-06-02'))).toEqual([1_000]);
});

test('a day counted for one part of a split is not counted for another', () => {
	const parts = [
		['surgeon', 50],
		['theatre', 50],
	];
	const limit = { id: 'split', per: 'year', amount: 9_000, count: 1, unit: 'day', parts };
	const result = decided({
		plan: {
			benefits: {
				surgeon: { limits: [{ ...limit, part: 'surgeon' }] },
				theatre: { limits: [{ ...limit, part: 'theatre' }] },
			},
			benefit_of: { A: 'surgeon', B: 'theatre', C: 'surgeon' },
		},
		before: [
			{ claim: aClaim({ id: 'theatre' }, [{ from: '2026-06-01', code: 'B' }]) },
			{ claim: aClaim({ id: 'surgeon' }, [{ from: '2026-06-02' }]) },
		],
		lines: [
			{ from: '2026-06-01', code: 'C' },
			{ from: '2026-06-02', code: 'C' },
		],
	});
	expect(paid(result)).toEqual([0, 1_000]);
});

test('a line of no amount is denied by a count of which nothing is left, and stands while one is', () => {
	const free = (used: number) =>
		limited([{ id: 'x', per: 'year', count: 1, unit: 'visit' }], {
			contract: { prices: { A: { basis: 'capitation' } } },
			facts: { accumulators: { 'limit:x:count|member:member-1|2026': used } },
		}).decision.lines[0];
	expect(free(0)).toMatchObject({ outcome: 'pay', paid: 0 });
	expect(free(1)?.denial).toEqual({ rule: 'R23', carc: '119' });
});

test('two limits that cut one line under the same code are one adjustment', () => {
	const { decision } = limited([
		{ id: 'line', per: 'line', amount: 800 },
		{ id: 'year', per: 'year', amount: 500 },
	]);
	expect(decision.lines[0]?.adjustments).toEqual([{ group: 'PR', carc: '119', amount: 500, rule: 'S4' }]);
});
