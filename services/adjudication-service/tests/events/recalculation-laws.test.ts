/** The laws of ADJUDICATION 3.2 about claims that are decided again, with generated histories on the real database. */
import { afterAll, expect, test } from 'bun:test';
import { addDays } from '@claims-askes/kernel/calendar-date';
import fc from 'fast-check';
import { readDecisions } from '../../src/repositories/decision-reader.repository';
import { Readings } from '../../src/usecases/facts/readings';
import { replayDecisions } from '../../src/usecases/replay-decisions';
import { openHouse } from '../support/house';
import { type AnnouncedClaim, aWorld } from '../support/world';

const world = aWorld();
const [house, fresh] = await Promise.all([openHouse(world), openHouse(world)]);
afterAll(() => Promise.all([house.close(), fresh.close()]));

world.publishPlan({
	benefits: {
		visit: { limits: [{ id: 'visits', per: 'year', count: 9, unit: 'visit' }] },
		glasses: { frequency: { months: 3 } },
		ward: { per_day: true, category: 'room', limits: [{ id: 'ward', per: 'day', amount: '70.00' }] },
	},
	benefit_of: { '99213': 'visit', GLASSES: 'glasses', WARD: 'ward' },
	cost_share: {
		in: {
			deductible: { member: '100.00', family: '150.00' },
			copay: { amount: '10.00', per: 'visit' },
			coinsurance: 20,
		},
	},
	pools: [
		{ id: 'mine', scope: 'member', per: 'year', amount: '600.00' },
		{ id: 'ours', scope: 'family', per: 'year', amount: '1500.00' },
	],
	audit: { claim_over: '400.00' },
});
const PRICES = { '99213': '80.00', GLASSES: '120.00', WARD: '90.00' } as const;
const priced = (percent: number) =>
	Object.fromEntries(
		Object.entries(PRICES).map(([code, amount]) => [
			code,
			{ basis: 'fee' as const, amount: ((Number(amount) * percent) / 100).toFixed(2) },
		]),
	);
const [clinic, hospital] = [
	world.register({}, { prices: priced(100) }),
	world.register({}, { prices: priced(90) }),
];

const claim = fc.record({
	day: fc.integer({ min: 0, max: 320 }),
	who: fc.nat(2),
	where: fc.constantFrom(clinic, hospital),
	lines: fc.array(
		fc.record({
			procedure_code: fc.constantFrom('99213', '99213', 'GLASSES', 'WARD', 'UNKNOWN'),
			units: fc.integer({ min: 1, max: 4 }),
			charge: fc.constantFrom('100.00', '150.00', '333.33'),
		}),
		{ minLength: 1, maxLength: 3 },
	),
	/** What becomes of it: it is cancelled later on. */
	isVoided: fc.nat(5).map((thrown) => thrown === 0),
});
const family = fc.record({
	claims: fc.array(claim, { minLength: 4, maxLength: 14 }),
	/** A child whom nobody has enrolled when the claims come, and the employee's coverage that ends after all. */
	isLate: fc.boolean(),
	endsOn: fc.option(fc.integer({ min: 60, max: 330 })),
});

const FAMILIES = 40;
const histories = fc.sample(family, { numRuns: FAMILIES, seed: 20_261_126 }).map((history, at) => {
	const family_id = Bun.randomUUIDv7();
	const employee = world.enroll({ family_id });
	const spouse = world.enroll({ family_id, relationship: 'spouse' });
	const numbers = { member_number: `LATE-${at}`, subscriber_number: employee.subscriber_number };
	const child = { ...numbers, relationship: 'child' as const };
	const known = history.isLate ? null : world.enroll({ ...child, family_id });
	const people = [employee, spouse, known ?? (child as never)];
	const claims = history.claims.map(({ day, who, where, lines, isVoided }) => ({
		isVoided,
		submitted: world.submit(people[who] ?? null, where, {
			lines: lines.map((line) => ({ ...line, service_date: addDays('2026-01-01', day) })),
			family_key: `family ${at}`,
		}),
	}));
	return { ...history, family_id, employee, child, claims };
});
const consumer = house.listen({ batchSize: 37 });

const live = histories.flatMap(({ claims }) =>
	claims.filter(({ isVoided }) => !isVoided).map(({ submitted }) => submitted),
);
const byDate = (a: AnnouncedClaim, b: AnnouncedClaim) => {
	const key = ({ claim, claim_number }: AnnouncedClaim) => `${claim.lines[0]?.service_date} ${claim_number}`;
	return key(a) < key(b) ? -1 : 1;
};

/** What stands of every claim, by the claim. */
async function standingIn({ sql }: typeof house) {
	const ids = await sql<{ id: string }[]>`
		select id from decisions where kind = 'decision' and reversed_by is null order by claim_number`;
	const decisions = await readDecisions(sql, { ids: ids.map(({ id }) => id) }, null);
	return Object.fromEntries(
		decisions.map(({ claim_number, outcome, allowed, paid, member_owes, body }) => [
			claim_number,
			{ outcome, allowed, paid, member_owes, lines: JSON.parse(body).lines },
		]),
	);
}

test('whatever has happened to a year, its balances are the sum of what its live decisions moved', async () => {
	await house.announce(...histories.flatMap(({ claims }) => claims.map(({ submitted }) => submitted)));
	await consumer.idle();
	for (const { isLate, child, family_id, employee, endsOn, claims } of histories) {
		if (isLate) {
			const { id: member_id } = world.enroll({ ...child, family_id });
			await house.change('member.enrolled', { member_id, family_id, from: '2026-01-01' });
		}
		if (endsOn !== null) {
			const to = addDays('2026-01-01', endsOn);
			for (const coverage of employee.coverages) coverage.to = to;
			const from = addDays(to, 1);
			await house.change('member.coverage.changed', { member_id: employee.id, family_id, from });
		}
		await Promise.all(
			claims.filter(({ isVoided }) => isVoided).map(({ submitted }) => house.voidClaim(submitted)),
		);
	}
	await consumer.idle();
	await house.recalculate();
	const { id } = world.contract(hospital, { from: '2026-05-01', prices: priced(110) });
	await house.change('provider.contract.published', {
		provider_id: hospital.id,
		contract_id: id,
		from: '2026-05-01',
	});
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
	const [count] = await house.sql`
		select count(*) filter (where kind = 'reversal')::int as reversals,
			count(*) filter (where outcome = 'pended' and reversed_by is null)::int as pended from decisions`;
	expect(count?.reversals).toBeGreaterThan(50);
	expect(count?.pended).toBeGreaterThan(5);
});

test('what stands after a year was decided again is what adjudicating it in date order from nothing gives', async () => {
	for (const { family_id } of histories) await house.askAgain({ family_id, from: '2026-01-01' });
	const listener = fresh.listen();
	await fresh.announce(...live.toSorted(byDate));
	await listener.idle();
	expect(await standingIn(house)).toEqual(await standingIn(fresh));
	expect(await house.balances()).toEqual(await fresh.balances());
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});

test('deciding a year again that stands in date order writes nothing', async () => {
	const count = () => house.sql`
		select (select count(*) from decisions) as decisions, (select count(*) from outbox) as events`;
	const before = await count();
	for (const { family_id } of histories) await house.askAgain({ family_id });
	expect(await count()).toEqual(before);
});

test('every decision that was ever made comes out the same again, to the byte', async () => {
	const span = { from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z' };
	const page = { cursor: null, limit: 10_000 };
	const desk = { readings: new Readings(world), codes: house.codes };
	const report = await replayDecisions(house.platform, desk, span, page, {
		correlationId: '',
	});
	expect(report.differences).toEqual([]);
	expect(report.checked).toBeGreaterThan(live.length * 1.3);
});
