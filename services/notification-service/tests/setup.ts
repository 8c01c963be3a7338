import { connect } from '@claims-askes/chassis/db/connect';
import { startConsumer } from '@claims-askes/chassis/events/consumer';
import { readFeed } from '@claims-askes/chassis/events/feed';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import { appendEvents } from '@claims-askes/chassis/events/outbox';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import type { ServiceName } from '@claims-askes/contracts/services';
import { buildApp } from '../src/app';
import { settings } from '../src/config';
import { depsOf } from '../src/deps';
import { hears } from '../src/events';

/** The service on a database of its own, and a client that may do everything here. */
export async function startNotifications(env: Record<string, string> = {}) {
	const database = await testDatabase('notification-service');
	const own = { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_TIMEOUT_MS: '500', ...env };
	const platform = testPlatform('notification-service', settings, { DATABASE_URL: database.url, ...own });
	const admin = testPlatform('notification-service', settings, { DATABASE_URL: database.adminUrl, ...own });
	const send = testClient(buildApp(platform, platform.config), {
		scopes: ['notifications:read', 'notifications:write'],
	});
	return {
		url: database.url,
		platform,
		admin: admin.sql,
		send,
		deps: depsOf(platform, platform.config),
		/** Everything that waits for its next attempt is due now. */
		makeDue: () => admin.sql`update notification_service.notifications set next_attempt_at = now()
			where status = 'queued'`,
		async stop() {
			await Promise.all([platform.sql.end(), admin.sql.end()]);
			await database.drop();
		},
	};
}

type Started = Pick<Awaited<ReturnType<typeof startNotifications>>, 'platform'>;

export const openPaymentLog = (started: Started) => openLog('payment-service', started);

/** Another service's log, in a database of its own, and the reader of it. */
export async function openLog(producer: ServiceName, { platform }: Started) {
	const database = await testDatabase(producer);
	const sql = connect(database.url, { poolSize: 2, service: producer });
	const consumer = startConsumer({
		service: platform.name,
		producer,
		fetchPage: (request) => readFeed(sql, producer, request),
		sql: platform.sql,
		handlers: hears(platform, platform.config as Parameters<typeof hears>[1]),
		log: platform.log,
		pollMs: 50,
	});
	return {
		async say(...events: readonly NewEvent[]) {
			await sql.begin((tx) => appendEvents(tx, producer, events, { correlation_id: 'run', user_id: null }));
			await consumer.idle();
		},
		async close() {
			await consumer.stop();
			await sql.end();
			await database.drop();
		},
	};
}

export const newId = () => Bun.randomUUIDv7();

/** A claim that was settled in a run; the event's key is the claim's family, as the payment service has it. */
export const settled = (
	run_id: string,
	changes: { member_id?: string | null; provider_id?: string | null; subscriber_id?: string } = {},
) =>
	({
		type: 'payment.processed',
		key: newId(),
		data: {
			claim_id: newId(),
			payment_id: newId(),
			run_id,
			member_id: newId(),
			provider_id: newId(),
			currency: 'IDR',
			amount: '150000',
			...changes,
		},
	}) as const satisfies NewEvent;

export const completed = (run_id: string, claims: number) =>
	({
		type: 'payment.run.completed',
		key: run_id,
		data: { run_id, payments: 1, claims },
	}) as const satisfies NewEvent;

/** An address that notes what it is sent, and answers as it is told. */
export function aReceiver() {
	const received: { headers: Headers; text: string }[] = [];
	let status = 200;
	let held = Promise.resolve();
	const server: Bun.Server<undefined> = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		async fetch(request): Promise<Response> {
			received.push({ headers: request.headers, text: await request.text() });
			await held;
			if (status === 0) await Bun.sleep(2_000);
			return new Response(status === 302 ? null : 'x'.repeat(100_000), {
				status: status || 200,
				headers: status === 302 ? { location: `http://127.0.0.1:${server.port}/elsewhere` } : {},
			});
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}/hook`,
		received,
		/** With 0 it does not answer in time. */
		answer: (next: number) => {
			status = next;
		},
		/** Whoever sends now waits for the answer until it is opened. */
		hold() {
			const { promise, resolve: open } = Promise.withResolvers<void>();
			held = promise;
			return { open };
		},
		stop: () => server.stop(true),
	};
}
