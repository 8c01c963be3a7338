import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { failSimulation, takeSimulation, tellProgress } from '../../src/repositories/simulations.repository';
import { adjudicateClaims } from '../../src/usecases/adjudicate-claims';
import { createGatherFacts } from '../../src/usecases/facts/gather-facts';
import { Readings } from '../../src/usecases/facts/readings';
import { reverseDecisions } from '../../src/usecases/reverse-decisions';
import { simulateSpan } from '../../src/usecases/simulation/simulate-span';
import type { SimulationRequest } from '../../src/usecases/simulation/simulation-request';
import { simulateNext } from '../../src/usecases/simulation/start-simulations';
import { generateHistory, HISTORY_PLAN } from '../support/generated-history';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform } = house;
afterAll(() => house.close());
const plan = world.publishPlan(HISTORY_PLAN as never);
const claims = await generateHistory(house, { seed: 11, claims: 90, recalculates: true });
const DAY = { from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z' };
const desk = { readings: new Readings(world), codes: house.codes, codeSetsOfPayer: [] };
const simulate = (change: SimulationRequest['change'], more: Partial<SimulationRequest> = {}) =>
	simulateSpan(platform, desk, { ...DAY, change, only: {}, ...more }, async () => {});

/** Of every table that a claim leaves something in. */
async function checksums(): Promise<Record<string, string>> {
	const tables = ['decisions', 'decision_packs', 'accumulators', 'review_items', 'releases', 'outbox'];
	const sums: Record<string, string> = {};
	for (const table of tables) {
		const [row] = await house.sql`
			select count(*) || ' ' || md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum
			from ${house.sql(table)} as t`;
		sums[table] = row?.sum;
	}
	return sums;
}

test('the history has everything that happens to claims', async () => {
	const [row] = await house.sql`
		select count(*) filter (where kind = 'reversal')::int as voided, count(*) filter (where reverses is not null and
			kind = 'decision')::int as again, count(*) filter (where outcome = 'pended' and reversed_by is null)::int as waiting,
			count(*) filter (where outcome = 'denied')::int as denied, (select count(*)::int from reviewed_prices) as priced,
			(select count(*)::int from reviewed_denials) as refused
		from decisions`;
	expect(Object.entries(row ?? {}).filter(([, count]) => count === 0)).toEqual([]);
});

test('with nothing changed everything comes out as it stands, and nothing is written', async () => {
	const before = await checksums();
	const { totals, movers } = await simulate({});
	expect(totals).toHaveLength(1);
	expect(totals[0]?.claims).toBeGreaterThan(70);
	expect(totals[0]).toMatchObject({
		changed: 0,
		under_changed_terms: 0,
		outcome_changes: [],
		paid_difference: '0.00',
	});
	expect(totals[0]?.after).toEqual(totals[0]?.before as never);
	expect(movers).toEqual({ groups: [], providers: [], benefits: [], claims: [] });
	expect(await checksums()).toEqual(before);
});

test('so it does over any later part of the history, and for some of the claims alone', async () => {
	const positions = await house.sql<{ position: string }[]>`select position from decisions order by position`;
	for (const share of [0.2, 0.5, 0.8]) {
		const first = positions[Math.floor(positions.length * share)]?.position ?? '0';
		await house.admin`
			update adjudication_service.decisions set decided_at = case when position < ${first} then timestamptz '2026-11-22T10:00:00Z'
				else timestamptz '2026-11-23T10:00:00Z' end`;
		const { totals } = await simulate({});
		expect([share, totals[0]?.changed]).toEqual([share, 0]);
		expect(totals[0]?.claims).toBeLessThan(claims.length);
	}
	const [provider] =
		await house.sql`select provider_id as id from decisions where provider_id is not null limit 1`;
	const { totals } = await simulate({}, { only: { provider_id: provider?.id } });
	expect(totals[0]?.changed).toBe(0);
	await house.admin`update adjudication_service.decisions set decided_at = '2026-11-23T10:00:00Z'`;
});

test('by another plan it comes to what the claims come to when they are decided by it from the beginning', async () => {
	const [then, fresh] = await Promise.all([openHouse(), openHouse()]);
	const first = then.world.publishPlan(HISTORY_PLAN as never);
	const submitted = await generateHistory(then, { seed: 5, claims: 60, recalculates: false });
	const document = {
		...first.document,
		cost_share: { in: { deductible: { member: '30.00' }, coinsurance: 35 } },
	};
	// Nothing waits for a person, so that the order in which people answered makes no difference.
	const rules = { '5': 'deny', '18': 'deny', '28': 'off', '31': 'off' } as const;
	const theirs = { readings: new Readings(then.world), codes: then.codes, codeSetsOfPayer: [] };
	const request = { ...DAY, change: { plan: document, rules }, only: {} };
	const { totals, movers } = await simulateSpan(then.platform, theirs, request, async () => {});

	const published = { ...first, document: { ...document, rules } };
	const gatherFacts = createGatherFacts({ ...then.world, planVersions: async () => [published] });
	const by = { actor: 'test', correlationId: 'test' };
	const seen = new Set<string>();
	for (const { kind, claim_id } of await then.sql`select kind, claim_id from decisions order by position`) {
		const claim = submitted.find(({ id }) => id === claim_id);
		if (kind === 'reversal') {
			const voided = { claimId: claim_id, replacedBy: null, requestedBy: null, correlationId: 'test' };
			await fresh.sql.begin((tx) => reverseDecisions(fresh.platform, tx, [voided]));
		} else if (claim && !seen.has(claim_id)) {
			seen.add(claim_id);
			const [prepared] = await gatherFacts([{ id: claim.id, familyKey: claim.family_key }], by);
			if (prepared) await fresh.sql.begin((tx) => adjudicateClaims(fresh.platform, tx, [{ prepared, by }]));
		}
	}
	const [sums] = await fresh.sql`
		select count(*)::int as claims, count(*) filter (where plan_version_id is null)::int as strangers, sum(paid)::numeric(20, 2)::text as paid, sum(allowed)::numeric(20, 2)::text as allowed,
			sum(member_owes)::numeric(20, 2)::text as member_owes
		from decisions where kind = 'decision' and reversed_by is null`;
	await Promise.all([then.close(), fresh.close()]);
	const [total] = totals;
	expect(total?.claims).toBe(sums?.claims);
	// A stranger's claim goes by no plan, whatever is changed.
	expect(total?.under_changed_terms).toBe(sums?.claims - sums?.strangers);
	expect(total?.after).toMatchObject({
		paid: sums?.paid,
		allowed: sums?.allowed,
		member_owes: sums?.member_owes,
	});
	expect(total?.after.paid).not.toBe(total?.before.paid as string);
	expect(total?.outcomes.after.pended).toBe(0);

	const sum = (list: readonly { paid_difference: string }[]) =>
		list.reduce((cents, { paid_difference }) => cents + Math.round(Number(paid_difference) * 100), 0);
	const difference = Math.round(Number(total?.paid_difference) * 100);
	for (const list of [movers.groups, movers.providers, movers.benefits]) expect(sum(list)).toBe(difference);
	expect(movers.claims.length).toBeGreaterThan(10);
});

test('another contract moves the claims of its provider, and what they leave of their deductibles', async () => {
	const [provider] = await house.sql`
		select provider_id as id, count(*) from decisions where provider_id is not null group by 1 order by 2 desc limit 1`;
	const terms = {
		from: '2026-01-01',
		to: null,
		currency: 'USD',
		prices: { '99213': { basis: 'fee', amount: '10.00' } },
	};
	const { totals, movers } = await simulate({ contract: { provider_id: provider?.id, terms } as never });
	expect(totals[0]?.under_changed_terms).toBeGreaterThan(10);
	expect(Number(totals[0]?.after.allowed)).toBeLessThan(Number(totals[0]?.before.allowed));
	expect(movers.providers[0]?.id).toBe(provider?.id);
});

test('it is asked for, watched and read over HTTP; what does not fit is told by name', async () => {
	const send = testClient(buildApp(platform, platform.config), {
		subject: 'actuary',
		role: 'staff',
		scopes: ['adjudication:read'],
	});
	const asked = await send('POST', '/api/v1/simulations', {
		body: { ...DAY, change: { rules: { '31': 'off' } } },
	});
	expect(asked).toMatchObject({ status: 202, body: { data: { status: 'queued', done: 0, result: null } } });
	const { id } = asked.body.data;
	expect(await simulateNext(platform, desk)).toBe(true);
	expect(await simulateNext(platform, desk)).toBe(false);
	const { body } = await send('GET', `/api/v1/simulations/${id}`);
	expect(body.data).toMatchObject({
		status: 'completed',
		requested_by: 'actuary',
		changes: { rules: { '31': 'off' } },
	});
	expect(body.data.done).toBe(body.data.total);
	// The history is generated: with a rule less, no more claims wait than before is all that is known of it.
	expect(body.data.result.totals).not.toBeEmpty();
	for (const { outcomes } of body.data.result.totals)
		expect(outcomes.after.pended).toBeLessThanOrEqual(outcomes.before.pended);

	const wrong = async (change: object, more: object = {}) =>
		(await send('POST', '/api/v1/simulations', { body: { ...DAY, change, ...more } })).body.error.code;
	expect(await wrong({}, { to: DAY.from })).toBe('SPAN_EMPTY');
	expect(await wrong({ rules: { '7': 'off' } })).toBe('VALIDATION_FAILED');
	expect(await wrong({ plan: { id: 'generated' } })).toBe('VALIDATION_FAILED');
	const terms = { from: '2026-02-01', to: '2026-01-01', currency: 'USD', prices: {} };
	const backwards = { contract: { provider_id: platform.newId(), terms } };
	expect(await wrong(backwards)).toBe('VALIDATION_FAILED');
	const euro = { ...plan.document, currency: 'EUR' };
	const failing = await send('POST', '/api/v1/simulations', { body: { ...DAY, change: { plan: euro } } });
	await simulateNext(platform, desk);
	expect((await send('GET', `/api/v1/simulations/${failing.body.data.id}`)).body.data).toMatchObject({
		status: 'failed',
		error_code: 'PLAN_CURRENCY_DIFFERS',
	});
	expect((await send('GET', `/api/v1/simulations/${platform.newId()}`)).body.error.code).toBe(
		'SIMULATION_NOT_FOUND',
	);
});

test('what process after process has died over is given up', async () => {
	const send = testClient(buildApp(platform, platform.config), {
		role: 'staff',
		scopes: ['adjudication:read'],
	});
	const asked = await send('POST', '/api/v1/simulations', { body: { ...DAY, change: {} } });
	const { id } = asked.body.data;
	const { sql } = platform;
	for (let death = 0; death < 10; death++) {
		expect(await takeSimulation(sql, 120)).toMatchObject({ id });
		await sql`update simulations set heartbeat_at = now() - interval '1 hour' where id = ${id}`;
	}
	expect(await simulateNext(platform, desk)).toBe(false);
	const { body } = await send('GET', `/api/v1/simulations/${id}`);
	expect(body.data).toMatchObject({ status: 'failed', error_code: 'INTERRUPTED' });
});

test('one that works on a page for longer than silence may last is not taken for dead', async () => {
	const send = testClient(buildApp(platform, platform.config), {
		role: 'staff',
		scopes: ['adjudication:read'],
	});
	const { sql } = platform;
	const asked = await send('POST', '/api/v1/simulations', { body: { ...DAY, change: {} } });
	const { id } = asked.body.data;
	const [page, isAtIt] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const slow: typeof world = {
		...world,
		planVersions: async (...asked) => {
			isAtIt.resolve();
			await page.promise;
			return world.planVersions(...asked);
		},
	};
	const working = simulateNext(platform, { ...desk, readings: new Readings(slow) }, 20);
	const heartbeat = async () =>
		(
			await sql`select attempts, heartbeat_at > now() - interval '1 minute' as "isAlive" from simulations where id = ${id}`
		)[0];
	await isAtIt.promise;
	await sql`update simulations set heartbeat_at = now() - interval '1 hour' where id = ${id}`;
	while (!(await heartbeat())?.isAlive) await Bun.sleep(5);
	expect(await takeSimulation(sql, 120)).toBeNull();
	page.resolve();
	expect(await working).toBe(true);
	const { body } = await send('GET', `/api/v1/simulations/${id}`);
	expect(body.data).toMatchObject({ status: 'completed', error_code: null });
	expect(await heartbeat()).toMatchObject({ attempts: 1 });
});

test('a process that was taken for dead changes nothing of what another has completed', async () => {
	const send = testClient(buildApp(platform, platform.config), {
		role: 'staff',
		scopes: ['adjudication:read'],
	});
	const asked = await send('POST', '/api/v1/simulations', { body: { ...DAY, change: {} } });
	const { id } = asked.body.data;
	const { sql } = platform;
	const silent = await takeSimulation(sql, 120);
	if (!silent || silent.id !== id) throw new Error('another simulation was waiting');
	await sql`update simulations set heartbeat_at = now() - interval '1 hour' where id = ${id}`;
	expect(await simulateNext(platform, desk)).toBe(true);

	expect(await tellProgress(sql, silent, 1, 2)).toBe(false);
	await failSimulation(sql, silent, 'queued', 'INTERRUPTED');
	const { body } = await send('GET', `/api/v1/simulations/${id}`);
	expect(body.data).toMatchObject({ status: 'completed', error_code: null });
});
