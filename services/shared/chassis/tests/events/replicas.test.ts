import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Subprocess } from 'bun';
import { connect } from '../../src/db/connect';
import { appendEvents } from '../../src/events/outbox';
import { aClaim, type OpenDatabase, openDatabase, SETUP_MS, STORY, seededRandom, until } from './support';

let claims: OpenDatabase;
let adjudication: OpenDatabase;

beforeAll(async () => {
	[claims, adjudication] = await Promise.all([
		openDatabase('claims-service'),
		openDatabase('adjudication-service'),
	]);
	await claims.createTable('turns (key text primary key, nth integer not null)');
	// No unique constraint: an effect that happened twice must show.
	await adjudication.createTable(
		'effects (at bigint generated always as identity, event_id uuid, key text, nth integer, replica text)',
	);
}, SETUP_MS);
afterAll(async () => {
	for (const replica of started) replica.kill('SIGKILL');
	await Promise.all([claims.close(), adjudication.close()]);
});

const started: Subprocess[] = [];

function startReplica(name: string, belief = 'fair'): Subprocess {
	const command = [
		process.execPath,
		join(import.meta.dir, 'replica.ts'),
		claims.url,
		adjudication.url,
		name,
		belief,
	];
	const replica = Bun.spawn(command, { stdin: 'pipe', stdout: 'ignore', stderr: 'inherit' });
	started.push(replica);
	return replica;
}

const EVENTS_TO_WRITE = 12_000;

test('four replicas, killed again and again: each effect exactly once, in the order of its key', async () => {
	// Given four replicas that share the partitions, but for one that takes them all to be its own
	const beliefOf = (name: string) => (name === 'r3' ? 'greedy' : 'fair');
	const replicas = ['r0', 'r1', 'r2', 'r3'].map((name) => ({
		name,
		process: startReplica(name, beliefOf(name)),
	}));
	// When events are written by several writers while one replica after the other is killed in the middle of its work
	let isWriting = true;
	const written = writeEvents().finally(() => {
		isWriting = false;
	});
	const random = seededRandom(3);
	let kills = 0;
	while (isWriting || (await countEffects()) < EVENTS_TO_WRITE) {
		await Bun.sleep(150 + random(300));
		const victim = replicas[random(4)];
		if (!victim || kills >= 14) continue;
		victim.process.kill('SIGKILL');
		await victim.process.exited;
		victim.process = startReplica(victim.name, beliefOf(victim.name));
		kills++;
	}
	await written;
	await until('the work is done', async () => (await countEffects()) >= EVENTS_TO_WRITE, 30_000);
	// Then no event was lost or took effect twice, and no key went backwards
	const [sums] = await adjudication.sql`
		select count(*)::int as effects, count(distinct event_id)::int as events, count(distinct replica)::int as replicas,
			(select count(*)::int from outbox) as caused, (select count(distinct metadata ->> 'causation_id')::int from outbox) as causes
		from effects`;
	const n = EVENTS_TO_WRITE;
	expect(sums).toEqual({ effects: n, events: n, caused: n, causes: n, replicas: 4 });
	const [disorder] = await adjudication.sql`
		select count(*)::int as found from (
			select nth, row_number() over (partition by key order by at) as expected from effects
		) as turn where nth <> expected`;
	expect(disorder?.found).toBe(0);
	expect(kills).toBeGreaterThan(5);
	for (const { process } of replicas) process.kill('SIGTERM');
	await Promise.all(replicas.map(({ process }) => process.exited));
}, 90_000);

test('replicas that join share the work, and those that leave hand it over', async () => {
	const partitionsHeld = async () => {
		const rows = await adjudication.sql<{ held: number }[]>`
			select count(*)::int as held from pg_locks
			where locktype = 'advisory' and mode = 'ExclusiveLock' and granted group by pid order by 1`;
		return rows.map((row) => row.held);
	};
	const first = startReplica('first');
	await until('one holds all', async () => (await partitionsHeld()).join() === '64');
	const second = startReplica('second');
	await until('two hold half each', async () => (await partitionsHeld()).join() === '32,32');
	first.kill('SIGKILL');
	await until('the one that is left holds all', async () => (await partitionsHeld()).join() === '64');
	second.kill('SIGTERM');
	await Promise.all([first.exited, second.exited]);
	// PostgreSQL learns of a process that has ended a moment later.
	await until('nobody holds any', async () => (await partitionsHeld()).length === 0);
}, 30_000);

const countEffects = async () => (await adjudication.sql`select count(*)::int as done from effects`)[0]?.done;

/** Six writers, each transaction giving some keys their next turn. */
async function writeEvents(): Promise<void> {
	const sql = connect(claims.url, { poolSize: 6, service: 'claims-service' });
	const perTransaction = 20;
	let left = EVENTS_TO_WRITE / perTransaction;
	await Promise.all(
		Array.from({ length: 6 }, async (_, seed) => {
			const random = seededRandom(seed);
			while (left-- > 0) {
				const first = random(300);
				const keys = Array.from(
					{ length: perTransaction },
					(_, at) => `k${String(first + at).padStart(4, '0')}`,
				);
				await sql.begin(async (tx) => {
					const rows = await tx<{ key: string; nth: number }[]>`
						insert into turns select key, 1 from unnest(${keys}::text[]) as key
						on conflict (key) do update set nth = turns.nth + 1 returning key, nth`;
					const events = rows.map(({ key, nth }) => aClaim(key, nth));
					await appendEvents(tx, 'claims-service', events, STORY);
				});
				await Bun.sleep(random(120));
			}
		}),
	);
	await sql.end();
}
