import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect, type Sql } from '../../src/db/connect';
import { parseCursor } from '../../src/events/cursor';
import { readFeed } from '../../src/events/feed';
import type { FeedEvent, FeedEventOf } from '../../src/events/feed.schemas';
import { entryOf } from '../../src/events/new-event';
import { appendEvents, outboxAppend } from '../../src/events/outbox';
import { partitionOf } from '../../src/events/partition';
import {
	aClaim,
	nthOf,
	type OpenDatabase,
	openDatabase,
	SETUP_MS,
	STORY,
	seededRandom,
	submit,
} from './support';

let claims: OpenDatabase;
beforeAll(async () => {
	claims = await openDatabase('claims-service');
	await claims.createTable('turns (key text primary key, nth integer not null)');
}, SETUP_MS);
afterAll(() => claims.close());

test('a key has the same partition here and in the database, for ever', async () => {
	const random = seededRandom(7);
	const keys = [
		'',
		'Ünïcödé 鍵 🔑',
		'\\x00',
		'back\\slash\\\\',
		"quote'",
		...Array.from({ length: 500 }, () => `m-${random(1e9)}`),
	];
	const rows = await claims.sql<{ key: string; partition: number }[]>`
		select key, outbox_partition(key) as partition from unnest(${keys}::text[]) as key`;
	for (const { key, partition } of rows)
		expect({ key, partition: partitionOf(key) }).toEqual({ key, partition });
	expect(['a', 'family-1', '0192f0c1-0000-7000-8000-000000000000'].map(partitionOf)).toEqual([10, 55, 53]);
});

test('events of one transaction keep their order, and a transaction that is undone leaves no gap', async () => {
	const key = 'order-1';
	await submit(claims.sql, aClaim(key, 1), aClaim('other', 1), aClaim(key, 2));
	const undone = claims.sql.begin(async (tx) => {
		await appendEvents(tx, 'claims-service', [aClaim(key, 99)], STORY);
		throw new Error('undone');
	});
	await expect(undone).rejects.toThrow('undone');
	await submit(claims.sql, aClaim(key, 3));
	const found =
		await claims.sql`select position, data ->> 'claim_number' as nth from outbox where key = ${key} order by position`;
	expect(found.map((row) => row.nth)).toEqual(['1', '2', '3']);
	expect(Number(found[2]?.position) - Number(found[0]?.position)).toBe(2);
});

test('a repository can write its row and its event in one statement', async () => {
	const { sql } = claims;
	const entries = [entryOf('claims-service', aClaim('one-statement'), STORY)];
	await sql`
		with stored as (insert into turns values ('one-statement', 1) returning 1)
		select ${outboxAppend(sql, entries)} from stored`;
	const [row] = await sql`select event_type, metadata from outbox where key = 'one-statement'`;
	expect(row).toEqual({
		event_type: 'claim.submitted',
		metadata: { correlation_id: 'story-1', causation_id: null, user_id: 'tester', schema_version: 1 },
	});
});

test('what is not in the catalogue, or is for another service to say, cannot be recorded', () => {
	expect(() => entryOf('payment-service', aClaim('k'), STORY)).toThrow(
		'claim.submitted is for claims-service',
	);
	const nameless = { ...aClaim('k'), data: { ...aClaim('k').data, claim_id: 'John' } };
	expect(() => entryOf('claims-service', nameless, STORY)).toThrow();
});

test('sixteen writers with slow transactions: no reader ever misses an event or sees a key out of order', async () => {
	// Given writers that hold their transactions open before and after they append, and undo some of them
	const start = await readFeed(claims.sql, 'claims-service', { after: 'latest', limit: 0 });
	const writers = connect(claims.url, { poolSize: 16, service: 'claims-service' });
	let committed = 0;
	let isWriting = true;
	const writing = Promise.all(
		Array.from({ length: 16 }, async (_, seed) => {
			const random = seededRandom(seed + 1);
			for (let turn = 0; turn < 25; turn++) {
				const written = await writeSlowly(writers, random);
				committed += written;
			}
		}),
	).finally(() => {
		isWriting = false;
	});

	// When a reader follows the log all the while, in pages of odd sizes
	const seen: FeedEvent[] = [];
	const random = seededRandom(99);
	let after = start.next;
	for (let isLast = false; !isLast; ) {
		const mayBeLast = !isWriting;
		const page = await readFeed(claims.sql, 'claims-service', { after, limit: 1 + random(200) });
		seen.push(...page.events);
		after = page.next;
		isLast = mayBeLast && page.caught_up;
	}
	await writing;
	await writers.end();

	// Then it saw everything once, each partition without a gap, each key in the order of its transactions
	expect(committed).toBeGreaterThan(1_000);
	expect(seen).toHaveLength(committed);
	const positions = new Map(parseCursor(start.next).positions);
	const turns = new Map<string, number>();
	for (const event of seen as FeedEventOf<'claim.submitted'>[]) {
		expect(event.position).toBe((positions.get(event.partition) ?? 0) + 1);
		positions.set(event.partition, event.position);
		expect(nthOf(event)).toBe((turns.get(event.key) ?? 0) + 1);
		turns.set(event.key, nthOf(event));
	}
}, 60_000);

/** One transaction that gives each of some keys its next turn; answers how many events it committed. */
async function writeSlowly(sql: Sql, random: (below: number) => number): Promise<number> {
	const keys = [...new Set(Array.from({ length: 1 + random(8) }, () => `writer-key-${random(60)}`))].sort();
	const undone = new Error('undone');
	try {
		return await sql.begin(async (tx) => {
			const isSlow = random(10) === 0;
			if (isSlow) await tx`select pg_sleep(${random(150) / 1000})`;
			const rows = await tx<{ key: string; nth: number }[]>`
				insert into turns select key, 1 from unnest(${keys}::text[]) as key
				on conflict (key) do update set nth = turns.nth + 1 returning key, nth`;
			await appendEvents(
				tx,
				'claims-service',
				rows.map(({ key, nth }) => aClaim(key, nth)),
				STORY,
			);
			await tx`select pg_sleep(${random(isSlow ? 60 : 4) / 1000})`;
			if (random(8) === 0) throw undone;
			return keys.length;
		});
	} catch (error) {
		if (error !== undone) throw error;
		return 0;
	}
}
