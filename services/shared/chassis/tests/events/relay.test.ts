import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { createServer, type Server, type Socket } from 'node:net';
import { bellOf, EventEnvelope, LISTENERS, topicOf } from '@claims-askes/contracts/events';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import { type Consumer, startConsumer } from '../../src/events/consumer';
import { createDoorbell } from '../../src/events/doorbell';
import { readFeed } from '../../src/events/feed';
import { on } from '../../src/events/handlers';
import { startRelay } from '../../src/events/relay';
import { aClaim, type OpenDatabase, openDatabase, SETUP_MS, silent, submit, until } from './support';

/** A real broker that can be killed, and that has forgotten everything when it comes back on the same port. */
class Broker {
	readonly heard: { topic: string; event: EventEnvelope & { nth: number } }[] = [];
	readonly rings: string[] = [];
	/** What it answers to who asks for listeners; null where it knows of no such question. */
	filters: string | null = null;
	questions = 0;
	readonly #sockets = new Set<Socket>();
	#server: Server | null = null;
	#aedes: Aedes | null = null;
	#left = Number.POSITIVE_INFINITY;
	port = 0;

	async start(): Promise<void> {
		const aedes = await Aedes.createBroker({
			authorizePublish: (client, { topic, payload }, done) => {
				if (topic === LISTENERS) {
					this.questions++;
					if (this.filters === null) return done(null);
					const answer = {
						topic,
						payload: this.filters,
						qos: 0,
						cmd: 'publish',
						dup: false,
						retain: false,
					} as const;
					return client?.publish(answer, () => done(null));
				}
				if (topic === bellOf('claims-service')) {
					this.rings.push(payload.toString());
					return done(null);
				}
				if (--this.#left < 0) return void this.kill();
				const event = EventEnvelope.parse(JSON.parse(payload.toString()));
				this.heard.push({ topic, event: { ...event, nth: Number(event.data.claim_number) } });
				done(null);
			},
		});
		const server = createServer((socket) => {
			this.#sockets.add(socket);
			aedes.handle(socket);
		});
		await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
		const address = server.address();
		this.port = typeof address === 'object' && address ? address.port : 0;
		[this.#aedes, this.#server, this.#left] = [aedes, server, Number.POSITIVE_INFINITY];
	}

	/** Dies in the middle of what it is being told. */
	killAfter(messages: number): void {
		this.#left = messages;
	}

	kill(): void {
		for (const socket of this.#sockets) socket.destroy();
		this.#sockets.clear();
		this.#server?.close();
		this.#aedes?.close();
		[this.#server, this.#aedes] = [null, null];
	}

	nthsOf(key: string, keys: ReadonlyMap<string, string>): number[] {
		return this.heard.filter(({ event }) => keys.get(event.event_id) === key).map(({ event }) => event.nth);
	}
}

let claims: OpenDatabase;
let adjudication: OpenDatabase;
const broker = new Broker();
const clients: MqttClient[] = [];
const running: Consumer[] = [];

beforeAll(async () => {
	[claims, adjudication] = await Promise.all([
		openDatabase('claims-service'),
		openDatabase('adjudication-service'),
	]);
	await broker.start();
}, SETUP_MS);
afterEach(async () => {
	await Promise.all(running.splice(0).map((consumer) => consumer.stop()));
	await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});
afterAll(async () => {
	broker.kill();
	await Promise.all([claims.close(), adjudication.close()]);
});

function connectClient(): MqttClient {
	const client = mqtt.connect(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 50 });
	client.on('error', () => {});
	clients.push(client);
	return client;
}

/** A relay that nobody but its bell wakes. */
function relay(): Consumer {
	const relaying = startRelay({
		service: 'claims-service',
		sql: claims.sql,
		log: silent,
		mqtt: connectClient(),
		pollMs: 60_000,
		batchSize: 100,
	});
	running.push(relaying);
	return relaying;
}

const recorded = async () => {
	const rows = await claims.sql<{ event_id: string; key: string }[]>`select event_id, key from outbox`;
	return new Map(rows.map((row) => [row.event_id, row.key]));
};
const missing = async () => {
	const heard = new Set(broker.heard.map(({ event }) => event.event_id));
	return [...(await recorded()).keys()].filter((id) => !heard.has(id)).length;
};

test('what is recorded is published under its topic, as its envelope and nothing else, in the order of its key', async () => {
	const relaying = relay();
	await submit(claims.sql, ...[1, 2, 3, 4, 5].flatMap((nth) => [aClaim('a', nth), aClaim('b', nth)]));
	relaying.wake();
	await relaying.idle();
	expect(new Set(broker.heard.map(({ topic }) => topic))).toEqual(new Set([topicOf('claim.submitted')]));
	expect(broker.rings).toEqual(['claim.submitted']);
	const keys = await recorded();
	expect(broker.nthsOf('a', keys)).toEqual([1, 2, 3, 4, 5]);
	expect(broker.nthsOf('b', keys)).toEqual([1, 2, 3, 4, 5]);
	const { nth: _, ...event } = broker.heard[0]?.event ?? { nth: 0 };
	expect(event).toMatchObject({ service: 'claims-service', metadata: { correlation_id: 'story-1' } });
});

test('what nobody listens to is not sent, and is not owed to who listens later', async () => {
	broker.filters = 'askes/events/payment/#';
	const relaying = relay();
	await submit(claims.sql, aClaim('unheard'));
	relaying.wake();
	await relaying.idle();
	const unheard = await missing();
	expect(unheard).toBeGreaterThan(0);
	broker.filters = 'askes/events/payment/#\naskes/events/claim/+';
	await submit(claims.sql, aClaim('heard'));
	relaying.wake();
	await relaying.idle();
	expect(await missing()).toBe(unheard);
	broker.filters = null;
	await claims.sql`delete from outbox where key = 'unheard'`;
});

test('a broker that knows nothing of listeners is told everything, and asked once', async () => {
	broker.questions = 0;
	const relaying = relay();
	for (const key of ['one', 'two']) {
		await submit(claims.sql, aClaim(key));
		relaying.wake();
		await relaying.idle();
	}
	expect([await missing(), broker.questions]).toEqual([0, 1]);
});

test('a broker that dies in the middle and comes back with nothing gets all, at least once and in order', async () => {
	const relaying = relay();
	await relaying.idle();
	broker.killAfter(37);
	await submit(claims.sql, ...Array.from({ length: 250 }, (_, at) => aClaim(`k${at % 10}`, at)));
	relaying.wake();
	await Bun.sleep(200);
	await submit(claims.sql, ...Array.from({ length: 50 }, (_, at) => aClaim(`k${at % 10}`, 250 + at)));
	await broker.start();
	relaying.wake();
	await relaying.idle();
	expect(await missing()).toBe(0);
	const keys = await recorded();
	for (let at = 0; at < 10; at++) {
		const firsts = [...new Set(broker.nthsOf(`k${at}`, keys))];
		expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
	}
});

test('a relay that starts while the broker is away publishes when it is there', async () => {
	broker.kill();
	await submit(claims.sql, aClaim('patient'));
	const relaying = relay();
	await Bun.sleep(150);
	expect(await missing()).toBe(1);
	await broker.start();
	await relaying.idle();
	expect(await missing()).toBe(0);
});

test('a relay stops without waiting for a broker that does not come back', async () => {
	const relaying = relay();
	await relaying.idle();
	broker.killAfter(0);
	await submit(claims.sql, aClaim('unheard'));
	relaying.wake();
	await Bun.sleep(100);
	await relaying.stop();
	running.splice(0);
	await broker.start();
	expect(await missing()).toBe(1);
});

test('a durable consumer hears the bell, and hears it again when the broker is back', async () => {
	const applied: string[] = [];
	const doorbell = createDoorbell(connectClient());
	const consumer = startConsumer({
		service: 'adjudication-service',
		producer: 'claims-service',
		sql: adjudication.sql,
		log: silent,
		pollMs: 60_000,
		fetchPage: (request) => readFeed(claims.sql, 'claims-service', request),
		handlers: [on('claim.submitted', async (_, event) => void applied.push(event.key))],
	});
	running.push(consumer);
	await consumer.idle();
	doorbell.ringFor(['claim.submitted'], () => consumer.wake());
	const relaying = relay();
	await relaying.idle();
	await submit(claims.sql, aClaim('rung'));
	relaying.wake();
	await until('the consumer heard it', () => applied.includes('rung'), 5_000);

	broker.kill();
	await submit(claims.sql, aClaim('missed'));
	await broker.start();
	await until('the consumer looked again', () => applied.includes('missed'), 5_000);
});
