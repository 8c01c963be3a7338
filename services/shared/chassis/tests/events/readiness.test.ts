import { afterAll, expect, test } from 'bun:test';
import { DatabaseSettings } from '../../src/config';
import { on } from '../../src/events/handlers';
import { startEvents } from '../../src/events/start-events';
import { testPlatform } from '../../src/testing/platform';
import { openDatabase, until } from './support';

const claims = await openDatabase('claims-service');
const platform = testPlatform('claims-service', DatabaseSettings, { DATABASE_URL: claims.url });
const stop = startEvents(platform, [on('claim.submitted', async () => {})], { pollMs: 50, batchSize: 10 });
afterAll(async () => {
	await stop();
	await platform.sql.end();
	await claims.close();
});

const events = async () => (await platform.readiness()).events;

test('a service whose reader gave up for good is not ready, and says that it is the events', async () => {
	const [consumer] = platform.consumers();
	await consumer?.idle();
	expect(await events()).toBe('ok');
	await claims.sql`select outbox_renew_log()`;
	await until('the reader has stopped', () => consumer?.stoppedBy !== null);
	expect(await events()).toBe('not ready');
});
