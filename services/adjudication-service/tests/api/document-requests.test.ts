/** A person asks for the documents that a claim waits for, and they come. */
import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';
import type { AnnouncedClaim, ClaimChanges } from '../support/world';

const house = await openHouse();
const { world, platform } = house;
const consumer = house.listen();
afterAll(() => house.close());
world.publishPlan({ documents: [{ document: 'referral' }, { document: 'invoice' }] });
const provider = world.register();
const app = buildApp(platform, platform.config);
const scopes = ['adjudication:read', 'adjudication:write'];
const send = testClient(app, { subject: 'examiner', role: 'staff', authority: 2, scopes });
const member = world.enroll();
const asMember = testClient(app, {
	subject: 'member',
	role: 'member',
	member_id: member.id,
	scopes: ['adjudication:read'],
});

async function aPendedClaim(changes: ClaimChanges = {}): Promise<AnnouncedClaim> {
	const lines = [{ service_date: `2026-0${++months}-01` }];
	const claim = world.submit(member, provider, { lines, ...changes });
	await house.announce(claim);
	await consumer.idle();
	return claim;
}
let months = 0;

async function itemOf(claim: AnnouncedClaim, status = 'open') {
	const { body } = await send('GET', `/api/v1/review-items?claim_id=${claim.id}&status=${status}`);
	return body.data[0];
}

const pathOf = ({ id }: { id: string }) => `/api/v1/review-items/${id}/document-requests`;

test('what is missing is asked for: the item stays open, and who has the documents is told', async () => {
	const claim = await aPendedClaim();
	const item = await itemOf(claim);
	const { status, body } = await send('POST', pathOf(item), {
		body: { due: '2026-12-24', note: 'by letter' },
	});
	expect(status).toBe(201);
	const request = {
		documents: ['referral', 'invoice'],
		due: '2026-12-24',
		note: 'by letter',
		by: 'examiner',
	};
	expect(body.data).toMatchObject({ status: 'open', version: 2, request, received: [] });
	expect(await itemOf(claim)).toMatchObject({ id: item.id, request });
	expect((await house.said('documents.requested')).at(-1)).toMatchObject({
		key: claim.id,
		data: {
			...{ claim_id: claim.id, claim_number: claim.claim_number },
			...{ member_id: member.id, provider_id: provider.id },
			...{ documents: 2, due: '2026-12-24', channel: 'cashless' },
		},
	});
	const [audited] = await house.admin`
		select actor, after from audit.entries where entity_id = ${item.id} order by id desc limit 1`;
	expect(audited).toMatchObject({ actor: 'examiner', after: { status: 'open', request } });
});

test('of a claim whose bill the member has paid it is said so', async () => {
	const item = await itemOf(await aPendedClaim({ benefits_assigned: 'no' }));
	await send('POST', pathOf(item), { body: {} });
	const said = (await house.said('documents.requested')).find(({ key }) => key === item.claim_id);
	expect(said?.data.channel).toBe('reimbursement');
});

test('asked again, the last request counts; what was read before is refused', async () => {
	const item = await itemOf(await aPendedClaim());
	await send('POST', pathOf(item), { body: {} });
	const again = await send('POST', pathOf(item), { body: { documents: ['invoice'], due: '2026-11-30' } });
	expect(again.body.data).toMatchObject({
		version: 3,
		request: { documents: ['invoice'], due: '2026-11-30' },
	});
	const stale = await send('POST', pathOf(item), { body: {}, headers: { 'if-match': '"1"' } });
	expect(stale.status).toBe(412);
});

test('many are asked for at once, and what cannot be asked for is told beside the others', async () => {
	const items = await Promise.all([aPendedClaim(), aPendedClaim()].map(async (claim) => itemOf(await claim)));
	const { body } = await send('POST', '/api/v1/review-actions', {
		body: {
			...{ action: 'request-documents', due: '2026-12-01' },
			on: { items: [...items.map(({ id }) => ({ id })), { id: platform.newId() }] },
		},
	});
	expect(body.data).toMatchObject({ changed: 2, refused: 1 });
});

test('what comes is told with the request, which outlives the next decision', async () => {
	const claim = await aPendedClaim();
	await send('POST', pathOf(await itemOf(claim)), { body: { due: '2026-12-24', note: 'for colleagues' } });
	await house.store(claim, 'referral');
	await readjudicateWaiting(platform, house.gatherFacts);
	expect(await itemOf(claim)).toMatchObject({
		reasons: [{ missing: ['invoice'] }],
		request: { due: '2026-12-24' },
		received: ['referral'],
	});

	// The member sees what is awaited, and not who wrote what about it.
	const seen = await asMember('GET', `/api/v1/review-items?claim_id=${claim.id}`);
	expect(seen.body.data[0].request).toMatchObject({ due: '2026-12-24', note: null, by: null });
});

test('a document that comes while it is asked for loses neither', async () => {
	const claim = await aPendedClaim();
	const item = await itemOf(claim);
	await house.store(claim, 'referral');
	const [asked] = await Promise.all([
		send('POST', pathOf(item), { body: { due: '2026-12-24' } }),
		readjudicateWaiting(platform, house.gatherFacts),
	]);
	const open = await itemOf(claim);
	expect(open).toMatchObject({ reasons: [{ missing: ['invoice'] }], received: ['referral'] });
	// Whoever came too late is told so, and nobody believes that something was asked for which was not.
	if (asked.status === 201) expect(open.request).toMatchObject({ due: '2026-12-24' });
	else expect([asked.status, open.request]).toEqual([409, null]);
});
