import { afterAll, expect, test } from 'bun:test';
import { DatabaseSettings } from '../../src/config';
import { on } from '../../src/events/handlers';
import { createLogMetrics } from '../../src/events/log-metrics';
import { startEvents } from '../../src/events/start-events';
import { createMetrics } from '../../src/observability/metrics';
import { testPlatform } from '../../src/testing/platform';
import { aClaim, openDatabase, submit } from './support';

const claims = await openDatabase('claims-service');
const platform = testPlatform('claims-service', DatabaseSettings, { DATABASE_URL: claims.url });
const stop = startEvents(
	platform,
	[
		on('claim.submitted', async (_, event) => {
			if (event.data.claim_number === '2') throw new Error('cannot be applied');
		}),
	],
	{ pollMs: 50, batchSize: 10 },
);
afterAll(async () => {
	await stop();
	await platform.sql.end();
	await claims.close();
});

/** As Prometheus reads it. */
const told = async (line: string): Promise<string | undefined> =>
	(await platform.metrics.registry.metrics()).split('\n').find((found) => found.startsWith(line));

test('metrics tell how far the log reaches, how far each reader has come, and what is parked', async () => {
	await submit(claims.sql, aClaim('a'), aClaim('b', 2), aClaim('b', 3));
	const [consumer] = platform.consumers();
	await consumer?.idle();
	expect(await told('event_log_position{')).toBe('event_log_position{service="claims-service"} 3');
	expect(await told('event_cursor_position{producer="claims-service"')).toEndWith(' 3');
	// The one that failed, and the one that waits behind it.
	expect(await told('parked_events{producer="claims-service"')).toEndWith(' 2');
});

test('metrics of the process are told where the database does not answer', async () => {
	const metrics = createMetrics('claims-service');
	const silence = () => new Promise(() => {});
	createLogMetrics(metrics, silence as never);
	const text = await metrics.registry.metrics();
	expect(text).toContain('process_resident_memory_bytes{');
	expect(text).not.toContain('event_log_position{');
});
