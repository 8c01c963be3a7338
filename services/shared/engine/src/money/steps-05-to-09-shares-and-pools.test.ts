import { expect, test } from 'bun:test';
import { aClaim, type Changes, decided, paid, sums } from '../testing';

const sharing = (terms: object, changes: Changes = {}) =>
	decided({ ...changes, plan: { cost_share: { in: terms }, ...changes.plan } });

test('deductible first, then copay, then coinsurance on what remains', () => {
	const terms = { deductible: { member: 300 }, copay: { amount: 100, per: 'line' }, coinsurance: 25 };
	expect(sums(sharing(terms))).toEqual({ 'PR-1': 300, 'PR-3': 100, 'PR-2': 150 });
});

test('the plan may order them otherwise', () => {
	const terms = {
		deductible: { member: 300 },
		copay: { amount: 100, per: 'line' },
		coinsurance: 25,
		order: ['coinsurance', 'copay'],
	};
	expect(sums(sharing(terms))).toEqual({ 'PR-2': 250, 'PR-3': 100, 'PR-1': 300 });
});

test('the deductible is what member and family have left, and both move', () => {
	const result = sharing(
		{ deductible: { member: 500, family: 800 } },
		{ facts: { accumulators: { 'deductible.in|family:family-1|2026': 600 } } },
	);
	expect(sums(result)).toEqual({ 'PR-1': 200 });
	expect(result.accumulators).toEqual({
		'deductible.in|family:family-1|2026': 800,
		'deductible.in|member:member-1|2026': 200,
	});
});

test('a benefit overrides the terms key by key, and an empty deductible switches it off', () => {
	const terms = { deductible: { member: 300 }, coinsurance: 25 };
	expect(sums(sharing(terms, { benefit: { cost_share: { coinsurance: 10 } } }))).toEqual({
		'PR-1': 300,
		'PR-2': 70,
	});
	expect(sums(sharing(terms, { benefit: { cost_share: { deductible: {} } } }))).toEqual({ 'PR-2': 250 });
});

test('cost share belongs to the plan year of the first date', () => {
	const result = sharing(
		{ deductible: { member: 300 } },
		{ plan: { cost_share: { in: { deductible: { member: 300 } } }, year_start: '07-01' } },
	);
	expect(result.accumulators).toEqual({ 'deductible.in|member:member-1|2025': 300 });
});

test('a visit copay is collected from its lines in order until it is complete, over claims too', () => {
	const terms = { copay: { amount: 1_500, per: 'visit' } };
	const result = sharing(terms, { lines: [{}, { code: 'B' }] });
	expect(paid(result)).toEqual([0, 500]);
	expect(result.accumulators).toEqual({
		'copay.visit|member:member-1|2026-06-10@provider-1': 1_500,
	});
	const before = [{ claim: aClaim({ id: 'first' }) }];
	expect(paid(sharing(terms, { before, lines: [{ code: 'B' }] }))).toEqual([500]);
});

test('a day copay is one for the day, whoever gave the care, and one for each day of a stay', () => {
	const terms = { copay: { amount: 100, per: 'day' } };
	const result = sharing(terms, { lines: [{}, { code: 'B' }] });
	expect(paid(result)).toEqual([900, 1_000]);
	expect(result.accumulators).toEqual({ 'copay.day|member:member-1|2026-06-10': 100 });
	const stay = sharing(terms, { lines: [{ units: 3, billed: 3_000 }], benefit: { per_day: true } });
	expect(sums(stay)).toEqual({ 'PR-3': 300 });
});

test('the member’s coinsurance is rounded half-up; the plan pays the rest', () => {
	expect(sums(sharing({ coinsurance: '12.5' }, { lines: [{ billed: 100 }] }))).toEqual({ 'PR-2': 13 });
});

test('a benefit of nothing through cost share alone is paid', () => {
	const result = sharing({ deductible: { member: 5_000 } });
	expect(result.decision.lines[0]).toMatchObject({ outcome: 'pay', paid: 0, member_owes: 1_000 });
	expect(result.decision.outcome).toBe('approved');
});

const twoNetworks = {
	cost_share: { in: { deductible: { member: 100 } }, out: { deductible: { member: 700 } } },
	oop: { in: { member: 50 }, out: { member: 600 } },
	out_of_network: { basis: 'percent', percent: 100 },
};

test('networks have their own terms and accumulators', () => {
	const out = decided({ plan: twoNetworks, claim: { provider_id: 'provider-2' } });
	expect(sums(out)).toEqual({ 'PR-1': 600 });
	expect(out.accumulators).toEqual({
		'deductible.out|member:member-1|2026': 600,
		'oop.out|member:member-1|2026': 600,
	});
	expect(sums(decided({ plan: twoNetworks }))).toEqual({ 'PR-1': 50 });
});

test('a plan with one set of terms uses it, and its accumulators, for both networks', () => {
	const out = decided({
		plan: {
			cost_share: { in: { deductible: { member: 100 } } },
			oop: { in: { member: 50 } },
			out_of_network: { basis: 'percent', percent: 100 },
		},
		claim: { provider_id: 'provider-2' },
	});
	expect(out.accumulators).toEqual({
		'deductible.in|member:member-1|2026': 50,
		'oop.in|member:member-1|2026': 50,
	});
});

test('the out-of-pocket maximum gives back coinsurance, then copay, then deductible', () => {
	const terms = { deductible: { member: 300 }, copay: { amount: 100, per: 'line' }, coinsurance: 25 };
	const upTo = (member: number) =>
		sums(sharing(terms, { plan: { cost_share: { in: terms }, oop: { in: { member } } } }));
	expect(upTo(550)).toEqual({ 'PR-1': 300, 'PR-3': 100, 'PR-2': 150 });
	expect(upTo(450)).toEqual({ 'PR-1': 300, 'PR-3': 100, 'PR-2': 50 });
	expect(upTo(350)).toEqual({ 'PR-1': 300, 'PR-3': 50 });
	expect(upTo(200)).toEqual({ 'PR-1': 200 });
	expect(upTo(0)).toEqual({});
});

test('only deductible, copay and coinsurance count towards the out-of-pocket maximum', () => {
	const result = decided({
		benefit: { limits: [{ id: 'x', per: 'year', amount: 600 }] },
		plan: { cost_share: { in: { coinsurance: 10 } }, oop: { in: { member: 1_000, family: 2_000 } } },
	});
	expect(sums(result)).toEqual({ 'PR-119': 400, 'PR-2': 60 });
	expect(result.accumulators['oop.in|member:member-1|2026']).toBe(60);
	expect(result.accumulators['oop.in|family:family-1|2026']).toBe(60);
});

const pool = (change: object = {}) => ({ id: 'year', scope: 'member', per: 'year', amount: 700, ...change });

test('pools measure what the plan pays', () => {
	const result = decided({ plan: { pools: [pool()], cost_share: { in: { coinsurance: 20 } } } });
	expect(sums(result)).toEqual({ 'PR-2': 200, 'PR-119': 100 });
	expect(result.accumulators).toEqual({ 'pool:year|member:member-1|2026': 700 });
});

test('giving back raises the benefit before pools', () => {
	const plan = {
		pools: [pool({ amount: 900 })],
		cost_share: { in: { coinsurance: 20 } },
		oop: { in: { member: 50 } },
	};
	expect(sums(decided({ plan }))).toEqual({ 'PR-2': 50, 'PR-119': 50 });
});

test('a lifetime pool is PR-35, and a pool may hold for some benefits only', () => {
	expect(sums(decided({ plan: { pools: [pool({ per: 'lifetime' })] } }))).toEqual({ 'PR-35': 300 });
	expect(sums(decided({ plan: { pools: [pool({ benefits: ['other'] })] } }))).toEqual({});
	expect(decided({ plan: { pools: [pool({ per: 'lifetime' })] } }).accumulators).toEqual({
		'pool:year|member:member-1|life': 700,
	});
});

test('all pools of a line are used by what it pays', () => {
	const pools = [
		pool({ id: 'family', scope: 'family', amount: 900 }),
		pool({ id: 'group', scope: 'group', amount: 500 }),
	];
	const result = decided({ plan: { pools } });
	expect(result.accumulators).toEqual({
		'pool:family|family:family-1|2026': 500,
		'pool:group|group:group-1|2026': 500,
	});
});

test('when pools leave nothing, cost sharing is undone and the covered amount is denied', () => {
	const result = decided({
		lines: [{ billed: 1_200 }],
		benefit: { limits: [{ id: 'x', per: 'year', amount: 800 }] },
		plan: {
			pools: [pool({ amount: 0 })],
			cost_share: { in: { deductible: { member: 100 }, coinsurance: 20 } },
		},
	});
	expect(result.decision.lines[0]).toMatchObject({ outcome: 'deny', denial: { rule: 'R30', carc: '119' } });
	expect(sums(result)).toEqual({ 'CO-45': 200, 'PR-119': 1_000 });
	expect(result.accumulators).toEqual({});
});

test('a benefit that cost sharing took whole is not denied by an empty pool', () => {
	const plan = { pools: [pool({ amount: 0 })], cost_share: { in: { deductible: { member: 1_000 } } } };
	expect(sums(decided({ plan }))).toEqual({ 'PR-1': 1_000 });
});

test('an authorization is used by what the inner limit passed, less what pools cut', () => {
	const result = decided({
		claim: { authorization: 'letter' },
		lines: [{}, { code: 'B' }],
		benefit: { authorization: true, limits: [{ id: 'x', per: 'line', amount: 900 }] },
		plan: {
			benefits: { care: { authorization: true, limits: [{ id: 'x', per: 'line', amount: 900 }] } },
			cost_share: { in: { coinsurance: 50 } },
			pools: [pool({ amount: 700 })],
		},
		facts: { authorizations: [{ id: 'letter', member_id: 'member-1', amount: 5_000 }] },
	});
	// Line 1 passes 900, line 2 passes 900 of which the pool cuts 200 from the 450 that the plan would pay.
	expect(result.accumulators['auth:letter']).toBe(1_600);
});

test('pools and limits move by what the lines pay, before the claim’s discount', () => {
	const result = decided({ contract: { claim_discount: 100 }, plan: { pools: [pool({ amount: 5_000 })] } });
	expect(result.decision.totals.paid).toBe(900);
	expect(result.accumulators).toEqual({ 'pool:year|member:member-1|2026': 1_000 });
});

test('the trace says of each step how much of it the out-of-pocket maximum gave back', () => {
	const { decision } = decided(
		{
			plan: {
				cost_share: { in: { deductible: { member: 300 }, coinsurance: 20 } },
				oop: { in: { member: 250 } },
			},
		},
		{ trace: true },
	);
	const saw = (rule: string) => decision.trace?.entries.find((entry) => entry.rule === rule)?.saw;
	expect([saw('S5'), saw('S7')]).toMatchObject([{ given_back: 50 }, { given_back: 140 }]);
});
