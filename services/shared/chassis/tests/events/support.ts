import { setDefaultTimeout } from 'bun:test';
import type { EventOf } from '@claims-askes/contracts/events';
import type { ServiceName } from '@claims-askes/contracts/services';
import postgres from 'postgres';
import { connect, type Sql } from '../../src/db/connect';
import type { NewEvent } from '../../src/events/new-event';
import { appendEvents } from '../../src/events/outbox';
import type { Logger } from '../../src/observability/logger';
import { testDatabase } from '../../src/testing/database';

/** What a beforeAll may take: the first database of a test process starts a server. */
export const SETUP_MS = 60_000;
setDefaultTimeout(SETUP_MS);

export const STORY = { correlation_id: 'story-1', user_id: 'tester' };

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** A service's own schema in a fresh database, and the way to be rid of it. */
export async function openDatabase(service: ServiceName, poolSize = 6) {
	const database = await testDatabase(service);
	const sql = connect(database.url, { poolSize, service });
	const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
	return {
		url: database.url,
		sql,
		/** A table for effects; the service's own role may not create any. */
		async createTable(definition: string): Promise<void> {
			const schema = service.replaceAll('-', '_');
			await admin.unsafe(`set role askes_owner; create table ${schema}.${definition}; reset role`);
		},
		admin,
		async close() {
			await Promise.all([sql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
			await database.drop();
		},
	};
}
export type OpenDatabase = Awaited<ReturnType<typeof openDatabase>>;

/** A submitted claim; its number says which event of its key it is. */
export const aClaim = (key: string, nth = 1): NewEvent<'claim.submitted'> => ({
	type: 'claim.submitted',
	key,
	data: { claim_id: Bun.randomUUIDv7(), claim_number: String(nth), batch_id: null },
});

export const nthOf = (event: Pick<EventOf<'claim.submitted'>, 'data'>): number =>
	Number(event.data.claim_number);

/** Records events of claims-service in a transaction of their own. */
export const submit = (sql: Sql, ...events: NewEvent[]): Promise<unknown> =>
	sql.begin((tx) => appendEvents(tx, 'claims-service', events, STORY));

/** Waits until something holds, and says what did not where it never does. */
export async function until(
	what: string,
	holds: () => Promise<boolean> | boolean,
	withinMs = 20_000,
): Promise<void> {
	const end = performance.now() + withinMs;
	while (!(await holds())) {
		if (performance.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
		await Bun.sleep(20);
	}
}

/** Whole numbers below a limit, the same in each run. */
export function seededRandom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}
