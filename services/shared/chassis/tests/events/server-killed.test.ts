import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type EmbeddedPostgres,
	removeEmbeddedPostgres,
	startEmbeddedPostgres,
} from '@claims-askes/cli/src/local/postgres';
import { findFreePort } from '@claims-askes/cli/src/local/testing/temporary-postgres';
import { migrate } from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { connect, type Sql } from '../../src/db/connect';
import { startConsumer } from '../../src/events/consumer';
import { readFeed } from '../../src/events/feed';
import { on } from '../../src/events/handlers';
import { isOutage } from '../../src/outage';
import { aClaim, nthOf, SETUP_MS, silent, submit, until } from './support';

const PASSWORD = 'only-for-tests';
const SCHEMAS = ['claims_service', 'adjudication_service'];

let folder: string;
let port: number;
let server: EmbeddedPostgres;
let claims: Sql;
let adjudication: Sql;

/** A server of its own, as it will be killed; it flushes its log, so that what was committed must still be there. */
const startServer = () =>
	startEmbeddedPostgres({ folder, port, settings: { fsync: 'off', shared_buffers: '32MB' } });

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'askes-killed-'));
	port = await findFreePort();
	server = await startServer();
	await migrate({
		adminUrl: server.adminUrl,
		schemas: SCHEMAS,
		passwords: Object.fromEntries(SCHEMAS.map((schema) => [schema, PASSWORD])),
	});
	const urlOf = (user: string) =>
		Object.assign(new URL(server.adminUrl), { username: user, password: PASSWORD }).href;
	claims = connect(urlOf('claims_service'), { poolSize: 4, service: 'claims-service' });
	adjudication = connect(urlOf('adjudication_service'), { poolSize: 4, service: 'adjudication-service' });
	const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
	await admin.unsafe(
		'set role askes_owner; create table adjudication_service.effects (at bigint generated always as identity, event_id uuid, key text, nth integer)',
	);
	await admin.end();
}, SETUP_MS);

afterAll(async () => {
	await Promise.all([claims.end({ timeout: 1 }), adjudication.end({ timeout: 1 })]);
	await removeEmbeddedPostgres(folder);
	rmSync(folder, { recursive: true, force: true });
}, SETUP_MS);

async function killAndRestart(): Promise<void> {
	process.kill(server.process.pid, 'SIGKILL');
	await Bun.sleep(100);
	server = await startServer();
}

test('a statement of a transaction whose connection was lost never runs outside of it', async () => {
	const lost = Promise.withResolvers<void>();
	let pid = 0;
	let late: unknown = 'not tried';
	const transaction = adjudication.begin(async (tx) => {
		pid = (await tx`select pg_backend_pid() as pid`)[0]?.pid;
		await lost.promise;
		late = await tx`insert into effects (key) values ('outside')`.catch((error) => isOutage(error));
	});
	transaction.catch(() => {});
	await until('the transaction has begun', () => pid > 0);
	const admin = postgres(server.adminUrl, { max: 1 });
	await admin`select pg_terminate_backend(${pid})`;
	await admin.end();
	await until('the transaction is lost', () => transaction.then(() => false, isOutage));
	// The pool's connections are all open again, among them the one on which the transaction was.
	await Promise.all(Array.from({ length: 20 }, () => adjudication`select pg_sleep(0.005)`));
	lost.resolve();
	await until('the late statement was tried', () => late !== 'not tried');
	expect(late).toBe(true);
	expect(await adjudication`select * from effects`).toHaveLength(0);
});

test('PostgreSQL is killed in the middle of the work and comes back: each effect exactly once', async () => {
	// Given a writer that repeats what was not acknowledged, as a caller with an Idempotency-Key does
	const consumer = startConsumer({
		service: 'adjudication-service',
		producer: 'claims-service',
		sql: adjudication,
		log: silent,
		pollMs: 20,
		batchSize: 40,
		fetchPage: (request) => readFeed(claims, 'claims-service', request),
		handlers: [
			on('claim.submitted', async (tx, event) => {
				await tx`insert into effects (event_id, key, nth) values (${event.event_id}, ${event.key}, ${nthOf(event)})`;
			}),
		],
	});
	let isWriting = true;
	let outages = 0;
	let written = 0;
	const writing = (async () => {
		for (let nth = 1; isWriting; nth++) {
			const events = Array.from({ length: 10 }, (_, at) => aClaim(`k${at}`, nth));
			try {
				await submit(claims, ...events);
				written += events.length;
			} catch (error) {
				if (!isOutage(error)) throw error;
				outages++;
				await Bun.sleep(20);
			}
		}
	})();
	// When the server is killed, more than once
	for (let kills = 0; kills < 3; kills++) {
		const enough = written + 200;
		await until('there is more to lose', () => written >= enough);
		await killAndRestart();
	}
	await Bun.sleep(300);
	isWriting = false;
	await writing;
	await consumer.idle();
	await consumer.stop();
	// Then what is in the log is what took effect, once and in order
	expect(outages).toBeGreaterThan(0);
	const recorded = await claims`select event_id from outbox order by partition, position`;
	const applied = await adjudication`select event_id, key, nth from effects order by at`;
	expect(applied.map((row) => row.event_id).sort()).toEqual(recorded.map((row) => row.event_id).sort());
	for (let at = 0; at < 10; at++) {
		const nths = applied.filter((row) => row.key === `k${at}`).map((row) => row.nth as number);
		expect(nths).toEqual([...nths].sort((a, b) => a - b));
	}
	expect(await adjudication`select * from parked_events`).toHaveLength(0);
}, 60_000);
