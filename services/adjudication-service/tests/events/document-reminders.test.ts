/** Documents were asked for until a day, have not come, and that day is near. */
import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { remindOfDocuments } from '../../src/usecases/remind-of-documents';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform } = house;
const consumer = house.listen();
afterAll(() => house.close());
world.publishPlan({ documents: [{ document: 'referral' }, { document: 'invoice' }] });
const provider = world.register();
const send = testClient(buildApp(platform, platform.config), {
	...{ subject: 'examiner', role: 'staff', authority: 2 },
	scopes: ['adjudication:read', 'adjudication:write'],
});
/** Asked for on 23 November. */
const DUE = '2026-12-10';
const remindOn = (day: string, days = 7) =>
	remindOfDocuments(Object.create(platform, { now: { value: () => new Date(`${day}T10:00:00Z`) } }), days);

async function askedFor(due = DUE): Promise<AnnouncedClaim & { item: string }> {
	const claim = world.submit(world.enroll(), provider, { benefits_assigned: 'no' });
	await house.announce(claim);
	await consumer.idle();
	const { body } = await send('GET', `/api/v1/review-items?claim_id=${claim.id}`);
	const item = body.data[0].id;
	await send('POST', `/api/v1/review-items/${item}/document-requests`, { body: { due } });
	return { ...claim, item };
}
const remindersOf = async ({ id }: AnnouncedClaim) =>
	(await house.said('documents.awaited')).filter(({ key }) => key === id);

test('a week before, whoever may have them is reminded of how many are missing, and once', async () => {
	const claim = await askedFor();
	await house.store(claim, 'referral');
	await readjudicateWaiting(platform, house.gatherFacts);
	expect([await remindOn('2026-12-02'), await remindOn('2026-12-03'), await remindOn('2026-12-04')]).toEqual([
		0, 1, 0,
	]);
	const [reminder, ...others] = await remindersOf(claim);
	expect(others).toEqual([]);
	expect(reminder?.data).toEqual({
		...{ claim_id: claim.id, claim_number: claim.claim_number },
		...{ member_id: expect.any(String), provider_id: provider.id },
		...{ documents: 1, due: DUE, channel: 'reimbursement' },
	});
	const trail = await house.admin`
		select after, correlation_id from audit.entries where action = 'review_item.documents_awaited'
			and after ->> 'claim_id' = ${claim.id}`;
	expect(trail).toMatchObject([{ after: { documents: 1, due: DUE } }]);
	expect(reminder?.metadata.correlation_id).toBe(trail[0]?.correlation_id);
});

test('nobody is reminded of what has come, though nobody looked at it yet, or of what is overdue', async () => {
	const claim = await askedFor();
	for (const kind of ['referral', 'invoice']) await house.store(claim, kind);
	const late = await askedFor();
	expect([await remindOn('2026-12-11'), await remindOn('2026-12-05')]).toEqual([0, 1]);
	expect([await remindersOf(claim), (await remindersOf(late)).length]).toEqual([[], 1]);
});

test('who was asked within that week is not reminded of what they were just told', async () => {
	const claim = await askedFor('2026-11-30');
	expect(await remindOn('2026-11-24')).toBe(0);
	expect(await remindersOf(claim)).toEqual([]);
});

test('asked again until a later day, they are reminded of that day too', async () => {
	const { item, ...claim } = await askedFor();
	await remindOn('2026-12-05');
	await send('POST', `/api/v1/review-items/${item}/document-requests`, { body: { due: '2026-12-31' } });
	expect([await remindOn('2026-12-10'), await remindOn('2026-12-24')]).toEqual([0, 1]);
	expect((await remindersOf(claim)).map(({ data }) => data.due)).toEqual([DUE, '2026-12-31']);
});

test('of many processes one reminds; where it is switched off nobody does', async () => {
	await askedFor();
	expect(await remindOn('2026-12-05', 0)).toBe(0);
	const reminded = await Promise.all(Array.from({ length: 4 }, () => remindOn('2026-12-05')));
	expect(reminded.toSorted()).toEqual([0, 0, 0, 1]);
});
