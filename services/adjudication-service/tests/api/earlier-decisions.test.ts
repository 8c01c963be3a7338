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
world.publishPlan({});
world.publishPlan({ id: 'careful', audit: { claim_over: '50.00' } });
world.publishPlan({ id: 'late', filing_days: 60 });
world.publishPlan({ id: 'again' });
const provider = world.register();
const send = testClient(buildApp(platform, platform.config), {
	subject: 'examiner',
	role: 'staff',
	authority: 5,
	scopes: ['adjudication:read', 'adjudication:write'],
});

const LINE = { units: 2, charge: '200.00' };
async function aClaim(member: ReturnType<typeof world.enroll>, line = {}): Promise<AnnouncedClaim> {
	const claim = world.submit(member, provider, { lines: [{ ...LINE, ...line }] });
	await house.announce(claim);
	await consumer.idle();
	return claim;
}
const earlierOf = async ({ id }: AnnouncedClaim, as = {}) =>
	(await send('GET', `/api/v1/claims/${id}/explanation`, { as })).body.data.earlier;
const termination = async (member: ReturnType<typeof world.enroll>) => {
	for (const coverage of member.coverages) coverage.to = '2026-02-28';
	const { id: member_id, family_id } = member;
	await house.change('member.coverage.changed', { member_id, family_id, from: '2026-03-01' });
};

test('a claim that was decided once has nothing before it, and nothing is written of that', async () => {
	const claim = await aClaim(world.enroll());
	expect(await earlierOf(claim)).toEqual([]);
	expect(await send('GET', `/api/v1/claims/${claim.id}/earlier-decisions`)).toMatchObject({
		...{ status: 200, body: { data: [] } },
	});
	expect(await house.sql`select from undone_decisions where claim_id = ${claim.id}`).toHaveLength(0);
});

test('what became known late is told as the reason, with every amount before and after', async () => {
	const member = world.enroll();
	const claim = await aClaim(member);
	const [first] = await house.sql`select id from decisions where claim_id = ${claim.id}`;
	await termination(member);
	const [earlier, ...others] = await earlierOf(claim);
	expect(others).toEqual([]);
	expect(earlier).toMatchObject({
		...{ decision_id: first?.id, outcome: 'approved', undone_at: '2026-11-23T10:00:00.000Z' },
		totals: { paid: '48.00', member_owes: '112.00' },
		why: [
			{
				...{ cause: 'member.coverage.changed', subject: member.id, from: '2026-03-01' },
				...{ requested_by: 'peer', reason: null },
			},
		],
	});
	const changed = ({ line, what, before, after }: Record<string, unknown>) => [line, what, before, after];
	expect(earlier.changes.map(changed)).toEqual([
		[null, 'outcome', 'approved', 'denied'],
		[null, 'allowed', '160.00', '0.00'],
		[null, 'paid', '48.00', '0.00'],
		[null, 'member_owes', '112.00', '200.00'],
		[null, 'provider_writes_off', '40.00', '0.00'],
		[1, 'outcome', 'pay', 'deny'],
		[1, 'allowed', '160.00', '0.00'],
		[1, 'paid', '48.00', '0.00'],
		[1, 'member_owes', '112.00', '200.00'],
		[1, 'CO-45', '40.00', null],
		[1, 'PR-1', '100.00', null],
		[1, 'PR-2', '12.00', null],
		[1, 'denial', null, '27'],
		[1, 'PR-27', null, '200.00'],
	]);
	const { body } = await send('GET', `/api/v1/claims/${claim.id}/decision`);
	expect(earlier.followed_by).toBe(body.data.id);
});

test('what a person did is told with their words to colleagues, but to nobody else', async () => {
	const member = world.enroll({}, { plan_id: 'careful' });
	const claim = await aClaim(member, { units: 3, charge: '300.00' });
	const [item] = (await send('GET', `/api/v1/review-items?claim_id=${claim.id}`)).body.data;
	await send('POST', `/api/v1/review-items/${item.id}/releases`, { body: { reason: 'the bill was seen' } });
	await readjudicateWaiting(platform, house.gatherFacts);
	const [earlier] = await earlierOf(claim);
	expect(earlier).toMatchObject({ outcome: 'pended', why: [{ cause: 'review.released', subject: item.id }] });
	expect(earlier.why[0]).toMatchObject({ requested_by: 'examiner', reason: 'the bill was seen' });
	expect(earlier.changes).toContainEqual({ line: 1, what: 'pends', before: '133', after: null });
	const [seen] = await earlierOf(claim, {
		role: 'member',
		member_id: member.id,
		scopes: ['adjudication:read'],
	});
	expect(seen.why).toEqual([
		{ cause: 'review.released', subject: null, from: null, requested_by: null, reason: null },
	]);
});

test('an override is told apart from what was merely asked for', async () => {
	const claim = await aClaim(world.enroll({}, { plan_id: 'late' }));
	const { body } = await send('POST', `/api/v1/claims/${claim.id}/overrides`, {
		body: { reason: 'filed in time' },
	});
	await house.recalculate();
	const causes = (await earlierOf(claim)).map(({ why }: { why: unknown[] }) => why);
	expect(causes).toMatchObject([
		[
			{
				cause: 'review.overridden',
				subject: body.data.id,
				requested_by: 'examiner',
				reason: 'filed in time',
			},
		],
	]);
});

test('a version of the plan, whose name is no id, is a reason like any other', async () => {
	const claim = await aClaim(world.enroll({}, { plan_id: 'again' }));
	Object.assign(world.publishPlan({ id: 'again', cost_share: { in: { coinsurance: 50 } } }, '2'), {
		effective_from: '2026-01-01',
	});
	await house.change('plan.published', { plan_id: 'again', version: '2', from: '2026-01-01' });
	const [earlier] = await earlierOf(claim);
	expect(earlier.why).toMatchObject([{ cause: 'plan.published', subject: 'again 2', reason: null }]);
	expect(earlier.changes).toContainEqual({ line: null, what: 'paid', before: '48.00', after: '80.00' });
});

test('each time is told, the oldest first, and of a voided claim how all of it ended', async () => {
	const member = world.enroll();
	const claim = await aClaim(member);
	await termination(member);
	await house.voidClaim(claim);
	await house.settled();
	const { body } = await send('GET', `/api/v1/claims/${claim.id}/earlier-decisions`);
	expect(body.data.map(({ outcome, why }: Record<string, never[]>) => [outcome, why])).toMatchObject([
		['approved', [{ cause: 'member.coverage.changed' }]],
		['denied', [{ cause: 'claim.voided', subject: claim.id, from: null }]],
	]);
	expect(body.data[1]).toMatchObject({ followed_by: null, changes: [] });
	expect((await send('GET', `/api/v1/claims/${claim.id}/explanation`)).status).toBe(404);
	const foreign = { role: 'member', member_id: world.enroll().id, scopes: ['adjudication:read'] };
	const answer = await send('GET', `/api/v1/claims/${claim.id}/earlier-decisions`, { as: foreign as never });
	expect([answer.status, answer.body.error.code]).toEqual([404, 'CLAIM_NOT_DECIDED']);
});
