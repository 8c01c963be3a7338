import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform } = house;
const consumer = house.listen();
afterAll(() => house.close());

/** The claims come in November: what was done in March is late, and a person of authority 3 may let that pass. */
world.publishPlan({ filing_days: 60, benefit_of: { '99213': 'visit', UNPRICED: 'visit' } });
world.publishPlan({ id: 'careful', audit: { claim_over: '50.00' } });
world.publishPlan({ benefit_of: { '99213': 'visit', UNPRICED: 'visit' }, id: 'open' });
const provider = world.register();
const send = testClient(buildApp(platform, platform.config), {
	subject: 'examiner',
	role: 'staff',
	authority: 4,
	scopes: ['adjudication:read', 'adjudication:write'],
});
const second = { subject: 'second', authority: 5 };

async function aClaim(
	plan_id: string,
	lines: object[],
	member = world.enroll({}, { plan_id }),
): Promise<AnnouncedClaim> {
	const claim = world.submit(member, provider, { lines });
	await house.announce(claim);
	await consumer.idle();
	return claim;
}
const LATE = { service_date: '2026-03-01', units: 2, charge: '200.00' };
const IN_TIME = { service_date: '2026-10-20' };

const override = ({ id }: AnnouncedClaim, body: object, as = {}) =>
	send('POST', `/api/v1/claims/${id}/overrides`, {
		body: { reason: 'proof of earlier filing seen', ...body },
		as,
	});
const decisionOf = async ({ id }: AnnouncedClaim) =>
	(await send('GET', `/api/v1/claims/${id}/decision`)).body.data;
const act = (item: { id: string }, what: string, body: object, as = {}) =>
	send('POST', `/api/v1/review-items/${item.id}/${what}`, { body, as });
const itemOf = async ({ id }: AnnouncedClaim) =>
	(await send('GET', `/api/v1/review-items?claim_id=${id}`)).body.data[0];
const kindsOf = async ({ id }: AnnouncedClaim) =>
	(await house.sql`select kind from decisions where claim_id = ${id} order by position`).map(
		({ kind }) => kind,
	);
const assertBalanced = async () => expect(await house.balances()).toEqual(await house.sumOfLiveMovements());

test('a soft denial is overridden: a reversal and a new decision take its place, and the claim is paid', async () => {
	const claim = await aClaim('office', [LATE]);
	expect(await house.liveOutcome(claim)).toBe('denied');
	const low = await override(claim, {}, { subject: 'junior', authority: 2 });
	expect([low.status, low.body.error.code]).toEqual([403, 'AUTHORITY_TOO_LOW']);
	const { status, body } = await override(claim, {}, { authority: 3 });
	expect(status).toBe(201);
	expect(body.data).toMatchObject({
		...{ kind: 'override', status: 'released', authority: 3, billed: '200.00', closed_by: 'examiner' },
		reasons: [{ line: 1, rule: 'R6', carc: '29', authority: 3 }],
	});
	await house.recalculate();
	const decision = await decisionOf(claim);
	// 160.00 agreed, less 100.00 deductible, and of the rest 80 percent.
	expect([decision.outcome, decision.totals.paid]).toEqual(['approved', '48.00']);
	expect(await kindsOf(claim)).toEqual(['decision', 'reversal', 'decision']);
	const told = (await house.said('claim.adjudicated')).filter(({ data }) => data.claim_id === claim.id);
	expect([told[1]?.data.outcome, told[1]?.metadata.user_id]).toEqual(['approved', 'examiner']);
	const audited =
		await house.admin`select action, actor from audit.entries where entity_id = ${body.data.id}`;
	expect(audited).toMatchObject([{ action: 'review_item.released', actor: 'examiner' }]);
	await assertBalanced();
});

test('only what was denied of the named lines is let pass, and nothing is overridden twice', async () => {
	const claim = await aClaim('office', [LATE, { ...LATE, service_date: '2026-03-02' }]);
	expect((await override(claim, { lines: [2] })).body.data.billed).toBe('200.00');
	await house.recalculate();
	const { outcome, lines } = await decisionOf(claim);
	expect([outcome, lines.map((line: { outcome: string }) => line.outcome)]).toEqual([
		'partially_approved',
		['deny', 'pay'],
	]);
	const again = await override(claim, { lines: [2] });
	expect([again.status, again.body.error.code]).toEqual([409, 'NOTHING_TO_OVERRIDE']);
});

test('what nobody may let pass is not overridden', async () => {
	const claim = world.submit(null, provider);
	await house.announce(claim);
	await consumer.idle();
	expect((await override(claim, {})).body.error.code).toBe('NOTHING_TO_OVERRIDE');
	const unknown = { ...claim, id: platform.newId() };
	expect((await override(unknown, {})).body.error.code).toBe('CLAIM_NOT_DECIDED');
});

test('above the amount an override waits for a second person, and ends where they refuse', async () => {
	const claim = await aClaim('office', [{ ...LATE, charge: '12000.00' }]);
	const { body } = await override(claim, {});
	expect(body.data).toMatchObject({ status: 'awaiting_approval', proposal: { by: 'examiner' } });
	expect((await override(claim, {})).body.error.code).toBe('OVERRIDE_AWAITS_APPROVAL');
	expect((await act(body.data, 'approvals', { reason: 'me' })).body.error.code).toBe(
		'SECOND_APPROVER_NEEDED',
	);
	const refused = await act(body.data, 'rejections', { reason: 'no proof' }, second);
	expect(refused.body.data).toMatchObject({ status: 'closed', closed_by: 'second', note: 'no proof' });
	await house.recalculate();
	expect(await house.liveOutcome(claim)).toBe('denied');
	const anew = (await override(claim, {})).body.data;
	expect((await act(anew, 'approvals', { reason: 'agreed' }, second)).body.data.status).toBe('released');
	await house.recalculate();
	expect((await decisionOf(claim)).totals.paid).toBe('48.00');
});

test('a cancelled claim takes an override that waits with it', async () => {
	const claim = await aClaim('office', [{ ...LATE, charge: '12000.00' }]);
	const { body } = await override(claim, {});
	await house.voidClaim(claim);
	await consumer.idle();
	expect((await act(body.data, 'approvals', { reason: 'agreed' }, second)).body.error.code).toBe(
		'REVIEW_ITEM_CLOSED',
	);
});

test('another person takes back what one has denied', async () => {
	const claim = await aClaim('careful', [{ ...IN_TIME, units: 4, charge: '400.00' }]);
	await act(await itemOf(claim), 'denials', { reason: 'no report', carc: '252', group: 'CO' });
	await readjudicateWaiting(platform, house.gatherFacts);
	expect(await house.liveOutcome(claim)).toBe('denied');
	expect((await override(claim, {}, { authority: 3 })).status).toBe(403);
	expect((await override(claim, {}, second)).body.data.reasons).toMatchObject([{ rule: 'R31' }]);
	await house.recalculate();
	expect((await decisionOf(claim)).totals).toMatchObject({ allowed: '320.00', paid: '176.00' });
});

test('an amount that was paid is put right by a person, and takes the authority for prices', async () => {
	const claim = await aClaim('office', [{ ...IN_TIME, units: 2, charge: '200.00' }]);
	expect((await decisionOf(claim)).totals).toMatchObject({ allowed: '160.00', paid: '48.00' });
	const price = { prices: [{ line: 1, allowed: '190.00' }] };
	expect((await override(claim, price, { authority: 2 })).status).toBe(403);
	expect((await override(claim, { prices: [{ line: 9, allowed: '1.00' }] })).body.error.code).toBe(
		'LINE_UNKNOWN',
	);
	const above = await override(claim, { prices: [{ line: 1, allowed: '200.01' }] });
	expect([above.status, above.body.error.code]).toEqual([422, 'PRICE_ABOVE_BILLED']);
	expect(above.body.error).toMatchObject({
		message: expect.stringContaining('line 1: at most 200.00'),
		details: [{ field: 'prices', code: 'ABOVE_BILLED' }],
	});
	expect((await override(claim, price)).status).toBe(201);
	await house.recalculate();
	expect((await decisionOf(claim)).totals).toMatchObject({ allowed: '190.00', paid: '72.00' });
	await assertBalanced();
});

test('what people entered survives every recalculation: release, price, denial and override', async () => {
	const policy = world.issuePolicy();
	const enroll = (plan_id: string) => world.enroll({}, { plan_id, policy_id: policy.id });
	const expensive = [{ ...IN_TIME, units: 4, charge: '400.00' }];
	const released = await aClaim('careful', expensive, enroll('careful'));
	const denied = await aClaim('careful', expensive, enroll('careful'));
	const priced = await aClaim('open', [{ ...IN_TIME, procedure_code: 'UNPRICED' }], enroll('open'));
	const overridden = await aClaim('office', [LATE], enroll('office'));
	await act(await itemOf(released), 'releases', { reason: 'seen' });
	await act(await itemOf(denied), 'denials', { reason: 'no report', carc: '252', group: 'CO' });
	await act(await itemOf(priced), 'releases', { reason: 'agreed', prices: [{ line: 1, allowed: '90.00' }] });
	await override(overridden, {});
	await readjudicateWaiting(platform, house.gatherFacts);
	await house.recalculate();

	const all = [released, denied, priced, overridden];
	const outcomes = async () =>
		Promise.all(all.map(decisionOf)).then((made) =>
			made.map(({ outcome, totals, lines }) => [outcome, totals.allowed, lines[0].denial?.carc ?? null]),
		);
	const entered = [
		['approved', '320.00', null],
		['denied', '0.00', '252'],
		['approved', '90.00', null],
		['approved', '160.00', null],
	];
	expect(await outcomes()).toEqual(entered);

	// Every recalculation there is: a change of the policy, of the family's past, and on request.
	const decideAllAgain = async () => {
		const change = { policy_id: policy.id, endorsement_id: platform.newId(), from: '2026-01-01' };
		await house.change('policy.endorsed', change as never);
		for (const { member_id, family_id } of await Promise.all(all.map(decisionOf)))
			await house.change('member.coverage.changed', { member_id, family_id, from: '2026-01-01' });
		for (const { id } of all) await send('POST', `/api/v1/claims/${id}/adjudications`);
		await readjudicateWaiting(platform, house.gatherFacts);
	};
	Object.assign(policy, { number: 'P-RENAMED' });
	await decideAllAgain();
	expect(await outcomes()).toEqual(entered);

	const agreeOn = async (amount: string) => {
		world.contract(provider, { from: '2026-10-01', prices: { '99213': { basis: 'fee', amount } } });
		await house.change('provider.contract.published', {
			...{ provider_id: provider.id, contract_id: platform.newId(), from: '2026-10-01' },
		} as never);
	};
	// Who has let an amount pass has let less pass, and not more; the rest is as people said.
	await agreeOn('70.00');
	expect(await outcomes()).toEqual([['approved', '280.00', null], ...entered.slice(1)]);
	await agreeOn('90.00');
	expect(await outcomes()).toEqual([['pended', '0.00', null], ...entered.slice(1)]);
	await assertBalanced();
});
