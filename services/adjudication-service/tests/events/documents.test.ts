/** Claims wait for documents that a plan asks for, and some of them come. */
import { afterAll, expect, test } from 'bun:test';
import { onClaimSubmitted } from '../../src/events/on-claim-submitted';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { openHouse } from '../support/house';
import type { AnnouncedClaim, ClaimChanges } from '../support/world';

const house = await openHouse();
const { world, platform, sql } = house;
const consumer = house.listen();
afterAll(() => house.close());
world.publishPlan({ documents: [{ document: 'referral' }, { document: 'invoice' }] });
const provider = world.register();

async function aClaim(changes: ClaimChanges = {}): Promise<AnnouncedClaim> {
	const claim = world.submit(world.enroll(), provider, changes);
	await house.announce(claim);
	await consumer.idle();
	return claim;
}

const decideAgain = () => readjudicateWaiting(platform, house.gatherFacts);
const REFERRAL = { attachments: [{ type: 'referral', transmission: 'AA' }] } as ClaimChanges;

/** What its open item says is missing, with the item itself. */
async function waitsFor(claim: AnnouncedClaim) {
	const items = await sql<{ id: string; missing: string[] }[]>`
		select id, reasons -> 0 -> 'missing' as missing from review_items where claim_id = ${claim.id} and status = 'open'`;
	return items;
}

test('what comes counts beside what the claim named, and the claim no longer waits', async () => {
	const claim = await aClaim(REFERRAL);
	expect(await waitsFor(claim)).toMatchObject([{ missing: ['invoice'] }]);

	await house.store(claim, 'invoice');
	await decideAgain();

	expect(await house.liveOutcome(claim)).toBe('approved');
	expect(await waitsFor(claim)).toHaveLength(0);
	const [undone] = await sql`select why from undone_decisions where claim_id = ${claim.id}`;
	expect(undone?.why).toMatchObject([{ cause: 'document.stored', requested_by: 'sender' }]);
});

test('where more is missing the item says what still is; where nothing was asked for it stays as it is', async () => {
	const claim = await aClaim();
	const [before] = await waitsFor(claim);
	expect(before?.missing).toEqual(['referral', 'invoice']);

	await house.store(claim, 'receipt');
	await decideAgain();
	expect([...(await waitsFor(claim))]).toEqual([before as never]);

	await house.store(claim, 'referral');
	await decideAgain();
	expect(await waitsFor(claim)).toMatchObject([{ missing: ['invoice'] }]);
});

test('a document that is told of twice counts once', async () => {
	const claim = await aClaim(REFERRAL);
	const document = platform.newId();
	await house.store(claim, 'invoice', document);
	await house.store(claim, 'invoice', document);
	await decideAgain();
	const [kept] =
		await sql`select count(*)::int as documents from claim_documents where claim_id = ${claim.id}`;
	expect(kept?.documents).toBe(1);
	const [made] = await sql`
		select count(*)::int as decisions from decisions where claim_id = ${claim.id} and kind = 'decision'`;
	expect(made?.decisions).toBe(2);
});

test('a document that came before its claim was decided counts at once', async () => {
	const claim = world.submit(world.enroll(), provider, REFERRAL);
	await house.store(claim, 'invoice');
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('approved');
});

test('one that comes while the claim is decided without it has it decided again', async () => {
	// Given: the facts of the claim are gathered, and nothing is stored yet of what comes of them.
	const claim = world.submit(world.enroll(), provider, REFERRAL);
	const { id: claim_id, claim_number, family_key: key } = claim;
	const metadata = { correlation_id: 'slow', user_id: null };
	const events = [{ key, data: { claim_id, claim_number, batch_id: null }, metadata }] as never;
	const { handler } = onClaimSubmitted(platform, house.gatherFacts);
	const facts = await handler.gather?.(events, undefined as never);

	// When: the document comes, and is looked at before there is a decision that waits for it.
	await house.store(claim, 'invoice');
	await decideAgain();
	await sql.begin((tx) => handler.apply(tx, events, facts as never, { record: () => {} } as never));
	expect(await house.liveOutcome(claim)).toBe('pended');
	await decideAgain();

	// Then
	expect(await house.liveOutcome(claim)).toBe('approved');
});

test('what a person let pass without its documents stays so, though one of them comes and it is decided again', async () => {
	const claim = await aClaim();
	await sql`
		insert into releases (claim_id, fingerprint, review_item_id, released_by, reason)
		select claim_id, reasons -> 0 ->> 'fingerprint', id, 'examiner', 'seen' from review_items where claim_id = ${claim.id}`;
	await sql`
		insert into readjudications (id, claim_id, requested_by, correlation_id)
		values (${platform.newId()}, ${claim.id}, 'examiner', 'story')`;
	await decideAgain();
	expect(await house.liveOutcome(claim)).toBe('approved');

	await house.store(claim, 'referral');
	await decideAgain();
	await house.askAgain({ claim_ids: [claim.id] });
	expect(await house.liveOutcome(claim)).toBe('approved');
});

test('of two processes one decides it again', async () => {
	const claims = await Promise.all([aClaim(REFERRAL), aClaim(REFERRAL), aClaim(REFERRAL)]);
	await Promise.all(claims.map((claim) => house.store(claim, 'invoice')));
	await Promise.all([decideAgain(), decideAgain()]);
	for (const claim of claims) expect(await house.liveOutcome(claim)).toBe('approved');
	const [made] = await sql`
		select count(*)::int as decisions from decisions
		where claim_id = any (${claims.map(({ id }) => id)}::uuid[]) and kind = 'decision'`;
	expect(made?.decisions).toBe(6);
});

test('all of it comes out the same again, to the byte', async () => {
	expect(await house.replay()).toMatchObject({ differences: [] });
});
