import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { readFeed, readFeedText } from '../../src/events/feed';
import { FeedReset } from '../../src/events/feed-problems';
import type { NewEvent } from '../../src/events/new-event';
import { appendEvents } from '../../src/events/outbox';
import { RecentEvents } from '../../src/events/recent-events';
import { aClaim, type OpenDatabase, openDatabase, SETUP_MS, STORY, submit } from './support';

let claims: OpenDatabase;
let recent: RecentEvents;
beforeAll(async () => {
	claims = await openDatabase('claims-service');
}, SETUP_MS);
beforeEach(() => {
	recent = new RecentEvents('claims-service');
});
afterAll(() => claims.close());

type Request = Parameters<typeof readFeed>[2];
const read = (request: Request) => readFeed(claims.sql, 'claims-service', request, recent);
const readTheLog = (request: Request) => readFeed(claims.sql, 'claims-service', request);
const latest = async () => (await readTheLog({ after: 'latest', limit: 0 })).next;

/** What a process does that records events: their places are kept once they are committed. */
async function record(...events: NewEvent[]): Promise<void> {
	recent.keep(await claims.sql.begin((tx) => appendEvents(tx, 'claims-service', events, STORY)));
}

/** The log without the events themselves, so that whoever can tell them has them from elsewhere. */
const emptyTheLog = () => claims.admin`delete from claims_service.outbox`;

const numbersOf = (page: Awaited<ReturnType<typeof readFeed>>) =>
	page.events.map(({ data }) => Number(data.claim_number));

test('what a process has recorded itself it tells as the log does, and without it', async () => {
	const after = await latest();
	await record(...Array.from({ length: 40 }, (_, at) => aClaim(`family-${at % 7}`, at)));
	await record(aClaim('family-1', 41), aClaim('späte Familie', 42));
	const requests: Request[] = [
		{ after, limit: 500 },
		{ after, limit: 11 },
		{ after, limit: 500, types: ['claim.voided'] },
	];
	const told = await Promise.all(requests.map(readTheLog));
	await emptyTheLog();
	expect(await Promise.all(requests.map(read))).toEqual(told);
	expect(told[0]?.events).toHaveLength(42);
	const { text } = await readFeedText(claims.sql, 'claims-service', requests[0] as Request, recent);
	expect(JSON.parse(text)).toEqual(told[0]);
});

test('what another process has recorded in between is read in the log', async () => {
	const after = await latest();
	await record(aClaim('shared', 1));
	await submit(claims.sql, aClaim('shared', 2));
	await record(aClaim('shared', 3));
	expect(numbersOf(await read({ after, limit: 500 }))).toEqual([1, 2, 3]);
});

test('of more than it keeps in mind it tells the newest, and the log the rest', async () => {
	const after = await latest();
	const many = Array.from({ length: 500 }, (_, at) => aClaim('talkative', at));
	for (let times = 0; times < 20; times++) await record(...many);
	const older = { after, limit: 7_000 };
	const page = await read(older);
	expect(page).toEqual(await readTheLog(older));
	await emptyTheLog();
	expect(numbersOf(await read({ after: page.next, limit: 3_000 }))).toHaveLength(3_000);
});

test('a log with a new identity is told anew, and a reader of the old one is refused', async () => {
	const after = await latest();
	await record(aClaim('restored', 1));
	await claims.admin`set search_path to claims_service`;
	await claims.admin`select outbox_renew_log()`;
	await expect(read({ after, limit: 500 })).rejects.toThrow(FeedReset);
});
