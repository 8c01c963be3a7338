import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Scope } from '@claims-askes/contracts/scopes';
import { DatabaseSettings } from '../../src/config';
import { type Consumer, startConsumer } from '../../src/events/consumer';
import { readFeed } from '../../src/events/feed';
import { FeedGone, FeedReset } from '../../src/events/feed-problems';
import { on } from '../../src/events/handlers';
import { httpFeed } from '../../src/events/http-feed';
import { type App, createApp } from '../../src/http/app';
import { isOutage } from '../../src/outage';
import { type TestClient, testClient } from '../../src/testing/client';
import { testPlatform, tokenFor } from '../../src/testing/platform';
import { aClaim, type OpenDatabase, openDatabase, SETUP_MS, silent, submit } from './support';

let claims: OpenDatabase;
let app: App;
let ask: TestClient;
const consumers: Consumer[] = [];

beforeAll(async () => {
	claims = await openDatabase('claims-service');
	const platform = testPlatform('claims-service', DatabaseSettings, { DATABASE_URL: claims.url });
	app = createApp(
		Object.assign(Object.create(platform), { consumers: () => consumers }),
		{ title: 'claims', description: 'for this test', visibleTo: (_, event) => event.key === 'mine' },
		[],
	);
	ask = testClient(app, { scopes: ['events:read', 'events:replay'] });
}, SETUP_MS);
afterEach(async () => {
	await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
});
afterAll(() => claims.close());

test('the log is read page by page over HTTP, and only with its scope', async () => {
	await submit(claims.sql, aClaim('first', 1));
	const page = await ask('GET', '/api/v1/events?types=claim.submitted,not.invented.yet');
	expect(page.body.data.events).toMatchObject([
		{ key: 'first', event_type: 'claim.submitted', service: 'claims-service' },
	]);
	await submit(claims.sql, aClaim('second', 1));
	const next = await ask('GET', `/api/v1/events?after=${page.body.data.next}&limit=10`);
	expect(next.body.data).toMatchObject({ events: [{ key: 'second' }], caught_up: true });
	const refused = await ask('GET', '/api/v1/events', { as: { scopes: ['claims:read' as Scope] } });
	expect([refused.status, refused.body.error.code]).toEqual([403, 'SCOPE_MISSING']);
	const wrong = await ask('GET', '/api/v1/events?after=x');
	expect([wrong.status, wrong.body.error.code]).toEqual([422, 'CURSOR_INVALID']);
});

test('a token that is limited to its own rows sees only their events, and yet its cursor passes the others', async () => {
	const before = await ask('GET', '/api/v1/events?after=latest');
	await submit(claims.sql, aClaim('mine', 1), aClaim('theirs', 1));
	const as = { role: 'member' as const, member_id: Bun.randomUUIDv7() };
	const page = await ask('GET', `/api/v1/events?after=${before.body.data.next}`, { as });
	expect(page.body.data.events.map((event: { key: string }) => event.key)).toEqual(['mine']);
	expect(page.body.data.next).not.toBe(before.body.data.next);
});

test('a consumer reads the same log over HTTP as beside it, and tells an outage from the end of a log', async () => {
	await submit(claims.sql, aClaim('remote', 1));
	const token = await tokenFor({ subject: 'adjudication-service', role: 'service', scopes: ['events:read'] });
	const fetchPage = httpFeed('claims-service', 'http://claims.test', async (request) => {
		request.headers.set('authorization', `Bearer ${token}`);
		request.headers.set('x-service-name', 'adjudication-service');
		return app.handle(request);
	});
	const request = {
		after: 'earliest',
		limit: 100,
		types: ['claim.submitted' as const, 'claim.voided' as const],
	};
	const page = await fetchPage(request);
	expect(page).toEqual(await readFeed(claims.sql, 'claims-service', request));

	await claims.sql`delete from outbox where key = 'remote'`;
	const behind = page.next.replace(/\.\d+/g, '.0');
	await expect(fetchPage({ ...request, after: behind })).rejects.toThrow(FeedGone);
	await claims.sql`select outbox_renew_log()`;
	await expect(fetchPage({ ...request, after: page.next })).rejects.toThrow(FeedReset);
	const down = httpFeed(
		'claims-service',
		'http://claims.test',
		async () => new Response('', { status: 403 }),
	);
	const failure = await down(request).catch((error) => error);
	expect(isOutage(failure)).toBe(true);
});

test('an operator lists what is parked, repairs the cause, and replays it', async () => {
	let isBroken = true;
	const applied: string[] = [];
	const consumer = startConsumer({
		service: 'claims-service',
		producer: 'claims-service',
		sql: claims.sql,
		log: silent,
		fetchPage: (request) => readFeed(claims.sql, 'claims-service', request),
		handlers: [
			on('claim.submitted', async (_, event) => {
				if (isBroken && event.key === 'broken') throw new RangeError('cannot be');
				if (event.key === 'broken') applied.push(event.data.claim_number);
			}),
		],
	});
	consumers.push(consumer);
	await claims.sql`delete from outbox`;
	await submit(claims.sql, aClaim('broken', 1), aClaim('broken', 2), aClaim('fine', 1));
	await consumer.idle();

	const list = await ask('GET', '/api/v1/parked-events?limit=1');
	expect(list.body.data).toMatchObject([
		{ key: 'broken', error_code: 'RangeError', queued: 1, attempts: 1, retry_at: null },
	]);
	const [{ parked_id }] = list.body.data;
	expect(list.body.metadata.page.next_cursor).toBe(parked_id);
	expect((await ask('GET', `/api/v1/parked-events?after=${parked_id}`)).body.data).toEqual([]);
	const as = {
		role: 'member',
		member_id: Bun.randomUUIDv7(),
		scopes: ['events:read', 'events:replay'],
	} as const;
	expect((await ask('GET', '/api/v1/parked-events', { as })).status).toBe(403);
	expect((await ask('POST', `/api/v1/parked-events/${parked_id}/replays`, { as })).status).toBe(403);

	const early = await ask('POST', `/api/v1/parked-events/${parked_id}/replays`);
	expect(early.body.data).toEqual({ applied: 0, error_code: 'RangeError' });
	isBroken = false;
	const replay = await ask('POST', `/api/v1/parked-events/${parked_id}/replays`);
	expect([replay.status, replay.body.data]).toEqual([201, { applied: 2, error_code: null }]);
	expect(applied).toEqual(['1', '2']);
	const gone = await ask('POST', `/api/v1/parked-events/${parked_id}/replays`);
	expect([gone.status, gone.body.error.code]).toEqual([404, 'PARKED_EVENT_NOT_FOUND']);
});
