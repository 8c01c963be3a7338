import { expect, test } from 'bun:test';
import { type Changes, decided, paid, verdict } from '../testing';

/** A line of 1,000 under a pool, with so much of it used before. */
const pooled = (pool: object, used: Record<string, number> = {}, changes: Changes = {}): Changes => ({
	...changes,
	plan: { pools: [{ id: 'pool', scope: 'member', per: 'year', amount: 1_500, ...pool }], ...changes.plan },
	facts: { accumulators: used },
});

const MEMBER = 'pool:pool|member:member-1|2026';
const lifetime: Changes = { benefit: { limits: [{ id: 'ever', per: 'lifetime', amount: 1_500 }] } };

test.each<[string, Changes, string, number]>([
	['what fits is paid', pooled({}, { [MEMBER]: 500 }), 'pay', 1_000],
	['what is left is paid', pooled({}, { [MEMBER]: 1_400 }), 'pay', 100],
	['nothing left of the year denies', pooled({}, { [MEMBER]: 1_500 }), 'deny PR-119', 0],
	[
		'nothing left of the lifetime denies',
		pooled({ per: 'lifetime' }, { 'pool:pool|member:member-1|life': 1_500 }),
		'deny PR-35',
		0,
	],
	[
		'of the family',
		pooled({ scope: 'family' }, { 'pool:pool|family:family-1|2026': 1_500 }),
		'deny PR-119',
		0,
	],
	['of the group', pooled({ scope: 'group' }, { 'pool:pool|group:group-1|2026': 1_500 }), 'deny PR-119', 0],
	[
		'a pool of other benefits does not hold',
		pooled({ benefits: ['dental'] }, { [MEMBER]: 1_500 }),
		'pay',
		1_000,
	],
	[
		'the member’s share is not taken from the pool',
		pooled({}, { [MEMBER]: 1_300 }, { plan: { cost_share: { in: { coinsurance: 80 } } } }),
		'pay',
		200,
	],
	[
		'a lifetime maximum of the benefit denies',
		{ ...lifetime, facts: { accumulators: { 'limit:ever:amount|member:member-1|life': 1_500 } } },
		'deny PR-35',
		0,
	],
	[
		'what is left of it is paid',
		{ ...lifetime, facts: { accumulators: { 'limit:ever:amount|member:member-1|life': 1_000 } } },
		'pay',
		500,
	],
])('%s', (_, changes, expected, amount) => {
	expect(verdict(changes, 'R30')).toBe(expected);
	expect(paid(decided(changes))).toEqual([amount]);
});

test('when pools leave nothing, the share of the member is undone and nothing moves', () => {
	const share = { plan: { cost_share: { in: { deductible: { member: 300 }, coinsurance: 10 } } } };
	const { decision } = decided(pooled({}, { [MEMBER]: 1_500 }, share));
	expect(decision.lines[0]).toMatchObject({ member_owes: 1_000, denial: { rule: 'R30', carc: '119' } });
	expect(decision.movements).toEqual([]);
});

test('a benefit of nothing through the member’s share alone is paid, not denied', () => {
	const share = { plan: { cost_share: { in: { deductible: { member: 1_000 } } } } };
	expect(verdict(pooled({}, { [MEMBER]: 1_400 }, share), 'R30')).toBe('pay');
});
