/** The laws of ADJUDICATION 3.2 that concern balances, under several processes at once. */
import { afterAll, expect, test } from 'bun:test';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
const policy = world.issuePolicy({ aso: { amount: '1000000.00' } });
world.publishPlan({
	pools: [
		{ id: 'family', scope: 'family', per: 'year', amount: '1000.00' },
		{ id: 'group', scope: 'group', per: 'year', amount: '20000.00' },
	],
});
const provider = world.register();

const days = Array.from({ length: 250 }, (_, day) =>
	new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
);

test('two processes and 200 claims of one family at once leave its balances exact and within their limits', async () => {
	const family_id = Bun.randomUUIDv7();
	// The card of each child has a number of its own, so that the family's claims come along several ways at once.
	const family = [
		world.enroll({ family_id }),
		...[1, 2, 3].map(() => world.enroll({ family_id, relationship: 'child' })),
	];
	const claims = days.slice(0, 200).map((service_date, at) => {
		const member = family[at % family.length] ?? null;
		return world.submit(member, provider, {
			lines: [{ service_date }],
			family_key: member?.member_number ?? '',
		});
	});
	house.listen({ batchSize: 7 });
	house.listen({ batchSize: 11 });
	await Promise.all(claims.map((claim) => house.announce(claim)));
	await house.settled();

	const balances = await house.balances();
	expect(balances).toEqual(await house.sumOfLiveMovements());
	expect(balances[`deductible.in|family:${family_id}|2026`]).toBe(15_000);
	expect(balances[`pool:family|family:${family_id}|2026`]).toBe(100_000);
	const [count] =
		await house.sql`select count(*)::int as claims from decisions where family_id = ${family_id}`;
	expect(count?.claims).toBe(200);
});

test('many families of one group share its pool and fund to the cent, while claims are cancelled', async () => {
	const members = Array.from({ length: 40 }, () => world.enroll());
	const claims = members.flatMap((member, at) =>
		days.slice(0, 5).map((_, nth) =>
			world.submit(member, provider, {
				lines: [{ service_date: days[(at + nth * 3) % days.length] ?? '' }],
			}),
		),
	);
	await Promise.all(claims.map((claim) => house.announce(claim)));
	const cancelled = claims.filter((_, at) => at % 4 === 0);
	await Promise.all(cancelled.map((claim) => house.voidClaim(claim)));
	await house.settled();

	const balances = await house.balances();
	expect(balances).toEqual(await house.sumOfLiveMovements());
	const [paid] = await house.sql`
		select sum(paid) * 100 as live from decisions where kind = 'decision' and reversed_by is null`;
	expect(balances[`fund:aso|policy:${policy.id}`]).toBe(Number(paid?.live));
	expect(await Promise.all(cancelled.map(house.liveOutcome))).toEqual(cancelled.map(() => undefined));
});

test('the claims of a family come out the same in one batch as one at a time', async () => {
	const [together, apart] = [world.enroll(), world.enroll()];
	const claimsOf = (member: typeof together) =>
		days.slice(0, 20).map((service_date) => world.submit(member, provider, { lines: [{ service_date }] }));
	await house.announce(...claimsOf(together));
	await house.settled();
	for (const claim of claimsOf(apart)) {
		await house.announce(claim);
		await house.settled();
	}
	const amounts = (memberId: string) => house.sql`
		select outcome, allowed, paid, member_owes from decisions where member_id = ${memberId} order by position`;
	expect(await amounts(together.id)).toEqual(await amounts(apart.id));
});

test('nobody waited in a circle', async () => {
	const [found] = await house.admin`
		select deadlocks::int from pg_stat_database where datname = current_database()`;
	expect(found?.deadlocks).toBe(0);
});
