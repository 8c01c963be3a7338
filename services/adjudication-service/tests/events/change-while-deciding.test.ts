/** A change that comes between the facts of a claim and its decision. */
import { afterAll, expect, test } from 'bun:test';
import type { MemberFacts } from '@claims-askes/contracts/coverage-facts';
import { giveUpFactsOfBefore } from '../../src/usecases/facts/facts-in-hand';
import { recalculateWaiting } from '../../src/usecases/recalculation/start-recalculation';
import { openHouse } from '../support/house';
import type { World } from '../support/world';

const house = await openHouse();
const { world, sql, platform } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();

/** Peers that answer with what they knew when they were asked, but not before they may. */
function slowPeers() {
	const [asked, mayAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const slow: World = {
		...world,
		async members(...question) {
			const facts = structuredClone(await world.members(...question));
			asked.resolve();
			await mayAnswer.promise;
			return facts;
		},
	};
	return { world: slow, asked: asked.promise, answer: mayAnswer.resolve };
}

/** The same of policies: how much was ever put into their funds. */
function slowPolicies() {
	const [asked, mayAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const slow: World = {
		...world,
		async policies(...question) {
			const facts = structuredClone(await world.policies(...question));
			asked.resolve();
			await mayAnswer.promise;
			return facts;
		},
	};
	return { world: slow, asked: asked.promise, answer: mayAnswer.resolve };
}

const desk = { gatherFacts: house.gatherFacts, changeFacts: world.changeFacts, settleMs: 0 };
const notLookedAt = async () => Number((await sql`select from recalculations where found_at is null`).count);

/** A claim whose facts are gathered, and not stored yet what came of them. */
async function claimInHand() {
	const member = world.enroll();
	const claim = world.submit(member, provider, { lines: [{ service_date: '2026-06-01' }] });
	const peers = slowPeers();
	const consumer = house.listen({ world: peers.world });
	await house.announce(claim);
	await peers.asked;
	return { member, claim, peers, consumer };
}

/** Its coverage turns out to have ended before the care. */
async function endCoverage({ id: member_id, family_id, coverages }: MemberFacts): Promise<void> {
	for (const coverage of coverages) coverage.to = '2026-03-31';
	await house.tell('member.coverage.changed', { member_id, family_id, from: '2026-04-01' });
	await recalculateWaiting(platform, desk);
}

test('it waits until the claim is decided by the facts of before, and finds it then', async () => {
	const { member, claim, peers, consumer } = await claimInHand();
	await endCoverage(member);
	expect(await notLookedAt()).toBe(1);

	peers.answer();
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('approved');
	await house.recalculate();
	expect(await house.liveOutcome(claim)).toBe('denied');
	await consumer.stop();
});

test('facts that lay about for too long hold no change up, and no claim is decided by them', async () => {
	const { member, claim, peers, consumer } = await claimInHand();
	await sql`update facts_in_hand set began_at = began_at - interval '1 hour'`;
	await endCoverage(member);
	expect(await notLookedAt()).toBe(0);

	peers.answer();
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('denied');
	await consumer.stop();
});

test('what a process that died had in hand holds a change up until the next one starts', async () => {
	const { id: member_id, family_id } = world.enroll();
	await sql`insert into facts_in_hand (id, began_at) values (${platform.newId()}, now() - interval '1 second')`;
	await house.tell('member.changed', { member_id, family_id });
	await recalculateWaiting(platform, desk);
	expect(await notLookedAt()).toBe(1);

	await giveUpFactsOfBefore(platform, new Date());
	await recalculateWaiting(platform, desk);
	expect(await notLookedAt()).toBe(0);
});

test('a credit of a moment ago finds the claim that was held for want of it by the facts of before', async () => {
	const policy = world.issuePolicy({ aso: { amount: '10.00' } });
	const member = world.enroll({}, { policy_id: policy.id });
	const claim = world.submit(member, provider, { lines: [{ units: 4, charge: '400.00' }] });
	const peers = slowPolicies();
	const consumer = house.listen({ world: peers.world });
	await house.announce(claim);
	await peers.asked;
	Object.assign(policy, { aso: { amount: '500.00' } });
	await house.credit({ policy_id: policy.id, fund: 'aso', amount: '490.00', currency: 'USD' });
	await recalculateWaiting(platform, desk);

	peers.answer();
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('pended');
	await house.recalculate();
	expect(await house.liveOutcome(claim)).toBe('approved');
	await consumer.stop();
});
