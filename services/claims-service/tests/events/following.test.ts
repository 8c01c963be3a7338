import { afterAll, expect, test } from 'bun:test';
import { connect } from '@claims-askes/chassis/db/connect';
import { type Consumer, startConsumer } from '@claims-askes/chassis/events/consumer';
import { readFeed } from '@claims-askes/chassis/events/feed';
import { byProducer } from '@claims-askes/chassis/events/handlers';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import { appendEvents } from '@claims-askes/chassis/events/outbox';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import type { ServiceName } from '@claims-askes/contracts/services';
import { hears } from '../../src/events';
import { aClaim, startClaims } from '../setup';

const { platform, admin, send, eventsAbout, stop } = await startClaims();

/** The logs of the services that are heard, each in a database of its own, and a reader of each. */
const producers = new Map<ServiceName, Awaited<ReturnType<typeof openLog>>>();
for (const [producer, handlers] of byProducer(hears(platform)))
	producers.set(producer, await openLog(producer, handlers));

async function openLog(producer: ServiceName, handlers: Parameters<typeof startConsumer>[0]['handlers']) {
	const database = await testDatabase(producer);
	const sql = connect(database.url, { poolSize: 2, service: producer });
	const consumer: Consumer = startConsumer({
		service: platform.name,
		producer,
		fetchPage: (request) => readFeed(sql, producer, request),
		sql: platform.sql,
		handlers,
		log: platform.log,
		pollMs: 50,
	});
	return {
		consumer,
		say: (events: readonly NewEvent[], correlation_id = 'story') =>
			sql.begin((tx) => appendEvents(tx, producer, events, { correlation_id, user_id: null })),
		async close() {
			await consumer.stop();
			await sql.end();
			await database.drop();
		},
	};
}

afterAll(async () => {
	for (const log of producers.values()) await log.close();
	await stop();
});

const logOf = (name: ServiceName) => {
	const log = producers.get(name);
	if (!log) throw new Error(`${name} is not heard`);
	return log;
};
const adjudication = logOf('adjudication-service');
const payment = logOf('payment-service');

const MEMBER = Bun.randomUUIDv7();
const PROVIDER = Bun.randomUUIDv7();

const aReceived = async () =>
	(await send('POST', '/api/v1/claims', { body: aClaim() })).body.data as { id: string };
const read = async (claim: { id: string }) => (await send('GET', `/api/v1/claims/${claim.id}`)).body.data;
const movesOf = async (claim: { id: string }): Promise<string[]> =>
	(await send('GET', `/api/v1/claims/${claim.id}/history`)).body.data.map(({ to }: { to: string }) => to);

type Decided = Extract<NewEvent, { type: 'claim.adjudicated' }>['data'];
const decided = (claim: { id: string }, changes: Partial<Decided> = {}): NewEvent => ({
	type: 'claim.adjudicated',
	key: claim.id,
	data: {
		claim_id: claim.id,
		decision_id: Bun.randomUUIDv7(),
		outcome: 'approved',
		currency: 'USD',
		paid: '96.00',
		member_id: MEMBER,
		provider_id: PROVIDER,
		...changes,
	},
});
const scheduled = (claim: { id: string }): NewEvent => ({
	type: 'payment.scheduled',
	key: claim.id,
	data: { claim_id: claim.id, payable_id: Bun.randomUUIDv7() },
});
const processed = (claim: { id: string }, amount = '96.00'): NewEvent => ({
	type: 'payment.processed',
	key: claim.id,
	data: {
		claim_id: claim.id,
		payment_id: Bun.randomUUIDv7(),
		run_id: Bun.randomUUIDv7(),
		member_id: MEMBER,
		provider_id: PROVIDER,
		currency: 'USD',
		amount,
	},
});
const hear = async (log: typeof adjudication, ...events: NewEvent[]) => {
	await log.say(events);
	await log.consumer.idle();
};

test('a decision moves the claim, tells whose it is and what it pays', async () => {
	const claim = await aReceived();
	const decision_id = Bun.randomUUIDv7();
	await hear(adjudication, decided(claim, { outcome: 'partially_approved', decision_id }));
	expect(await read(claim)).toMatchObject({
		status: 'partially_approved',
		version: 3,
		decision_id,
		member_id: MEMBER,
		provider_id: PROVIDER,
		paid: '96.00',
	});
	expect(await movesOf(claim)).toEqual(['received', 'adjudicating', 'partially_approved']);
});

test('one event announces where the claim went, caused by the decision and in its story', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim));
	const said = await eventsAbout(claim.id);
	expect(said.map(({ event_type, data }) => [event_type, data.from, data.to])).toEqual([
		['claim.submitted', undefined, undefined],
		['claim.status.changed', 'received', 'approved'],
	]);
	expect(said[1]?.key).toBe(said[0]?.key ?? '');
	const [entry] = await admin`
		select actor, correlation_id, before, after from audit.entries
		where entity_id = ${claim.id} and action = 'claim.approved'`;
	expect(entry).toMatchObject({
		actor: 'adjudication-service',
		correlation_id: 'story',
		before: { status: 'received' },
		after: { status: 'approved' },
	});
});

test('a pended claim has no amounts yet, and takes the decision that a person makes later', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim, { outcome: 'pended', paid: '0.00' }));
	expect(await read(claim)).toMatchObject({ status: 'pended', paid: null });
	await hear(adjudication, decided(claim));
	expect(await read(claim)).toMatchObject({ status: 'approved', paid: '96.00' });
	expect(await movesOf(claim)).toEqual(['received', 'adjudicating', 'pended', 'adjudicating', 'approved']);
});

test('two decisions of one claim that are read together both count, in their order', async () => {
	const claim = await aReceived();
	await hear(
		adjudication,
		decided(claim, { outcome: 'pended' }),
		decided(claim, { outcome: 'denied', paid: '0.00' }),
	);
	expect(await movesOf(claim)).toEqual(['received', 'adjudicating', 'pended', 'denied']);
});

test('an approved claim is scheduled and then paid', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim));
	await hear(payment, scheduled(claim));
	expect((await read(claim)).status).toBe('scheduled');
	await hear(payment, processed(claim));
	expect(await read(claim)).toMatchObject({ status: 'paid', version: 5 });
});

test('payment events that are heard before the decision wait for it', async () => {
	const claim = await aReceived();
	await payment.say([scheduled(claim), processed(claim)]);
	payment.consumer.wake();
	await Bun.sleep(150);
	expect((await read(claim)).status).toBe('received');
	await hear(adjudication, decided(claim));
	const end = performance.now() + 10_000;
	while ((await read(claim)).status !== 'paid' && performance.now() < end) await Bun.sleep(20);
	expect(await movesOf(claim)).toEqual(['received', 'adjudicating', 'approved', 'scheduled', 'paid']);
});

test('a claim that waits keeps no other family waiting', async () => {
	const [waiting, ready] = [await aReceived(), await aReceived()];
	await hear(adjudication, decided(ready));
	await payment.say([scheduled(waiting), scheduled(ready)]);
	payment.consumer.wake();
	const end = performance.now() + 10_000;
	while ((await read(ready)).status !== 'scheduled' && performance.now() < end) await Bun.sleep(20);
	expect([(await read(ready)).status, (await read(waiting)).status]).toEqual(['scheduled', 'received']);
	await hear(adjudication, decided(waiting));
});

test('an approved claim that pays 0 is paid; a denied one is settled and stays denied', async () => {
	const [free, denied] = [await aReceived(), await aReceived()];
	await hear(
		adjudication,
		decided(free, { paid: '0.00' }),
		decided(denied, { outcome: 'denied', paid: '0.00' }),
	);
	await hear(payment, processed(free, '0.00'), processed(denied, '0.00'));
	expect([(await read(free)).status, (await read(denied)).status]).toEqual(['paid', 'denied']);
});

test('nothing that is heard late revives a voided claim', async () => {
	const claim = await aReceived();
	await send('POST', `/api/v1/claims/${claim.id}/voids`, { body: { reason: 'test' } });
	await hear(adjudication, decided(claim));
	await hear(payment, scheduled(claim), processed(claim));
	expect(await read(claim)).toMatchObject({ status: 'voided', version: 2, decision_id: null });
});

test('a decision that is said twice moves the claim once', async () => {
	const claim = await aReceived();
	const event = decided(claim);
	await hear(adjudication, event, event);
	await hear(adjudication, event);
	expect(await movesOf(claim)).toEqual(['received', 'adjudicating', 'approved']);
});

test('what finds no way is set aside for a person, and the claim stays', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim, { outcome: 'denied', paid: '0.00' }));
	await hear(payment, scheduled(claim));
	expect((await read(claim)).status).toBe('denied');
	const [parked] = await admin`select error_code from claims_service.parked_events where key = ${claim.id}`;
	expect(parked).toEqual({ error_code: 'CLAIM_ILLEGAL_MOVE' });
});

test('a decision about a claim that nobody submitted is set aside', async () => {
	const stranger = { id: Bun.randomUUIDv7() };
	await hear(adjudication, decided(stranger));
	const [parked] =
		await admin`select error_code from claims_service.parked_events where key = ${stranger.id}`;
	expect(parked).toEqual({ error_code: 'CLAIM_NOT_FOUND' });
});

test('a paid claim that is decided again follows its new decision, be its payment heard of first', async () => {
	const claim = await aReceived();
	const [first, second] = [decided(claim), decided(claim, { paid: '80.00' })];
	const by = ({ data }: typeof first, event: NewEvent) =>
		({ ...event, data: { ...event.data, decision_id: (data as Decided).decision_id } }) as NewEvent;
	await hear(adjudication, first);
	await hear(payment, by(first, scheduled(claim)), by(first, processed(claim)));
	expect((await read(claim)).status).toBe('paid');
	await payment.say([by(second, scheduled(claim)), by(second, processed(claim, '80.00'))]);
	payment.consumer.wake();
	await hear(adjudication, second);
	const end = performance.now() + 10_000;
	while ((await movesOf(claim)).length < 8 && performance.now() < end) await Bun.sleep(20);
	expect(await read(claim)).toMatchObject({ status: 'paid', paid: '80.00' });
	expect((await movesOf(claim)).slice(4)).toEqual(['paid', 'adjudicating', 'approved', 'scheduled', 'paid']);
});

test('a paid claim that is to wait for a person after all has no amount', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim), decided(claim, { outcome: 'pended', paid: '0.00' }));
	expect(await read(claim)).toMatchObject({ status: 'pended', paid: null });
});

test('hundreds of decisions are taken in one go, each once', async () => {
	const claims = await Promise.all(Array.from({ length: 300 }, aReceived));
	await hear(adjudication, ...claims.map((claim) => decided(claim)));
	const [stored] = await admin`
		select count(*) filter (where status = 'approved')::int as approved, max(version) as version
		from claims_service.claims where id = any (${claims.map(({ id }) => id)}::uuid[])`;
	expect(stored).toEqual({ approved: 300, version: 3 });
});

test('a member sees their claim once it is decided', async () => {
	const claim = await aReceived();
	const as = { role: 'member', member_id: MEMBER } as const;
	expect((await send('GET', `/api/v1/claims/${claim.id}`, { as })).status).toBe(404);
	await hear(adjudication, decided(claim));
	expect((await send('GET', `/api/v1/claims/${claim.id}`, { as })).status).toBe(200);
});

const appealed = async (claim: { id: string }): Promise<string> => {
	const body = { reason: 'the report was sent' };
	return (await send('POST', `/api/v1/claims/${claim.id}/appeals`, { body })).body.data.id;
};
const answered = (claim: { id: string }, appeal_id: string, verdict: 'upheld' | 'granted'): NewEvent => ({
	type: 'claim.appeal.decided',
	key: claim.id,
	data: { claim_id: claim.id, appeal_id, verdict },
});
const appealsOf = async (claim: { id: string }) =>
	(await send('GET', `/api/v1/claims/${claim.id}/appeals`)).body.data;

test('an upheld appeal closes the claim, and what was decided of it stays', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim, { outcome: 'denied', paid: '0.00' }));
	const before = await read(claim);
	await hear(adjudication, answered(claim, await appealed(claim), 'upheld'));
	const { decision_id, paid } = before;
	expect(await read(claim)).toMatchObject({ status: 'closed', decision_id, paid });
	expect(await movesOf(claim)).toEqual(['received', 'adjudicating', 'denied', 'appealed', 'closed']);
	expect(await appealsOf(claim)).toMatchObject([{ status: 'upheld', closed_at: expect.any(String) }]);
});

test('a granted appeal moves the claim as the decision says that granted it', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim, { outcome: 'denied', paid: '0.00' }));
	const appeal = await appealed(claim);
	await hear(adjudication, decided(claim), answered(claim, appeal, 'granted'));
	expect(await movesOf(claim)).toEqual([
		...['received', 'adjudicating', 'denied', 'appealed', 'adjudicating', 'approved'],
	]);
	expect(await appealsOf(claim)).toMatchObject([{ status: 'granted' }]);
	await hear(payment, scheduled(claim), processed(claim));
	expect(await read(claim)).toMatchObject({ status: 'paid' });
});

test('a claim that is appealed is paid as it was decided, and stays appealed', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim, { outcome: 'partially_approved' }));
	await appealed(claim);
	await hear(payment, scheduled(claim), processed(claim));
	expect(await read(claim)).toMatchObject({ status: 'appealed' });
});

test('a claim that is decided again meanwhile keeps its appeal until that is answered', async () => {
	const claim = await aReceived();
	await hear(adjudication, decided(claim, { outcome: 'denied', paid: '0.00' }));
	const appeal = await appealed(claim);
	await hear(adjudication, decided(claim, { outcome: 'partially_approved' }));
	expect(await appealsOf(claim)).toMatchObject([{ status: 'open' }]);
	await hear(adjudication, answered(claim, appeal, 'upheld'));
	expect(await read(claim)).toMatchObject({ status: 'partially_approved' });
	expect(await appealsOf(claim)).toMatchObject([{ status: 'upheld' }]);
});
