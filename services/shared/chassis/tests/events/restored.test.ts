import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { readFeed } from '../../src/events/feed';
import { FeedReset } from '../../src/events/feed-problems';
import { aClaim, type OpenDatabase, openDatabase, SETUP_MS, submit } from './support';

const AFTER_RESTORE = join(import.meta.dir, '../../../../../migrations/after-restore.sql');

let claims: OpenDatabase;
beforeAll(async () => {
	claims = await openDatabase('claims-service');
}, SETUP_MS);
afterAll(() => claims.close());

const read = (after: string) => readFeed(claims.sql, 'claims-service', { after, limit: 100 });

test('who has read what a restore took away is told so, also once as much was recorded anew; who was set back goes on', async () => {
	const { admin, sql } = claims;
	await submit(sql, aClaim('one', 1));
	const kept = await read('earliest');
	await admin`
		insert into claims_service.event_cursors (producer, partition, log_id, position)
		select 'claims-service', partition, log_id, position
		from claims_service.outbox_heads, claims_service.outbox_log`;
	await submit(sql, aClaim('one', 2));
	const lost = await read(kept.next);
	expect(lost.events).toHaveLength(1);

	const { partition = 0, position = 0 } = lost.events[0] ?? {};
	await admin`delete from claims_service.outbox where partition = ${partition} and position = ${position}`;
	await admin`update claims_service.outbox_heads set position = position - 1 where partition = ${partition}`;
	await expect(read(lost.next)).rejects.toThrow(FeedReset);
	await admin.unsafe(await Bun.file(AFTER_RESTORE).text());
	await submit(sql, aClaim('one', 3));
	await expect(read(lost.next)).rejects.toThrow(FeedReset);

	const [log] = await admin`select log_id from claims_service.outbox_log`;
	const cursors =
		await admin`select distinct log_id from claims_service.event_cursors where producer = 'claims-service'`;
	expect([...cursors]).toEqual([{ log_id: log?.log_id }]);
});
