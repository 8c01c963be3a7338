/** Claims wait for the money of a group, and some of it comes back: too little for some, enough for others. */
import { afterAll, expect, test } from 'bun:test';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform, sql } = house;
afterAll(() => house.close());
world.publishPlan({ cost_share: { in: {} }, pools: [] });
const consumer = house.listen();

test('a claim that still waits keeps its decision and its item, and one for which there is enough is paid', async () => {
	// Given: of 140.00 one claim takes 100.00; of the others one wants 60.00 and one 100.00.
	const policy = world.issuePolicy({ aso: { amount: '140.00' } });
	const price = (amount: string) => ({ prices: { '99213': { basis: 'fee' as const, amount } } });
	const [dear, cheap, ours] = [
		world.register({}, price('100.00')),
		world.register({}, price('60.00')),
		world.register({}, price('100.00')),
	];
	const enroll = () => world.enroll({ group_id: policy.group_id }, { policy_id: policy.id });
	const paid = world.submit(enroll(), ours);
	const fits = world.submit(enroll(), cheap);
	const waits = world.submit(enroll(), dear);
	for (const claim of [paid, waits, fits]) {
		await house.announce(claim);
		await consumer.idle();
	}
	const outcomes = () => Promise.all([paid, fits, waits].map((claim) => house.liveOutcome(claim)));
	expect(await outcomes()).toEqual(['approved', 'pended', 'pended']);
	const standing = () => sql`
		select decision.id as decision, item.id as item, item.version from decisions as decision
		join review_items as item on item.decision_id = decision.id
		where decision.claim_id = ${waits.id} and reversed_by is null and item.status = 'open'`;
	const before = await standing();
	expect(before).toHaveLength(1);

	// When: the claim that was paid turns out to cost 75.00, and so 25.00 come back.
	const from = '2025-01-01';
	const late = world.contract(ours, { from, ...price('75.00') });
	await house.change('provider.contract.published', { provider_id: ours.id, contract_id: late.id, from });
	expect(await house.balances()).toEqual({ [`fund:aso|policy:${policy.id}`]: 7_500 });
	await readjudicateWaiting(platform, house.gatherFacts);

	// Then
	expect(await outcomes()).toEqual(['approved', 'approved', 'pended']);
	expect([...(await standing())]).toEqual([...before]);
	const [left] = await sql`select count(*)::int as requests from readjudications where done_at is null`;
	expect(left?.requests).toBe(0);
});

test('what is put in goes to the oldest care first, whoever was enrolled before whom', async () => {
	// Given: money for none of them; who was enrolled last was treated first.
	const policy = world.issuePolicy({ aso: { amount: '0.00' } });
	const clinic = world.register({}, { prices: { '99213': { basis: 'fee', amount: '100.00' } } });
	const days = ['2026-06-06', '2026-06-05', '2026-06-04', '2026-06-03', '2026-06-02'];
	const claims = days.map((service_date) => {
		const member = world.enroll({ group_id: policy.group_id }, { policy_id: policy.id });
		return world.submit(member, clinic, { lines: [{ service_date }] });
	});
	await house.announce(...claims);
	await consumer.idle();
	const outcomes = () => Promise.all(claims.map((claim) => house.liveOutcome(claim)));
	expect(await outcomes()).toEqual(days.map(() => 'pended'));

	// When: there is enough for two.
	policy.aso = { amount: '200.00' };
	await house.credit({ policy_id: policy.id, fund: 'aso', amount: '200.00', currency: 'USD' });
	await house.recalculate();

	// Then
	expect(await outcomes()).toEqual(['pended', 'pended', 'pended', 'approved', 'approved']);
});
