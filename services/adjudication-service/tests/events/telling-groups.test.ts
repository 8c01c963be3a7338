/** A group hears how far its funds are used and that they are short: once, until money is put in. */
import { afterAll, expect, test } from 'bun:test';
import type { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { tellGroups } from '../../src/usecases/tell-groups';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
world.publishPlan({ cost_share: { in: {} }, pools: [] });
const clinics = new Map<string, ReturnType<typeof world.register>>();

/** A claim for this much, of a member of its own unless one is given. */
function aClaim(policy: PolicyFacts, amount: string, member = aMember(policy)): AnnouncedClaim {
	const clinic = clinics.get(amount) ?? world.register({}, { prices: { '99213': { basis: 'fee', amount } } });
	clinics.set(amount, clinic);
	return world.submit(member, clinic, { lines: [{ charge: amount }], total_charge: amount });
}
const aMember = (policy: PolicyFacts) =>
	world.enroll({ group_id: policy.group_id }, { policy_id: policy.id });

const consumer = house.listen();
async function decide(...claims: readonly AnnouncedClaim[]): Promise<void> {
	await house.announce(...claims);
	await consumer.idle();
	await house.settled();
}

async function topUp(policy: PolicyFacts, amount: string): Promise<void> {
	policy.aso = { amount: (Number(policy.aso?.amount) + Number(amount)).toFixed(2) };
	await house.credit({ policy_id: policy.id, fund: 'aso', amount, currency: 'USD' });
	await house.recalculate();
}

const alertsOf = async ({ id, group_id }: PolicyFacts) =>
	(await house.said('fund.alerted'))
		.filter(({ data }) => data.policy_id === id)
		.map(({ key, data: { fund, percent, group_id: told } }) => {
			expect([key, told]).toEqual([id, group_id]);
			return `${fund} ${percent}`;
		});
const shortOf = async ({ id }: PolicyFacts) =>
	(await house.said('fund.short'))
		.filter(({ data }) => data.policy_id === id)
		.map(({ data: { needed, available, currency } }) => `${available} of ${needed} ${currency}`);

test('two claims that cross 75 and 90 percent have two things said, in one batch or in two', async () => {
	const [apart, together] = [1, 2].map(() => world.issuePolicy({ aso: { amount: '100.00' } }));
	if (!apart || !together) throw new Error('no policies');
	await decide(aClaim(apart, '80.00'));
	await decide(aClaim(apart, '12.00'));
	const member = aMember(together);
	await decide(aClaim(together, '80.00', member), aClaim(together, '12.00', member));
	expect(await alertsOf(apart)).toEqual(['aso 75', 'aso 90']);
	expect(await alertsOf(together)).toEqual(['aso 75', 'aso 90']);
	expect(await shortOf(apart)).toEqual([]);
});

test('one claim that crosses both has the higher said', async () => {
	const policy = world.issuePolicy({ aso: { amount: '100.00' } });
	await decide(aClaim(policy, '92.00'));
	expect(await alertsOf(policy)).toEqual(['aso 90']);
});

test('what was said is not said again when a claim is voided and another crosses the same', async () => {
	const policy = world.issuePolicy({ aso: { amount: '100.00' } });
	const first = aClaim(policy, '92.00');
	await decide(first);
	await house.voidClaim(first);
	await consumer.idle();
	await house.recalculate();
	await decide(aClaim(policy, '80.00'));
	await decide(aClaim(policy, '12.00'));
	expect(await alertsOf(policy)).toEqual(['aso 90']);
	await decide(aClaim(policy, '8.00'));
	expect(await alertsOf(policy)).toEqual(['aso 90', 'aso 100']);
});

test('a claim decided again says only what it newly crosses', async () => {
	const policy = world.issuePolicy({ aso: { amount: '100.00' } });
	const price = (amount: string) => ({ prices: { '99213': { basis: 'fee' as const, amount } } });
	const clinic = world.register({}, price('80.00'));
	await decide(world.submit(aMember(policy), clinic, { lines: [{ charge: '200.00' }] }));
	for (const amount of ['85.00', '95.00']) {
		const from = '2025-01-01';
		const late = world.contract(clinic, { from, ...price(amount) });
		await house.change('provider.contract.published', { provider_id: clinic.id, contract_id: late.id, from });
	}
	expect(await house.balances()).toMatchObject({ [`fund:aso|policy:${policy.id}`]: 9_500 });
	expect(await alertsOf(policy)).toEqual(['aso 75', 'aso 90']);
});

test('200 claims that wait for the money of one group have it told once, and once more after each top-up that is not enough', async () => {
	const policy = world.issuePolicy({ aso: { amount: '60.00' } });
	const other = house.listen({ batchSize: 7 });
	const claims = Array.from({ length: 200 }, () => aClaim(policy, '100.00'));
	await Promise.all(claims.map((claim) => house.announce(claim)));
	await Promise.all([consumer.idle(), other.idle()]);
	await house.settled();
	expect(await shortOf(policy)).toEqual(['60.00 of 100.00 USD']);
	expect(await alertsOf(policy)).toEqual([]);

	await topUp(policy, '20.00');
	expect(await shortOf(policy)).toEqual(['60.00 of 100.00 USD', '80.00 of 100.00 USD']);
	// One is paid, and the next finds nothing.
	await topUp(policy, '20.00');
	expect(await shortOf(policy)).toEqual(['60.00 of 100.00 USD', '80.00 of 100.00 USD', '0.00 of 100.00 USD']);
	expect(await alertsOf(policy)).toEqual(['aso 100']);
	await house.askAgain({ claim_ids: claims.map(({ id }) => id) });
	expect(await shortOf(policy)).toHaveLength(3);
}, 60_000);

test('after a top-up the same percentages are said of what there is then', async () => {
	const policy = world.issuePolicy({ aso: { amount: '100.00' } });
	await decide(aClaim(policy, '80.00'));
	await topUp(policy, '100.00');
	await decide(aClaim(policy, '80.00'));
	expect(await alertsOf(policy)).toEqual(['aso 75', 'aso 75']);
});

test('a fund that pays excess is told of as well', async () => {
	const policy = world.issuePolicy({
		excess: { mode: 'any_cause', fund: 'buffer', amount: '100.00', add_room: false },
	});
	world.publishPlan({
		id: 'capped',
		cost_share: { in: {} },
		pools: [{ id: 'year', scope: 'member', per: 'year', amount: '5.00' }],
	});
	const member = world.enroll({ group_id: policy.group_id }, { policy_id: policy.id, plan_id: 'capped' });
	await decide(aClaim(policy, '85.00', member));
	expect(await alertsOf(policy)).toEqual(['buffer 75']);
});

test('a batch with nothing to say asks the database for nothing', async () => {
	const tx = () => {
		throw new Error('asked');
	};
	expect(await tellGroups(tx as never, [])).toEqual([]);
});
