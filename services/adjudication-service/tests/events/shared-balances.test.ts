/** What is given back to a pool of a group or to a fund goes to those who had too little of it, on the real database. */
import { afterAll, expect, test } from 'bun:test';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { addDays } from '@claims-askes/kernel/calendar-date';
import { settings } from '../../src/config';
import { randomOf } from '../support/generated-history';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
const SHARED = {
	cost_share: { in: {} },
	pools: [{ id: 'group', scope: 'group' as const, per: 'year' as const, amount: '300.00' }],
};
world.publishPlan({ id: 'shared', ...SHARED });
world.publishPlan({
	id: 'limited',
	...SHARED,
	pools: [],
	benefits: { visit: { limits: [{ id: 'few', per: 'year', amount: '0.00' }] } },
});
const provider = world.register({}, { prices: { '99213': { basis: 'fee', amount: '100.00' } } });
const consumer = house.listen();

const paidOf = async (...claims: AnnouncedClaim[]): Promise<number[]> => {
	const rows = await house.sql<{ claim_id: string; paid: string }[]>`
		select claim_id, paid from decisions
		where claim_id = any (${claims.map(({ id }) => id)}::uuid[]) and kind = 'decision' and reversed_by is null`;
	return claims.map(({ id }) => Number(rows.find(({ claim_id }) => claim_id === id)?.paid ?? Number.NaN));
};

/** One claim of 100.00 for each of so many families of a new group, cared for on days that follow each other. */
function aGroup(plan_id: string, families: number, funds: Parameters<typeof world.issuePolicy>[0] = {}) {
	const policy = world.issuePolicy(funds);
	const members = Array.from({ length: families }, () =>
		world.enroll({ group_id: policy.group_id }, { policy_id: policy.id, plan_id }),
	);
	const visit = (at: number, day = at) =>
		world.submit(members[at] ?? null, provider, { lines: [{ service_date: addDays('2026-03-01', day) }] });
	return { policy, members, visit, claims: members.map((_, at) => visit(at)) };
}

/** One after the other: only a family's own claims keep their order by themselves. */
const decideAll = async (...claims: readonly AnnouncedClaim[]) => {
	for (const claim of claims) {
		await house.announce(claim);
		await consumer.idle();
	}
};
const giveBack = async (...claims: AnnouncedClaim[]) => {
	// Said in one transaction, so that they are heard together.
	await house.say(
		...claims.map(({ id, family_key }) => ({
			type: 'claim.voided' as const,
			key: family_key,
			data: { claim_id: id, replaced_by: null },
		})),
	);
	await consumer.idle();
	await house.recalculate();
};
const offered = async (subject: string) => [
	...(await house.sql<{ families: number; adjusted: number }[]>`
	select count(part.id)::int as families, coalesce(sum(adjusted), 0)::int as adjusted
	from recalculations as cause join family_recalculations as part on part.recalculation_id = cause.id
	where subject = ${subject} group by cause.id order by cause.id`),
];

test('what a void gives back to the pool of a group goes to the oldest claims that were cut, until it is used', async () => {
	const { policy, claims } = aGroup('shared', 8);
	// Decided in another order than that of their days: the oldest find nothing.
	await decideAll(...claims.toReversed());
	expect(await paidOf(...claims)).toEqual([0, 0, 0, 0, 0, 100, 100, 100]);

	await giveBack(...claims.slice(6));
	expect(await paidOf(...claims.slice(0, 6))).toEqual([100, 100, 0, 0, 0, 100]);
	const key = `pool:group|group:${policy.group_id}|2026`;
	expect((await house.balances())[key]).toBe(30_000);
	// Two claims in one batch give back one sum; nobody is asked for whom nothing is left.
	expect(await offered(key)).toEqual([{ families: 2, adjusted: 2 }]);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});

test('who had a part of what they asked for gets the rest, and no more than there is', async () => {
	const { claims, visit, policy } = aGroup('shared', 3);
	const [later, last] = [visit(0, 10), visit(1, 11)];
	await decideAll(...claims.slice(0, 2), later, last, ...claims.slice(2));
	expect(await paidOf(...claims, later, last)).toEqual([100, 100, 0, 100, 0]);
	await giveBack(later);
	expect(await paidOf(...claims, last)).toEqual([100, 100, 100, 0]);
	expect((await house.balances())[`pool:group|group:${policy.group_id}|2026`]).toBe(30_000);
});

test('what is put into a fund pays the excess that it could not pay before, the oldest first', async () => {
	const { claims, policy } = aGroup('limited', 4, {
		excess: { mode: 'any_cause', fund: 'buffer', amount: '150.00', add_room: false },
	});
	await decideAll(...claims);
	expect(await paidOf(...claims)).toEqual([100, 50, 0, 0]);
	const { excess } = policy;
	Object.assign(excess as object, { amount: '300.00' });
	await house.credit({ policy_id: policy.id, fund: 'buffer', amount: '150.00', currency: 'USD' });
	await house.recalculate();
	expect(await paidOf(...claims)).toEqual([100, 100, 100, 0]);
	expect((await house.balances())[`fund:buffer|policy:${policy.id}`]).toBe(30_000);
	// The one who is still short was not asked, for nothing was left.
	expect(await offered(policy.id)).toEqual([{ families: 2, adjusted: 2 }]);
	await giveBack(...claims.slice(0, 1));
	expect(await paidOf(...claims.slice(1))).toEqual([100, 100, 100]);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});

test('a late change that gives something back is followed by those who had too little, and comes to an end', async () => {
	const { claims, policy, members } = aGroup('shared', 6);
	await decideAll(...claims);
	expect(await paidOf(...claims)).toEqual([100, 100, 100, 0, 0, 0]);
	for (const coverage of members[0]?.coverages ?? []) coverage.from = '2026-06-01';
	const { id: member_id = '', family_id = '' } = members[0] ?? {};
	await house.change('member.coverage.changed', { member_id, family_id, from: '2026-01-01' });
	expect(await paidOf(...claims)).toEqual([0, 100, 100, 100, 0, 0]);
	const key = `pool:group|group:${policy.group_id}|2026`;
	expect(await offered(key)).toEqual([{ families: 1, adjusted: 1 }]);
	const before = await house.sql`select count(*) from decisions`;
	await house.recalculate();
	expect(await house.sql`select count(*) from decisions`).toEqual(before);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});

test('however claims come and go in two processes, nothing is left of a pool while a claim lacks it, and it comes to an end', async () => {
	const other = testPlatform('adjudication-service', settings, { DATABASE_URL: house.urls.own });
	const second = house.listen({ batchSize: 7 });
	const { policy, members } = aGroup('shared', 40);
	const random = randomOf(26);
	const claims = Array.from({ length: 60 }, (_, at) =>
		world.submit(members[at % members.length] ?? null, provider, {
			lines: [{ service_date: addDays('2026-03-01', random(90)), units: 1 + random(2), charge: '150.00' }],
		}),
	);
	const stop = [house.keepRecalculating(), house.keepRecalculating(other)];
	for (const [at, claim] of claims.entries()) {
		await house.announce(claim);
		const earlier = claims[at - 12];
		if (earlier && at % 2 === 0) await house.voidClaim(earlier);
		const late = members[at % members.length];
		if (late && at % 10 === 0)
			await house.tell('member.changed', { member_id: late.id, family_id: late.family_id });
		// However far both lag: the first voids give back what was paid, while only other families lack it.
		if (at === 11 || at === 16) await house.settled();
		if (at === 16) await house.recalculate();
	}
	await house.settled();
	// No new claim takes what these leave: those that had too little have it. A family's other claim comes before the others who
	// wait, and may take all of it; the second time none is left.
	for (const _ of ['a family has two claims', 'or one']) {
		const paid = await paidOf(...claims);
		for (const [at, claim] of claims.entries()) if ((paid[at] ?? 0) > 0) await house.voidClaim(claim);
		await house.settled();
		await house.recalculate();
	}
	await Promise.all(stop.map((stopOne) => stopOne()));
	await house.recalculate();
	await second.stop();
	await other.sql.end();

	const balances = await house.balances();
	expect(balances).toEqual(await house.sumOfLiveMovements());
	expect(balances[`pool:group|group:${policy.group_id}|2026`]).toBe(30_000);
	const [lacking] = await house.sql`
		select count(*)::int as claims, (count(*) filter (where most > used))::int as in_vain
		from shortages join accumulators using (key, currency) join decisions on decisions.id = decision_id
		where reversed_by is null and owner = ${`group:${policy.group_id}`}`;
	expect(lacking?.claims).toBeGreaterThan(3);
	expect(lacking?.in_vain).toBe(0);
	const [line] = await house.sql`
		select count(*)::int as lines, coalesce(sum(adjusted), 0)::int as adjusted
		from recalculations join family_recalculations on recalculation_id = recalculations.id
		where cause = 'balance.freed' and subject like ${`%${policy.group_id}%`}`;
	expect(line?.adjusted).toBeGreaterThan(0);
}, 60_000);
