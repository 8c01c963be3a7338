import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Transaction } from '../../src/db/connect';
import { type Consumer, type ConsumerOptions, startConsumer } from '../../src/events/consumer';
import { readFeed } from '../../src/events/feed';
import type { FeedEventOf } from '../../src/events/feed.schemas';
import { FeedGone, FeedReset } from '../../src/events/feed-problems';
import { on, type Subscription } from '../../src/events/handlers';
import { appendEvents } from '../../src/events/outbox';
import { partitionOf } from '../../src/events/partition';
import type { Recorded } from '../../src/events/recent-events';
import type { Tracing } from '../../src/observability/tracing';
import { NotYet, OutageError } from '../../src/outage';
import {
	aClaim,
	nthOf,
	type OpenDatabase,
	openDatabase,
	SETUP_MS,
	STORY,
	silent,
	submit,
	until,
} from './support';

let claims: OpenDatabase;
let adjudication: OpenDatabase;
let consumers: Consumer[] = [];

beforeAll(async () => {
	[claims, adjudication] = await Promise.all([
		openDatabase('claims-service'),
		openDatabase('adjudication-service', 10),
	]);
	// No unique constraint: an effect that happened twice must show.
	await adjudication.createTable(
		'effects (at bigint generated always as identity, event_id uuid, key text, nth integer)',
	);
}, SETUP_MS);
afterAll(() => Promise.all([claims.close(), adjudication.close()]));

beforeEach(async () => {
	await adjudication.admin.unsafe(
		'truncate adjudication_service.effects, adjudication_service.event_cursors, adjudication_service.parked_events, adjudication_service.outbox',
	);
	await claims.admin.unsafe(
		'truncate claims_service.outbox; update claims_service.outbox_heads set position = 0',
	);
});
afterEach(async () => {
	await Promise.all(consumers.map((consumer) => consumer.stop()));
	consumers = [];
});

const fetchPage: ConsumerOptions['fetchPage'] = (request) => readFeed(claims.sql, 'claims-service', request);

function start(handlers: readonly Subscription[], options: Partial<ConsumerOptions> = {}): Consumer {
	const consumer = startConsumer({
		service: 'adjudication-service',
		producer: 'claims-service',
		sql: adjudication.sql,
		log: silent,
		fetchPage,
		handlers,
		pollMs: 50,
		...options,
	});
	consumers.push(consumer);
	return consumer;
}

async function noteAll(tx: Transaction, events: readonly FeedEventOf<'claim.submitted'>[]): Promise<void> {
	for (const event of events) {
		await tx`insert into effects (event_id, key, nth) values (${event.event_id}, ${event.key}, ${nthOf(event)})`;
	}
}

/** Notes each event, unless the test's rule throws first. */
const noting = (rule: (key: string, nth: number) => void = () => {}): Subscription =>
	on('claim.submitted', async (tx, event) => {
		rule(event.key, nthOf(event));
		await noteAll(tx, [event]);
	});

const effects = (): Promise<string[]> =>
	adjudication.sql<{ effect: string }[]>`select key || ' ' || nth as effect from effects order by at`.then(
		(rows) => rows.map((row) => row.effect),
	);
const effectsOf = async (key: string) => (await effects()).filter((effect) => effect.startsWith(`${key} `));
const parked = () =>
	adjudication.sql`select key, position, error_code, retry_at is not null as is_waiting from parked_events order by key, position`;

const turns = (key: string, ...nths: number[]) => nths.map((nth) => aClaim(key, nth));

test('every event takes effect once and in the order of its key, also after a restart', async () => {
	await submit(claims.sql, ...turns('a', 1, 2, 3), ...turns('b', 1, 2));
	const first = start([noting()]);
	await first.idle();
	await first.stop();
	await submit(claims.sql, ...turns('a', 4), ...turns('b', 3));
	await start([noting()]).idle();
	expect(await effectsOf('a')).toEqual(['a 1', 'a 2', 'a 3', 'a 4']);
	expect(await effectsOf('b')).toEqual(['b 1', 'b 2', 'b 3']);
});

test('a batch is gathered for outside and written in one transaction; what it causes carries the story on', async () => {
	const calls: string[] = [];
	const told: Recorded[] = [];
	await submit(claims.sql, ...turns('a', 1, 2), ...turns('b', 1));
	const afterCommit = (recorded: readonly Recorded[]) => told.push(...recorded);
	const handlers = [
		on('claim.submitted', {
			async gather(events, context) {
				calls.push(`gather ${events.length}`);
				return new Map(events.map((event) => [event.event_id, context.causedBy(event).correlation_id]));
			},
			async apply(tx, events, facts, context) {
				calls.push(`apply ${events.length}`);
				await noteAll(tx, events);
				for (const event of events) {
					expect(facts.get(event.event_id)).toBe('story-1');
					const { claim_id } = event.data;
					const [decision_id, reverses] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
					context.record(event, {
						type: 'claim.reversed',
						key: event.key,
						data: { claim_id, decision_id, reverses },
					});
				}
			},
		}),
	];
	await start(handlers, { afterCommit }).idle();
	expect(calls).toEqual(['gather 3', 'apply 3']);
	const said =
		await adjudication.sql`select key, metadata, event_id, partition, position::int from outbox order by key, position`;
	expect(told).toMatchObject(said.map(({ metadata: _, ...place }) => place));
	const heard = await adjudication.sql`select event_id from effects order by key, at`;
	expect(said.map((row) => row.metadata)).toEqual(
		heard.map(({ event_id }) => ({
			correlation_id: 'story-1',
			causation_id: event_id,
			user_id: 'tester',
			schema_version: 1,
		})),
	);
});

test('different kinds of events of one key take effect in their order', async () => {
	const voided = (key: string) => ({
		type: 'claim.voided' as const,
		key,
		data: { claim_id: Bun.randomUUIDv7(), replaced_by: null },
	});
	await submit(claims.sql, aClaim('a', 1), voided('a'), aClaim('a', 2), aClaim('b', 1), voided('b'));
	const onVoided = on('claim.voided', async (tx, event) => {
		await tx`insert into effects (event_id, key, nth) values (${event.event_id}, ${event.key}, 0)`;
	});
	await start([noting(), onVoided]).idle();
	expect(await effectsOf('a')).toEqual(['a 1', 'a 0', 'a 2']);
	expect(await effectsOf('b')).toEqual(['b 1', 'b 0']);
});

test('events that nobody here hears only move the cursor', async () => {
	await submit(claims.sql, ...turns('a', 1, 2));
	await start([on('claim.voided', async () => {})]).idle();
	const [read] = await adjudication.sql`select sum(position)::int as places from event_cursors`;
	expect(read?.places).toBe(2);
});

test('an outage is waited out: nothing is parked, and everything takes effect once', async () => {
	let failures = 3;
	await submit(claims.sql, ...turns('a', 1, 2), ...turns('b', 1));
	const consumer = start([
		on('claim.submitted', {
			async gather() {
				if (failures-- > 0) throw new OutageError('member-service');
			},
			apply: noteAll,
		}),
	]);
	await consumer.idle();
	expect(failures).toBeLessThan(0);
	expect(await effects()).toHaveLength(3);
	expect(await parked()).toEqual([] as never);
});

test('a poison event parks its key alone; later events of that key queue, and a replay drains them in order', async () => {
	// Given many keys in one batch, of which one carries an event that cannot be handled
	let isBroken = true;
	const keys = Array.from({ length: 40 }, (_, at) => `k${at}`);
	await submit(claims.sql, ...keys.flatMap((key) => turns(key, 1, 2)));
	const consumer = start([
		noting((key, nth) => {
			if (isBroken && key === 'k17' && nth === 2) throw new RangeError('cannot be');
		}),
	]);
	// When it is read, and more of the same key follows
	await consumer.idle();
	await submit(claims.sql, ...turns('k17', 3), ...turns('k18', 3));
	await consumer.idle();
	// Then all others have taken effect, once
	expect(await effects()).toHaveLength(40 * 2 - 1 + 1);
	expect(await effectsOf('k17')).toEqual(['k17 1']);
	expect(await effectsOf('k18')).toEqual(['k18 1', 'k18 2', 'k18 3']);
	expect((await parked()).map((row) => [row.key, row.error_code])).toEqual([
		['k17', 'RangeError'],
		['k17', null],
	]);
	// When it is replayed before it was repaired, nothing changes; afterwards the queue drains and the key is free
	expect(await consumer.replay('k17')).toEqual({ applied: 0, error_code: 'RangeError' });
	isBroken = false;
	expect(await consumer.replay('k17')).toEqual({ applied: 2, error_code: null });
	await submit(claims.sql, ...turns('k17', 4));
	await consumer.idle();
	expect(await effectsOf('k17')).toEqual(['k17 1', 'k17 2', 'k17 3', 'k17 4']);
	expect(await parked()).toEqual([] as never);
});

test('a key that is freed while its next event is in hand: that event does not go to a queue nobody empties', async () => {
	let isBroken = true;
	const consumer = start([
		on('claim.submitted', {
			async gather(events) {
				// The replay falls between the look at the queues and the transaction.
				if (events.some((event) => event.key === 'other')) await consumer.replay('a');
			},
			async apply(tx, events) {
				if (isBroken) throw new RangeError('cannot be');
				await noteAll(tx, events);
			},
		}),
	]);
	await submit(claims.sql, ...turns('a', 1));
	await consumer.idle();
	expect(await parked()).toHaveLength(1);
	isBroken = false;
	await submit(claims.sql, ...turns('a', 2), ...turns('other', 1));
	await consumer.idle();
	expect(await effectsOf('a')).toEqual(['a 1', 'a 2']);
	expect(await parked()).toEqual([] as never);
});

test('an event that comes while its key is being freed waits for that, and does not queue', async () => {
	let isBroken = true;
	const freeing = Promise.withResolvers<void>();
	const isFree = Promise.withResolvers<void>();
	const consumer = start([
		on('claim.submitted', async (tx, event) => {
			if (isBroken) throw new RangeError('cannot be');
			if (nthOf(event) === 1) {
				freeing.resolve();
				await isFree.promise;
			}
			await noteAll(tx, [event]);
		}),
	]);
	await submit(claims.sql, ...turns('a', 1));
	await consumer.idle();
	isBroken = false;
	const replay = consumer.replay('a');
	await freeing.promise;
	await submit(claims.sql, ...turns('a', 2));
	consumer.wake();
	await Bun.sleep(200);
	isFree.resolve();
	expect(await replay).toEqual({ applied: 1, error_code: null });
	await consumer.idle();
	expect(await effectsOf('a')).toEqual(['a 1', 'a 2']);
	expect(await parked()).toEqual([] as never);
});

test('an event that must wait for another is set aside until that has come; nobody else waits with it', async () => {
	// Given two events in one batch, of which the first needs what the second does: together they can never succeed
	const [early = '', late = ''] = ['m-1', 'm-2'].sort((a, b) => partitionOf(a) - partitionOf(b));
	await submit(claims.sql, ...turns(early, 1, 2), ...turns(late, 1));
	const consumer = start([
		on('claim.submitted', async (tx, event) => {
			const [other] = await tx`select from effects where key = ${late}`;
			if (event.key === early && !other) throw new NotYet('the other');
			await noteAll(tx, [event]);
		}),
	]);
	await until('both keys have taken effect', async () => (await effects()).length === 3);
	expect(await effects()).toEqual([`${late} 1`, `${early} 1`, `${early} 2`]);
	await consumer.idle();
	expect(await parked()).toEqual([] as never);
});

test('what a handler waits for may be long in coming: its key is tried again by itself', async () => {
	let hasCome = false;
	await submit(claims.sql, ...turns('a', 1), ...turns('b', 1));
	const consumer = start([
		noting((key) => {
			if (key === 'a' && !hasCome) throw new NotYet('a payment');
		}),
	]);
	await consumer.idle();
	expect(await effects()).toEqual(['b 1']);
	expect((await parked()).map((row) => [row.key, row.error_code, row.is_waiting])).toEqual([
		['a', 'NOT_YET', true],
	]);
	hasCome = true;
	await until('the key is free', async () => (await parked()).length === 0);
	expect(await effects()).toEqual(['b 1', 'a 1']);
});

test('two readers of the same place: the slower one changes nothing', async () => {
	// Given a handler that is slow enough for both to have the same events in hand
	await submit(claims.sql, ...turns('a', 1, 2, 3));
	const slow = on('claim.submitted', {
		gather: () => Bun.sleep(60),
		apply: noteAll,
	});
	// When both believe that all partitions are theirs, as after a lost lock
	const everything = Array.from({ length: 64 }, (_, at) => at);
	const share = { held: async () => everything, replicas: 1, release: async () => {} };
	const both = [start([slow], { share }), start([slow], { share })];
	await Promise.all(both.map((consumer) => consumer.idle()));
	// Then each event has taken effect once
	expect(await effectsOf('a')).toEqual(['a 1', 'a 2', 'a 3']);
});

test('a log with another identity stops the reader, who says so', async () => {
	await submit(claims.sql, ...turns('a', 1));
	const codes: unknown[] = [];
	const consumer = start([noting()], { log: { ...silent, error: (_, fields) => codes.push(fields?.code) } });
	await consumer.idle();
	await claims.sql`select outbox_renew_log()`;
	await submit(claims.sql, ...turns('a', 2));
	await expect(consumer.idle()).rejects.toThrow(FeedReset);
	await until('the reader has stopped', () => consumer.stoppedBy !== null);
	expect(codes).toEqual(['FEED_RESET']);
	expect(await effects()).toEqual(['a 1']);
});

test('a reader that was away longer than the log is kept stops too', async () => {
	await submit(claims.sql, ...turns('a', 1));
	const before = start([noting()]);
	await before.idle();
	await before.stop();
	await submit(claims.sql, ...turns('a', 2, 3));
	await claims.sql`delete from outbox where data ->> 'claim_number' <> '3'`;
	const after = start([noting()]);
	await expect(after.idle()).rejects.toThrow(FeedGone);
	await until('the reader has stopped', () => after.stoppedBy !== null);
	expect(await effects()).toEqual(['a 1']);
});

test('a batch is traced as one piece of work that serves the traces of its events, and as failed where it did', async () => {
	// Given
	const begun: unknown[] = [];
	const ended: boolean[] = [];
	const tracing: Tracing = {
		start(kind, name, cause) {
			begun.push([kind, name, cause]);
			return { traceparent: '', end: ({ hasFailed = false }) => ended.push(hasFailed) };
		},
		stop: async () => {},
	};
	const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
	await claims.sql.begin((tx) =>
		appendEvents(tx, 'claims-service', [aClaim('k', 1), aClaim('k', 2)], { ...STORY, traceparent }),
	);
	let isAway = true;
	// When
	const consumer = start(
		[
			on('claim.submitted', async (tx, event) => {
				if (isAway) {
					isAway = false;
					throw new OutageError('a peer');
				}
				await noteAll(tx, [event]);
			}),
		],
		{ tracing },
	);
	await consumer.idle();
	// Then
	const batch = { links: [traceparent], attributes: { 'messaging.batch.message_count': 2 } };
	expect(begun).toEqual([
		['consumer', 'events of claims-service', batch],
		['consumer', 'events of claims-service', batch],
	]);
	expect(ended).toEqual([true, false]);
});
