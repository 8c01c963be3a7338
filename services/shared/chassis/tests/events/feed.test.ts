import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { formatCursor, parseCursor } from '../../src/events/cursor';
import { readFeed, readFeedText } from '../../src/events/feed';
import { FeedPage } from '../../src/events/feed.schemas';
import { FeedGone, FeedReset } from '../../src/events/feed-problems';
import { partitionOf } from '../../src/events/partition';
import { RELAY } from '../../src/events/relay';
import { trimLog } from '../../src/events/retention';
import { aClaim, type OpenDatabase, openDatabase, SETUP_MS, submit } from './support';

let claims: OpenDatabase;
beforeAll(async () => {
	claims = await openDatabase('claims-service');
}, SETUP_MS);
afterAll(() => claims.close());

const read = (after: string, limit = 1_000, types?: 'claim.voided'[]) =>
	readFeed(claims.sql, 'claims-service', { after, limit, ...(types ? { types } : {}) });

test('a page says what happened, in the published shape, and the next one goes on behind it', async () => {
	const before = await read('latest');
	await submit(claims.sql, aClaim('family-1', 1), aClaim('family-2', 1));
	const page = await read(before.next);
	expect(FeedPage.parse(page)).toEqual(page);
	expect(page.events.map((event) => event.key).sort()).toEqual(['family-1', 'family-2']);
	expect(page.events[0]).toMatchObject({ service: 'claims-service', event_type: 'claim.submitted' });
	expect(page.caught_up).toBe(true);
	expect(await read(page.next)).toEqual({ ...page, events: [] });
});

test("an event's time is an instant to the millisecond, whatever zeros it ends in; as text and read alike", async () => {
	for (const [nth, [recorded, told]] of [
		['2026-11-26 19:43:05+00', '2026-11-26T19:43:05.000Z'],
		['2026-11-26 19:43:05.12+00', '2026-11-26T19:43:05.120Z'],
		['2026-11-26 22:43:05.123999+03', '2026-11-26T19:43:05.123Z'],
	].entries()) {
		const before = await read('latest');
		await submit(claims.sql, aClaim('timed', nth));
		await claims.admin`update claims_service.outbox set recorded_at = ${recorded ?? ''}::text::timestamptz
			where key = 'timed' and data ->> 'claim_number' = ${String(nth)}`;
		const page = await read(before.next);
		expect(page.events[0]?.timestamp).toBe(told ?? '');
		const { text } = await readFeedText(claims.sql, 'claims-service', { after: before.next, limit: 10 });
		expect(JSON.parse(text)).toEqual(page);
	}
});

test('the room of a page is shared among partitions, so that a long one does not keep the others waiting', async () => {
	const before = await read('latest');
	const crowd = Array.from({ length: 200 }, (_, at) => aClaim('crowded', at));
	await submit(claims.sql, ...crowd, aClaim('lonely', 1));
	const page = await read(before.next, 20);
	expect(page.events).toHaveLength(11);
	expect(page.events.map((event) => event.key)).toContain('lonely');
	expect(page.caught_up).toBe(false);
});

test('only the partitions that a cursor names are read', async () => {
	const before = await read('latest');
	await submit(claims.sql, aClaim('family-1', 2), aClaim('family-2', 2));
	const { log_id, positions } = parseCursor(before.next);
	const mine = partitionOf('family-2');
	const after = formatCursor({ log_id, positions: new Map([[mine, positions.get(mine) ?? 0]]) });
	const page = await read(after);
	expect(page.events.map((event) => event.key)).toEqual(['family-2']);
	expect([...parseCursor(page.next).positions.keys()]).toEqual([mine]);
});

test('events that were not asked for do not come, and yet the cursor passes them', async () => {
	const before = await read('latest');
	await submit(claims.sql, ...Array.from({ length: 30 }, (_, at) => aClaim(`filtered-${at}`)));
	const page = await read(before.next, 1_000, ['claim.voided']);
	expect(page.events).toEqual([]);
	expect(page.next).not.toBe(before.next);
	expect(await read(page.next)).toMatchObject({ events: [], caught_up: true });
});

test('a text that is no cursor is refused', async () => {
	await expect(read('yesterday')).rejects.toThrow(new ProblemError(PROBLEMS.CURSOR_INVALID));
});

test('below what is kept the log answers that it is gone, and a new reader starts at its beginning', async () => {
	// Given a log whose first events are old, of which the relay has published all but the last
	const before = await read('latest');
	await submit(claims.sql, aClaim('aged', 1), aClaim('aged', 2), aClaim('aged', 3), aClaim('aged', 4));
	const partition = partitionOf('aged');
	const [head] = await claims.sql`select position from outbox_heads where partition = ${partition}`;
	const last = Number(head?.position);
	await claims.sql`update outbox set recorded_at = now() - interval '40 days' where partition = ${partition}`;
	const { log_id } = before;
	await claims.sql`insert into event_cursors values (${RELAY}, ${partition}, ${log_id}, ${last - 1})`;
	// When what is older than 30 days leaves
	expect(await trimLog(claims.sql, 30)).toBeGreaterThanOrEqual(3);
	// Then what nobody has published yet is still there, and a gap is never passed in silence
	const kept = await claims.sql`select position from outbox where partition = ${partition}`;
	expect(kept.map((row) => Number(row.position))).toEqual([last]);
	await expect(read(before.next)).rejects.toThrow(FeedGone);
	expect((await read('earliest')).events.filter((event) => event.key === 'aged')).toHaveLength(1);
	// And where nothing at all is left, the cursor behind the last one still holds
	await claims.sql`update event_cursors set position = ${last}`;
	expect(await trimLog(claims.sql, 30)).toBe(1);
	const behind = formatCursor({ log_id, positions: new Map([[partition, last]]) });
	expect(await read(behind)).toMatchObject({ events: [], caught_up: true });
});

test('a log that was replaced or set back is not read on', async () => {
	const before = await read('latest');
	const ahead = [...parseCursor(before.next).positions].map(
		([partition, at]) => [partition, at + 1] as const,
	);
	await expect(read(formatCursor({ log_id: before.log_id, positions: new Map(ahead) }))).rejects.toThrow(
		FeedReset,
	);
	await claims.sql`select outbox_renew_log()`;
	await expect(read(before.next)).rejects.toThrow(FeedReset);
	expect((await read('latest')).log_id).not.toBe(before.log_id);
});
