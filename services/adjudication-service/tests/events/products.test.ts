import { afterAll, expect, test } from 'bun:test';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

/** A member of several products: each claim is decided by its own, and by the days of that one alone. */
const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
const consumer = house.listen();

const free = { cost_share: { in: {} }, pools: [] };
world.publishPlan({ ...free, id: 'medical', default_benefit: 'visit' });
world.publishPlan({
	...free,
	id: 'dental',
	product: 'dental',
	benefits: { cleaning: {}, crown: { waiting_days: 180 } },
	benefit_of: { D1110: 'cleaning', D2740: 'crown' },
});
world.publishPlan({
	...free,
	id: 'dental-plus',
	product: 'dental',
	benefits: { cleaning: {}, crown: { waiting_days: 180 } },
	benefit_of: { D1110: 'cleaning', D2740: 'crown' },
});
const provider = world.register({}, { default: { basis: 'percent', percent: 100 } });
const policy = world.issuePolicy();

type Span = readonly [plan_id: string, product: string | null, from: string, to: string | null];
const enroll = (...spans: Span[]) =>
	world.enroll({
		coverages: spans.map(([plan_id, product, from, to]) => ({
			...{ id: Bun.randomUUIDv7(), policy_id: policy.id, plan_id, product, from, to },
		})),
	});

const claimFor = (member: ReturnType<typeof enroll>, procedure_code: string, service_date: string) =>
	world.submit(member, provider, { lines: [{ procedure_code, service_date }] });
async function decided(...claims: AnnouncedClaim[]) {
	await house.announce(...claims);
	await consumer.idle();
	return Promise.all(claims.map(standing));
}
/** By which plan a claim stands decided, and how. */
async function standing({ id }: AnnouncedClaim) {
	const [row] = await house.sql`
		select plan_version_id, outcome from decisions
		where claim_id = ${id} and kind = 'decision' and reversed_by is null`;
	const [version] = await world.planVersions([row?.plan_version_id], {} as never);
	return `${version?.plan_id} ${row?.outcome}`;
}
const rowsOf = async ({ id }: AnnouncedClaim) =>
	(await house.sql`select kind from decisions where claim_id = ${id} order by position`).length;

test('each claim is decided by the plan that names its codes', async () => {
	const member = enroll(['medical', null, '2026-01-01', null], ['dental', 'dental', '2026-01-01', null]);
	const claims = [claimFor(member, '99213', '2026-03-01'), claimFor(member, 'D1110', '2026-03-01')];
	expect(await decided(...claims)).toEqual(['medical approved', 'dental approved']);
});

test('days of another product shorten no waiting period; those of another plan of the same product do', async () => {
	const medical: Span = ['medical', null, '2025-01-01', null];
	const fresh = enroll(medical, ['dental', 'dental', '2026-06-01', null]);
	const renewed = enroll(
		medical,
		['dental', 'dental', '2025-12-01', '2026-05-31'],
		['dental-plus', 'dental', '2026-06-01', null],
	);
	const crowns = [fresh, renewed].map((member) => claimFor(member, 'D2740', '2026-07-01'));
	expect(await decided(...crowns)).toEqual(['dental denied', 'dental-plus approved']);
});

test('an end of dental that is learned late takes back the dental claim alone, and later care is after coverage', async () => {
	const member = enroll(['medical', null, '2026-01-01', null], ['dental', 'dental', '2026-01-01', null]);
	const claims = [
		claimFor(member, '99213', '2026-04-02'),
		claimFor(member, 'D1110', '2026-02-02'),
		claimFor(member, 'D1110', '2026-04-03'),
		claimFor(member, '99213', '2026-05-02'),
	];
	expect(await decided(...claims)).toEqual(
		['medical', 'dental', 'dental', 'medical'].map((plan) => `${plan} approved`),
	);
	for (const coverage of member.coverages) if (coverage.product) coverage.to = '2026-03-31';
	const { id: member_id, family_id } = member;
	await house.change('member.coverage.changed', { member_id, family_id, from: '2026-04-01' });
	// Not the medical plan, though that one takes what it does not name.
	expect(await Promise.all(claims.map(standing))).toEqual([
		'medical approved',
		'dental approved',
		'dental denied',
		'medical approved',
	]);
	expect(await Promise.all(claims.map(rowsOf))).toEqual([1, 1, 3, 1]);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});

test('decisions by the days of one product come out the same again, to the byte', async () => {
	const report = await house.replay();
	expect(report.checked).toBeGreaterThan(5);
	expect(report.differences).toEqual([]);
});
