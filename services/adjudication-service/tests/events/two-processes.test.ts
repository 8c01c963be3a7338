/** Two adjudication processes at once, one of them killed in the middle of its work and another started in its place. */
import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { addDays } from '@claims-askes/kernel/calendar-date';
import type { Subprocess } from 'bun';
import type { FactSource } from '../../src/usecases/facts/fact-source';
import { openHouse } from '../support/house';
import { type AnnouncedClaim, aWorld } from '../support/world';

const world = aWorld();
const [house, alone] = await Promise.all([openHouse(world), openHouse(world)]);
/** The world's facts for the processes. */
const facts = Bun.serve({
	port: 0,
	async fetch(request) {
		const question = new URL(request.url).pathname.slice(1) as keyof FactSource;
		const asked = await request.json();
		return Response.json(await world[question](asked as never, { correlationId: 'facts' }));
	},
});
const processes: Subprocess[] = [];
function startProcess(batchSize: number): Subprocess {
	const script = join(import.meta.dir, '..', 'support', 'adjudicator.ts');
	const urls = [house.urls.own, house.urls.claims, facts.url.origin];
	const started = Bun.spawn([process.execPath, script, ...urls, String(batchSize)], {
		stdout: 'ignore',
		stderr: 'inherit',
	});
	processes.push(started);
	return started;
}
afterAll(async () => {
	for (const started of processes) started.kill('SIGKILL');
	await Promise.all(processes.map((started) => started.exited));
	await facts.stop(true);
	await Promise.all([house.close(), alone.close()]);
});

world.issuePolicy({ aso: { amount: '50000.00' } });
world.publishPlan({
	pools: [{ id: 'family', scope: 'family', per: 'year', amount: '9000.00' }],
});
const provider = world.register();

async function decidedOf(claims: readonly AnnouncedClaim[]): Promise<number> {
	const [row] = await house.sql`
		select count(*)::int as decided from decisions where claim_id = any (${claims.map(({ id }) => id)}::uuid[])`;
	return row?.decided;
}

/** How many processes share the log: each holds a good part of its partitions. */
async function sharing(): Promise<number> {
	const [row] = await house.admin`
		select count(*)::int as processes from (
			select pid from pg_locks where locktype = 'advisory' and database = (
				select oid from pg_database where datname = current_database()
			) group by pid having count(*) between 20 and 50
		) as reader`;
	return row?.processes;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
	while (!(await isSo())) await Bun.sleep(5);
}

/**
 * Lets two processes decide. Once they are at it each in its turn is killed where it stands, and another takes its place:
 * whichever has the work in hand, its work is cut off.
 */
async function decideByTwo(
	claims: readonly AnnouncedClaim[],
	announce: (claims: readonly AnnouncedClaim[]) => Promise<unknown>,
): Promise<void> {
	const pair = [startProcess(7), startProcess(11)];
	await until(async () => (await sharing()) === 2);
	await announce(claims);
	for (const [nth, started] of pair.entries()) {
		await until(async () => (await decidedOf(claims)) > (nth + 1) * 60);
		started.kill('SIGKILL');
		expect(await decidedOf(claims)).toBeLessThan(claims.length);
		startProcess(9);
	}
	await house.settled();
	expect(await decidedOf(claims)).toBe(claims.length);
	for (const started of processes.splice(0)) {
		started.kill('SIGKILL');
		await started.exited;
	}
}

const madeIn = ({ sql }: typeof house, familyId: string) => sql`
	select claim_number, outcome, allowed, paid, member_owes from decisions
	where family_id = ${familyId} order by position`;

test('200 claims of one family are decided in the order of its log, to the cent as by one process', async () => {
	const family_id = Bun.randomUUIDv7();
	const family = [
		world.enroll({ family_id }),
		...[1, 2, 3].map(() => world.enroll({ family_id, relationship: 'child' })),
	];
	const claims = Array.from({ length: 200 }, (_, at) =>
		world.submit(family[at % 4] ?? null, provider, {
			// Not in the order of their dates: it is the log that counts.
			lines: [{ service_date: addDays('2026-01-01', (at * 37) % 300), units: 1 + (at % 3) }],
			family_key: 'one family',
		}),
	);
	await decideByTwo(claims, (all) => house.announce(...all));
	await alone.announce(...claims);
	await alone.listen().idle();

	const made = await madeIn(house, family_id);
	expect(made.map(({ claim_number }) => claim_number)).toEqual(
		claims.map(({ claim_number }) => claim_number),
	);
	expect(made).toEqual(await madeIn(alone, family_id));
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
	expect(await house.balances()).toEqual(await alone.balances());
}, 60_000);

test('families that share a pool and a fund wait for each other and never in a circle', async () => {
	world.publishPlan({
		id: 'shared',
		pools: [{ id: 'group', scope: 'group', per: 'year', amount: '500.00' }],
	});
	// Ten employers, so that a pool runs out many times while both are at it.
	const policies = Array.from({ length: 10 }, () => world.issuePolicy({ aso: { amount: '50000.00' } }));
	const members = policies.flatMap((policy) =>
		Array.from({ length: 4 }, () =>
			world.enroll({ group_id: policy.group_id }, { policy_id: policy.id, plan_id: 'shared' }),
		),
	);
	const claims = Array.from({ length: 200 }, (_, at) =>
		world.submit(members[at % members.length] ?? null, provider, {
			lines: [{ service_date: addDays('2026-01-01', at), units: 3, charge: '300.00' }],
		}),
	);
	await decideByTwo(claims, (all) => Promise.all(all.map((claim) => house.announce(claim))));

	const balances = await house.balances();
	expect(balances).toEqual(await house.sumOfLiveMovements());
	// What each plan would pay is more than its pool holds: it is used up to the cent, whoever came first.
	for (const { id, group_id } of policies) {
		expect(balances[`pool:group|group:${group_id}|2026`]).toBe(50_000);
		expect(balances[`fund:aso|policy:${id}`]).toBe(50_000);
	}
	const [found] = await house.admin`
		select deadlocks::int from pg_stat_database where datname = current_database()`;
	expect(found?.deadlocks).toBe(0);
}, 60_000);
