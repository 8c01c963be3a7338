import { afterAll, expect, test } from 'bun:test';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();
const consumer = house.listen();

async function decide(...claims: Parameters<typeof house.announce>) {
	await house.announce(...claims);
	await consumer.idle();
}

test('a covered visit is priced, shared and paid, and everybody is told', async () => {
	const member = world.enroll();
	const claim = world.submit(member, provider, { lines: [{ units: 2, charge: '200.00' }] });
	await decide(claim);

	// Two visits at 80: the deductible of 100 first, then 20 % of the remaining 60.
	const [decision] = await house.sql`select * from decisions where claim_id = ${claim.id}`;
	expect(decision).toMatchObject({
		outcome: 'approved',
		currency: 'USD',
		billed: '200.0000',
		allowed: '160.0000',
		paid: '48.0000',
		member_owes: '112.0000',
		provider_writes_off: '40.0000',
		member_id: member.id,
		family_id: member.family_id,
		provider_id: provider.id,
		reversed_by: null,
	});
	const told = (await house.said('claim.adjudicated')).find(({ data }) => data.claim_id === claim.id);
	expect(told?.key).toBe(claim.family_key);
	expect(told?.data).toMatchObject({
		outcome: 'approved',
		currency: 'USD',
		paid: '48.00',
		decision_id: decision?.id,
		member_id: member.id,
		provider_id: provider.id,
		claim_number: decision?.claim_number,
		funding: { insurer: '48.00' },
		channel: 'cashless',
	});
	expect(
		await house.admin`
		select action, after from audit.entries where entity_id = ${decision?.id}`,
	).toMatchObject([{ action: 'claim.adjudicated', after: { outcome: 'approved', paid: '48.00' } }]);
});

test.each([
	['child', 'employee'],
	['spouse', 'employee'],
	['employee', 'employee'],
	['child', null],
] as const)(
	'that the family of a %s has paid the bill is told to those who pay, with who holds its policy: %s',
	async (relationship, holds) => {
		const employee = holds && world.enroll();
		const own = employee ?? world.enroll({ relationship });
		const member =
			relationship === 'employee' || !employee
				? own
				: world.enroll({ relationship, family_id: own.family_id, subscriber_number: own.subscriber_number });
		const claim = world.submit(member, provider, { benefits_assigned: 'no' });
		await decide(claim);
		const told = (await house.said('claim.adjudicated')).find(({ data }) => data.claim_id === claim.id);
		expect(told?.data).toMatchObject({
			...{ outcome: 'approved', channel: 'reimbursement', member_id: member.id },
			subscriber_id: employee?.id ?? null,
		});
	},
);

test('a claim that goes to the provider says nothing of who holds the policy', async () => {
	const claim = world.submit(world.enroll(), provider);
	await decide(claim);
	const told = (await house.said('claim.adjudicated')).find(({ data }) => data.claim_id === claim.id);
	expect(told?.data).not.toHaveProperty('subscriber_id');
});

test('what one claim used is gone for the next, in the same batch and in a later one', async () => {
	const member = world.enroll();
	const claims = ['2026-03-01', '2026-03-02', '2026-03-03'].map((service_date) =>
		world.submit(member, provider, { lines: [{ service_date }] }),
	);
	const [first, second, third] = claims;
	if (!first || !second || !third) throw new Error('three claims');
	await decide(first, second);
	await decide(third);
	const rows = await house.sql`
		select member_owes from decisions where member_id = ${member.id} order by position`;
	// 80 of the deductible; its last 20 and 20 % of 60; 20 % of 80.
	expect(rows.map((row) => row.member_owes)).toEqual(['80.0000', '32.0000', '16.0000']);
});

test('a patient whom nobody knows is denied with CARC 31', async () => {
	const claim = world.submit(null, provider);
	await decide(claim);
	const [decision] = await house.sql`select outcome, paid from decisions where claim_id = ${claim.id}`;
	expect(decision?.outcome).toBe('denied');
	expect((await house.linesOf(claim))[0]?.denial).toEqual({ rule: 'R7', carc: '31' });
});

test('a provider whom nobody knows is a denial with its reason, and no rejection', async () => {
	const claim = world.submit(world.enroll(), null);
	await decide(claim);
	const [decision] = await house.sql`select outcome, provider_id from decisions where claim_id = ${claim.id}`;
	expect(decision).toMatchObject({ outcome: 'denied', provider_id: null });
	expect((await house.linesOf(claim))[0]?.denial).toEqual({ rule: 'R4', carc: '208' });
});

test('a service before the coverage is denied with CARC 26 under the plan that the member came to have', async () => {
	const member = world.enroll({}, { from: '2026-06-01' });
	const claim = world.submit(member, provider);
	await decide(claim);
	expect((await house.linesOf(claim))[0]?.denial).toEqual({ rule: 'R8', carc: '26' });
});

test('a bill in another currency than the plan is denied as unprocessable, and nothing moves', async () => {
	const member = world.enroll();
	const claim = world.submit(member, provider, { currency: 'EUR' });
	await decide(claim);
	expect((await house.linesOf(claim))[0]).toMatchObject({
		denial: { rule: 'R1', carc: '16' },
		adjustments: [{ group: 'CO', carc: '16', amount: '100.00', remarks: ['MA130'] }],
	});
	expect(Object.keys(await house.balances()).filter((key) => key.includes(member.id))).toEqual([]);
});

test('the same claim again from the same provider is a duplicate, in one batch too', async () => {
	const member = world.enroll();
	const [first, again] = [world.submit(member, provider), world.submit(member, provider)];
	await decide(first, again);
	expect(await Promise.all([first, again].map(house.liveOutcome))).toEqual(['approved', 'denied']);
});

test('an announcement that comes twice decides once', async () => {
	const member = world.enroll();
	const claim = world.submit(member, provider);
	await decide(claim, claim);
	await decide(claim);
	const rows = await house.sql`select id from decisions where claim_id = ${claim.id}`;
	expect(rows).toHaveLength(1);
	expect(
		(await house.said('claim.adjudicated')).filter(({ data }) => data.claim_id === claim.id),
	).toHaveLength(1);
});

test('facts are asked for by the batch, and a published version once for ever', async () => {
	const before = { ...world.asked };
	const claims = Array.from({ length: 50 }, () => world.submit(world.enroll(), provider));
	await decide(...claims);
	const asked = Object.fromEntries(
		Object.entries(world.asked).map(([question, times]) => [question, times - before[question as 'claims']]),
	);
	expect(asked).toMatchObject({ planVersions: 0, contracts: 0, authorizations: 0 });
	// The consumer may see the fifty in one batch or in a few, as the log's partitions have it.
	expect(Math.max(...Object.values(asked))).toBeLessThan(5);
});

test('while a peer is down the claims wait, and are decided when it is back', async () => {
	const claim = world.submit(world.enroll(), provider);
	world.isDown = true;
	await house.announce(claim);
	consumer.wake();
	await Bun.sleep(200);
	expect(await house.liveOutcome(claim)).toBeUndefined();
	world.isDown = false;
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('approved');
});

test('a claim whose plan is not published yet waits for it, and others go on', async () => {
	const waiting = world.submit(world.enroll({}, { plan_id: 'late' }), provider);
	const other = world.submit(world.enroll(), provider);
	await decide(waiting, other);
	expect(await Promise.all([waiting, other].map(house.liveOutcome))).toEqual([undefined, 'approved']);
	world.publishPlan({ id: 'late' });
	for (let tries = 0; tries < 100 && !(await house.liveOutcome(waiting)); tries++) await Bun.sleep(50);
	expect(await house.liveOutcome(waiting)).toBe('approved');
});
