import { afterAll, expect, test } from 'bun:test';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();
const consumer = house.listen();

const of = (balances: Record<string, number>, id: string) =>
	Object.fromEntries(Object.entries(balances).filter(([key]) => key.includes(id)));

test('a void undoes every balance, and says what it undid', async () => {
	const member = world.enroll();
	const claim = world.submit(member, provider, { lines: [{ units: 2, charge: '200.00' }] });
	await house.announce(claim);
	await consumer.idle();
	expect(of(await house.balances(), member.id)).not.toEqual({});

	await house.voidClaim(claim);
	await consumer.idle();
	expect(of(await house.balances(), member.id)).toEqual({});
	expect(of(await house.balances(), member.family_id)).toEqual({});
	const [undone, reversal] = await house.sql`
		select id, kind, paid, reverses, reversed_by from decisions where claim_id = ${claim.id} order by position`;
	expect(undone).toMatchObject({ kind: 'decision', reversed_by: reversal?.id });
	expect(reversal).toMatchObject({ kind: 'reversal', reverses: undone?.id });
	expect(Number(reversal?.paid)).toBe(-Number(undone?.paid));
	const told = (await house.said('claim.reversed')).find(({ data }) => data.claim_id === claim.id);
	expect(told?.data).toMatchObject({ decision_id: reversal?.id, reverses: undone?.id });
});

test('a replacement comes out as if its original had never been', async () => {
	const [alone, corrected] = [world.enroll(), world.enroll()];
	const original = world.submit(corrected, provider, { lines: [{ units: 2, charge: '200.00' }] });
	await house.announce(original);
	const replacement = world.submit(corrected, provider, { replaces: original.id });
	await house.voidClaim(original, replacement.id);
	await house.announce(replacement, world.submit(alone, provider));
	await consumer.idle();
	const amounts = (memberId: string) => house.sql`
		select outcome, paid, member_owes from decisions
		where member_id = ${memberId} and kind = 'decision' and reversed_by is null`;
	expect(await amounts(corrected.id)).toEqual(await amounts(alone.id));
});

test('a claim that was cancelled before it could be decided never is', async () => {
	const claim = world.submit(world.enroll(), provider);
	await house.voidClaim(claim);
	await house.announce(claim);
	await consumer.idle();
	expect(await house.sql`select from decisions where claim_id = ${claim.id}`).toHaveLength(0);
});

test('the cancellation of a claim that waits for a person takes it from the queue', async () => {
	const member = world.enroll();
	const unpriced = world.submit(member, provider, { lines: [{ procedure_code: '99999' }] });
	world.publishPlan({ id: 'broad', default_benefit: 'visit' });
	for (const coverage of member.coverages) coverage.plan_id = 'broad';
	await house.announce(unpriced);
	await consumer.idle();
	expect(await house.liveOutcome(unpriced)).toBe('pended');
	await house.voidClaim(unpriced);
	await consumer.idle();
	const [item] = await house.sql`select status, closed_at from review_items where claim_id = ${unpriced.id}`;
	expect(item).toMatchObject({ status: 'closed', closed_at: expect.any(String) });
});
