/** Documents were asked for until a day, and did not come. */
import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { keepUnanswered, takeOverdue } from '../../src/repositories/unanswered-documents.repository';
import { endDocumentRequests } from '../../src/usecases/end-document-requests';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform, sql } = house;
const consumer = house.listen();
afterAll(() => house.close());
// One of two benefits asks for a document.
world.publishPlan({
	benefits: { visit: {}, therapy: { documents: [{ document: 'referral' }] } },
	benefit_of: { '99213': 'visit', '97110': 'therapy' },
});
const fee = { basis: 'fee' as const, amount: '80.00' };
const provider = world.register({}, { prices: { '99213': fee, '97110': fee } });
const send = testClient(buildApp(platform, platform.config), {
	...{ subject: 'examiner', role: 'staff', authority: 2 },
	scopes: ['adjudication:read', 'adjudication:write'],
});
/** The payer's day is the last one on which an answer is in time, and the day after. */
const on = (day: string): typeof platform =>
	Object.create(platform, { now: { value: () => new Date(`${day}T10:00:00Z`) } });
const [DUE, AFTER] = ['2026-11-24', '2026-11-25'];

async function askedFor(): Promise<AnnouncedClaim & { item: string }> {
	const claim = world.submit(world.enroll(), provider, { lines: [{}, { procedure_code: '97110' }] });
	await house.announce(claim);
	await consumer.idle();
	const { body } = await send('GET', `/api/v1/review-items?claim_id=${claim.id}`);
	const item = body.data[0].id;
	await send('POST', `/api/v1/review-items/${item}/document-requests`, { body: { due: DUE } });
	return { ...claim, item };
}
const decideAgain = () => readjudicateWaiting(platform, house.gatherFacts);

test('the lines that still miss them are denied with 226 by rule 29, and the others decided', async () => {
	const claim = await askedFor();
	expect(await endDocumentRequests(on(DUE))).toBe(0);
	expect(await endDocumentRequests(on(AFTER))).toBe(1);
	await decideAgain();

	expect(await house.liveOutcome(claim)).toBe('partially_approved');
	const [visit, therapy] = await house.linesOf(claim);
	expect(visit?.outcome).toBe('pay');
	expect(therapy).toMatchObject({
		denial: { rule: 'R29', carc: '226' },
		adjustments: [{ group: 'CO', carc: '226', remarks: ['N706'] }],
	});
	const [undone] = await sql`select why from undone_decisions where claim_id = ${claim.id}`;
	expect(undone?.why).toMatchObject([{ cause: 'documents.unanswered', subject: claim.item }]);

	// What comes later changes nothing by itself; a person may let the line pass.
	await house.store(claim, 'referral');
	await decideAgain();
	await house.askAgain({ claim_ids: [claim.id] });
	expect(await house.liveOutcome(claim)).toBe('partially_approved');
	const path = `/api/v1/claims/${claim.id}/overrides`;
	expect((await send('POST', path, { body: { reason: 'it has come' } })).status).toBe(201);
	await house.recalculate();
	expect(await house.liveOutcome(claim)).toBe('approved');
});

test('what came in time is not denied, though nobody had looked at it yet', async () => {
	const claim = await askedFor();
	await house.store(claim, 'referral');
	await endDocumentRequests(on(AFTER));
	await decideAgain();
	expect(await house.liveOutcome(claim)).toBe('approved');
});

test('asked again until a later day, it waits until then', async () => {
	const { item } = await askedFor();
	await send('POST', `/api/v1/review-items/${item}/document-requests`, { body: { due: AFTER } });
	expect(await endDocumentRequests(on(AFTER))).toBe(0);
	expect(await endDocumentRequests(on('2026-11-26'))).toBe(1);
	await decideAgain();
});

test('of two processes one ends a request, and one that is cut off leaves all of it to the next', async () => {
	const claim = await askedFor();
	const dying = Object.create(on(AFTER), {
		newId: {
			value: () => {
				throw new Error('killed');
			},
		},
	});
	await expect(endDocumentRequests(dying)).rejects.toThrow('killed');
	expect(await sql`select from unanswered_documents where claim_id = ${claim.id}`).toHaveLength(0);

	const ended = await Promise.all([endDocumentRequests(on(AFTER)), endDocumentRequests(on(AFTER))]);
	expect(ended.sort()).toEqual([0, 1]);
	await Promise.all([decideAgain(), decideAgain()]);
	expect(await house.liveOutcome(claim)).toBe('partially_approved');
	expect(await endDocumentRequests(on(AFTER))).toBe(0);
});

test('a process that saw a request before another ended it, and locked it after, ends nothing', async () => {
	await askedFor();
	const seen = await sql.begin((tx) => takeOverdue(tx, AFTER, 10));
	expect(seen).toHaveLength(1);
	expect(await endDocumentRequests(on(AFTER))).toBe(1);
	expect(await sql.begin((tx) => keepUnanswered(tx, seen))).toEqual(new Set());
	await decideAgain();
});

test('all of it comes out the same again, to the byte', async () => {
	expect(await house.replay()).toMatchObject({ differences: [] });
});
