import { afterAll, expect, test } from 'bun:test';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world } = house;
afterAll(() => house.close());
world.publishPlan({});
const provider = world.register();
const consumer = house.listen();

const decide = async (...claims: AnnouncedClaim[]) => {
	await house.announce(...claims);
	await consumer.idle();
};
/** What stands of a claim: outcome and what the plan pays, in the currency's own words. */
async function standing(claim: AnnouncedClaim) {
	const [row] = await house.sql`
		select id, outcome, paid::text from decisions
		where claim_id = ${claim.id} and kind = 'decision' and reversed_by is null`;
	return { id: row?.id, outcome: row?.outcome, paid: Number(row?.paid).toFixed(2) };
}
const paid = async (...claims: AnnouncedClaim[]) =>
	(await Promise.all(claims.map(standing))).map((one) => one.paid);
const rowsOf = async ({ id }: AnnouncedClaim) =>
	(await house.sql`select kind from decisions where claim_id = ${id} order by position`).map(
		({ kind }) => kind,
	);
const assertBalanced = async () => expect(await house.balances()).toEqual(await house.sumOfLiveMovements());

test('a late enrolment finds the claims that were denied because nobody knew the member', async () => {
	const stranger = {
		member_number: 'LATE-1',
		subscriber_number: 'LATE-1',
		relationship: 'employee',
	} as const;
	const claim = world.submit(stranger as never, provider, { lines: [{ units: 3, charge: '300.00' }] });
	await decide(claim);
	expect(await standing(claim)).toMatchObject({ outcome: 'denied', paid: '0.00' });
	const member = world.enroll(stranger);
	await house.change('member.enrolled', {
		member_id: member.id,
		family_id: member.family_id,
		from: '2026-01-01',
	});
	// 240.00 agreed, less 100.00 deductible, and of the rest 80 percent.
	expect(await standing(claim)).toMatchObject({ outcome: 'approved', paid: '112.00' });
	expect(await rowsOf(claim)).toEqual(['decision', 'reversal', 'decision']);
	const [reversed] = (await house.said('claim.reversed')).filter(({ data }) => data.claim_id === claim.id);
	const told = (await house.said('claim.adjudicated')).filter(({ data }) => data.claim_id === claim.id);
	expect([reversed?.key, told.length, told[1]?.data.paid]).toEqual([claim.family_key, 2, '112.00']);
	await assertBalanced();
});

test('a provider who becomes known late is paid for what was denied', async () => {
	const member = world.enroll();
	const stranger = world.register({}, null);
	const claim = world.submit(member, { ...stranger, npi: '1999999984' });
	await decide(claim);
	expect(await standing(claim)).toMatchObject({ outcome: 'denied' });
	const known = world.register({ npi: '1999999984' });
	await house.change('provider.registered', { provider_id: known.id });
	expect(await standing(claim)).toMatchObject({ outcome: 'approved' });
	await assertBalanced();
});

test('a coverage that ended before care takes the payment back, and gives the deductible to the claims before it', async () => {
	const member = world.enroll();
	const [early, late] = ['2026-02-01', '2026-06-01'].map((service_date) =>
		world.submit(member, provider, { lines: [{ service_date, units: 2, charge: '200.00' }] }),
	) as [AnnouncedClaim, AnnouncedClaim];
	// The later one came first and used the deductible.
	await decide(late);
	await decide(early);
	expect(await paid(early, late)).toEqual(['128.00', '48.00']);
	for (const coverage of member.coverages) coverage.to = '2026-03-31';
	await house.change('member.coverage.changed', {
		member_id: member.id,
		family_id: member.family_id,
		from: '2026-04-01',
	});
	expect(await standing(late)).toMatchObject({ outcome: 'denied', paid: '0.00' });
	expect(await paid(early)).toEqual(['48.00']);
	await assertBalanced();
});

test('another price from a day on is paid for the care since that day, and nothing else is written', async () => {
	const clinic = world.register();
	const member = world.enroll();
	const claims = ['2026-02-01', '2026-06-01', '2026-06-02'].map((service_date) =>
		world.submit(member, clinic, { lines: [{ service_date, units: 2, charge: '300.00' }] }),
	) as [AnnouncedClaim, AnnouncedClaim, AnnouncedClaim];
	await decide(...claims);
	expect(await paid(...claims)).toEqual(['48.00', '128.00', '128.00']);
	const contract = world.contract(clinic, {
		from: '2026-06-01',
		prices: { '99213': { basis: 'fee', amount: '100.00' } },
	});
	const event = { provider_id: clinic.id, contract_id: contract.id, from: '2026-06-01' };
	await house.change('provider.contract.published', event);
	expect(await paid(...claims)).toEqual(['48.00', '160.00', '160.00']);
	expect(await Promise.all(claims.map(rowsOf))).toEqual([
		['decision'],
		['decision', 'reversal', 'decision'],
		['decision', 'reversal', 'decision'],
	]);
	const [cause] = await house.sql`
		select sum(looked_at)::int as looked_at, sum(adjusted)::int as adjusted, sum((net ->> 'USD')::int)::int as net
		from family_recalculations join recalculations on recalculations.id = recalculation_id
		where subject = ${contract.id}`;
	expect(cause).toEqual({ looked_at: 3, adjusted: 2, net: 6_400 });
	// Heard twice, it changes nothing more.
	const before = await house.sql`select count(*) from decisions`;
	await house.change('provider.contract.published', event);
	expect(await house.sql`select count(*) from decisions`).toEqual(before);
	await assertBalanced();
});

test('a contract that another has replaced is news of both, and claims are decided again once', async () => {
	const clinic = world.register();
	const [replaced] = clinic.contracts;
	const claim = world.submit(world.enroll(), clinic, { lines: [{ service_date: '2026-07-01', units: 2 }] });
	await decide(claim);
	const { id } = world.contract(clinic, {
		from: '2026-06-01',
		prices: { '99213': { basis: 'fee', amount: '40.00' } },
	});
	const of = { provider_id: clinic.id };
	const end = { ...of, contract_id: replaced?.id ?? '', last_day: '2026-05-31' };
	await house.change('provider.contract.ended', end);
	await house.change('provider.contract.published', { ...of, contract_id: id, from: '2026-06-01' });
	expect(await rowsOf(claim)).toEqual(['decision', 'reversal', 'decision']);
	// Of 160.00 the plan paid 48.00; 80.00 is within the deductible.
	expect(await standing(claim)).toMatchObject({ outcome: 'approved', paid: '0.00' });
	await assertBalanced();
});

test('a void in the middle of the year frees the deductible for later claims, and lets a duplicate be what it is', async () => {
	const member = world.enroll();
	const bill = (service_date: string) => ({ lines: [{ service_date, units: 2, charge: '200.00' }] });
	const [first, second, later] = ['2026-02-01', '2026-03-01', '2026-05-01'].map((day) =>
		world.submit(member, provider, bill(day)),
	) as [AnnouncedClaim, AnnouncedClaim, AnnouncedClaim];
	const again = world.submit(member, provider, bill('2026-02-01'));
	await decide(first, second, later, again);
	expect(await paid(first, second, later, again)).toEqual(['48.00', '128.00', '128.00', '0.00']);
	await house.voidClaim(first);
	await consumer.idle();
	await house.recalculate();
	expect(await standing(again)).toMatchObject({ outcome: 'approved', paid: '48.00' });
	expect(await paid(second, later)).toEqual(['128.00', '128.00']);
	expect(await rowsOf(second)).toEqual(['decision']);
	await house.voidClaim(again);
	await consumer.idle();
	await house.recalculate();
	expect(await paid(second, later)).toEqual(['48.00', '128.00']);
	await assertBalanced();
});

test('a change that says nothing new about any claim leaves everything as it stands', async () => {
	const member = world.enroll();
	const claims = ['2026-06-01', '2026-02-01'].map((service_date) =>
		world.submit(member, provider, { lines: [{ service_date, units: 2, charge: '200.00' }] }),
	) as [AnnouncedClaim, AnnouncedClaim];
	for (const claim of claims) await decide(claim);
	const before = await house.sql`select count(*) from decisions`;
	member.given_name = 'Renamed';
	await house.change('member.changed', { member_id: member.id, family_id: member.family_id });
	// Not even their order: what was decided as it came stands as it is.
	expect(await house.sql`select count(*) from decisions`).toEqual(before);
});

test('what a person said outlives the rules: a denial stands, a reviewed price stays, a release still counts', async () => {
	world.publishPlan({ id: 'careful', audit: { claim_over: '50.00' } });
	const member = world.enroll({}, { plan_id: 'careful' });
	const [denied, released] = ['2026-03-01', '2026-03-02'].map((service_date) =>
		world.submit(member, provider, { lines: [{ service_date, units: 4, charge: '400.00' }] }),
	) as [AnnouncedClaim, AnnouncedClaim];
	await decide(denied, released);
	const { readjudicateWaiting } = await import('../../src/usecases/start-readjudication');
	await house.sql`
		insert into releases (claim_id, fingerprint, review_item_id, released_by, reason)
		select claim_id, reasons -> 0 ->> 'fingerprint', id, 'examiner', 'seen' from review_items where claim_id = ${released.id}`;
	await house.sql`
		insert into reviewed_denials (claim_id, denial, review_item_id, reviewed_by)
		select claim_id, ${JSON.stringify({ carc: '50', group: 'CO' })}::text::jsonb, id, 'examiner' from review_items
		where claim_id = ${denied.id}`;
	await house.sql`
		insert into readjudications (id, claim_id, requested_by, correlation_id)
		select id, claim_id, 'examiner', 'story' from review_items
		where claim_id = any (${[denied.id, released.id]}::uuid[])`;
	await readjudicateWaiting(house.platform, house.gatherFacts);
	expect([(await standing(denied)).outcome, (await standing(released)).outcome]).toEqual([
		'denied',
		'approved',
	]);
	const stood = await Promise.all([standing(denied), standing(released)]);
	member.pre_existing.push('Z99');
	await house.change('member.changed', { member_id: member.id, family_id: member.family_id });
	expect(await Promise.all([standing(denied), standing(released)])).toEqual(stood);
});

test('a new version of a plan that holds since earlier is applied to the care since then', async () => {
	world.publishPlan({ id: 'yearly' });
	const claim = world.submit(world.enroll({}, { plan_id: 'yearly' }), provider, {
		lines: [{ units: 2, charge: '200.00' }],
	});
	await decide(claim);
	expect(await paid(claim)).toEqual(['48.00']);
	world.publishPlan({ id: 'yearly', cost_share: { in: { coinsurance: 50 } } }, '2');
	await house.change('plan.published', { plan_id: 'yearly', version: '2', from: '2026-01-01' });
	expect(await paid(claim)).toEqual(['80.00']);
	await assertBalanced();
});

test('a policy that is endorsed to another plan from a day on is applied to its care since that day, and to no other policy', async () => {
	world.publishPlan({ id: 'leaner', cost_share: { in: { coinsurance: 50 } } });
	const policy = world.issuePolicy();
	const [member, stranger] = [world.enroll({}, { policy_id: policy.id }), world.enroll()];
	const bill = (service_date: string) => ({ lines: [{ service_date, units: 2, charge: '200.00' }] });
	const before = world.submit(member, provider, bill('2026-02-01'));
	const since = world.submit(member, provider, bill('2026-06-01'));
	const elsewhere = world.submit(stranger, provider, bill('2026-06-01'));
	await decide(before, since, elsewhere);
	expect(await paid(before, since, elsewhere)).toEqual(['48.00', '128.00', '48.00']);
	const [coverage] = member.coverages;
	if (!coverage) throw new Error('nobody is enrolled without a coverage');
	member.coverages.push({ ...coverage, id: Bun.randomUUIDv7(), plan_id: 'leaner', from: '2026-04-01' });
	coverage.to = '2026-03-31';
	const endorsement_id = Bun.randomUUIDv7();
	await house.change('policy.endorsed', {
		policy_id: policy.id,
		group_id: policy.group_id,
		endorsement_id,
		from: '2026-04-01',
	});
	expect(await paid(before, since, elsewhere)).toEqual(['48.00', '80.00', '48.00']);
	const looked = await house.sql`
		select family_id from family_recalculations join recalculations on recalculations.id = recalculation_id
		where subject = ${endorsement_id}`;
	expect(looked.map(({ family_id }) => family_id)).toEqual([member.family_id]);
	await assertBalanced();
});

test('a letter that is approved late pays the claim that was denied for want of it', async () => {
	world.publishPlan({ id: 'asking', benefits: { visit: { authorization: true } } });
	const member = world.enroll({}, { plan_id: 'asking' });
	const letter = world.authorize({ number: 'L-1', member_id: member.id, status: 'requested' });
	const claim = world.submit(member, provider, {
		authorization_number: 'L-1',
		lines: [{ units: 2, charge: '200.00' }],
	});
	await decide(claim);
	expect(await standing(claim)).toMatchObject({ outcome: 'denied' });
	Object.assign(letter, { status: 'approved' });
	await house.change('authorization.decided', {
		authorization_id: letter.id,
		status: 'approved',
		member_id: member.id,
		from: letter.from,
	});
	expect(await standing(claim)).toMatchObject({ outcome: 'approved', paid: '48.00' });
	await assertBalanced();
});

test('a provider who has stopped working keeps what they were paid while they worked', async () => {
	const closing = world.register();
	const claim = world.submit(world.enroll(), closing);
	await decide(claim);
	const stood = await standing(claim);
	closing.status = 'ended';
	await house.change('provider.changed', { provider_id: closing.id });
	expect(await standing(claim)).toEqual(stood);
});

test('all decisions that were made this way come out the same again, to the byte', async () => {
	const report = await house.replay();
	expect(report.checked).toBeGreaterThan(20);
	expect(report.differences).toEqual([]);
});
