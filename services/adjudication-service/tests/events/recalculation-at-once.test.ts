/** Claims are decided anew, cancelled and decided again at the same time, by two processes. */
import { afterAll, expect, test } from 'bun:test';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { addDays } from '@claims-askes/kernel/calendar-date';
import { settings } from '../../src/config';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world } = house;
const other = testPlatform('adjudication-service', settings, { DATABASE_URL: house.urls.own });
afterAll(async () => {
	await other.sql.end();
	await house.close();
});
const policy = world.issuePolicy({ aso: { amount: '4000.00' } });
world.publishPlan({
	pools: [
		{ id: 'family', scope: 'family', per: 'year', amount: '700.00' },
		{ id: 'group', scope: 'group', per: 'year', amount: '9000.00' },
	],
});
const provider = world.register();
const families = Array.from({ length: 20 }, () => world.enroll());
const claims = Array.from({ length: 240 }, (_, at) =>
	world.submit(families[at % families.length] ?? null, provider, {
		lines: [{ service_date: addDays('2026-01-01', (at * 53) % 300), units: 2, charge: '200.00' }],
	}),
);

test('balances are exact, nobody waits in a circle, and each change has its effect once', async () => {
	house.listen({ batchSize: 9 });
	house.listen({ batchSize: 13 });
	const stop = [house.keepRecalculating(), house.keepRecalculating(other)];
	for (const [at, claim] of claims.entries()) {
		await house.announce(claim);
		const earlier = claims[at - 30];
		if (at % 6 === 0 && earlier) await house.voidClaim(earlier);
		const family = families[at % families.length];
		if (at % 15 === 0 && family)
			await house.tell('member.changed', { member_id: family.id, family_id: family.family_id });
	}
	await house.settled();
	await Promise.all(stop.map((stopOne) => stopOne()));
	await house.recalculate();

	const balances = await house.balances();
	expect(balances).toEqual(await house.sumOfLiveMovements());
	const [live] = await house.sql`
		select (sum(paid) * 100)::int as paid, count(*)::int as claims from decisions
		where kind = 'decision' and reversed_by is null`;
	expect(balances[`fund:aso|policy:${policy.id}`]).toBe(live?.paid);
	expect(live?.paid).toBeLessThanOrEqual(400_000);
	expect(live?.claims).toBe(240 - 35);
	const [undone] = await house.sql`
		select count(*)::int as voided from voided_claims where exists (
			select from decisions where claim_id = voided_claims.claim_id and kind = 'decision' and reversed_by is null)`;
	expect(undone?.voided).toBe(0);
	const [done] = await house.sql`
		select count(*) filter (where adjusted > 0)::int as adjusted, count(*) filter (where parked_at is not null)::int as parked
		from family_recalculations`;
	expect(done?.adjusted).toBeGreaterThan(10);
	expect(done?.parked).toBe(0);
	const [server] = await house.admin`
		select deadlocks::int from pg_stat_database where datname = current_database()`;
	expect(server?.deadlocks).toBe(0);
}, 60_000);
