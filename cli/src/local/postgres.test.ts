import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import {
	assertOwnData,
	type EmbeddedPostgres,
	findEmbeddedPostgres,
	removeEmbeddedPostgres,
	startEmbeddedPostgres,
	stopEmbeddedPostgres,
} from './postgres';
import { hasEnded, signal } from './system/processes';
import { canEnter, isRoot } from './system/run-as';
import { findFreePort } from './testing/temporary-postgres';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const NOBODY = 65_534;

let room: string;
let folder: string;
let port: number;

beforeEach(async () => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
	chmodSync(room, 0o755);
	folder = join(room, 'stack');
	port = await findFreePort();
});

afterEach(async () => {
	await removeEmbeddedPostgres(folder);
	rmSync(room, { recursive: true, force: true });
});

test('a claim written before the stop is there after the next start, on another port too', async () => {
	await query(await start(), "create table claims as select 'CLM-1' as number");
	await stopEmbeddedPostgres(folder);
	expect(findEmbeddedPostgres(folder)).toBeNull();
	port = await findFreePort();
	expect(await query(await start(), 'select number from claims')).toEqual([{ number: 'CLM-1' }]);
});

test('it writes to disk before it confirms, listens on this machine alone and asks for the password', async () => {
	const server = await start();
	expect(
		await query(
			server,
			`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
				current_setting('full_page_writes') as pages, current_setting('listen_addresses') as listens`,
		),
	).toEqual([{ fsync: 'on', commit: 'on', pages: 'on', listens: '127.0.0.1' }]);
	const wrong = new URL(server.adminUrl);
	wrong.password = 'wrong';
	expect(await refusal({ ...server, adminUrl: wrong.toString() })).toBe('28P01');
	expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600);
	expect(statSync(server.dataDirectory).mode & 0o777).toBe(0o700);
	const bySocket = postgres(server.adminUrl, { host: server.socketDirectory, max: 1 });
	expect([...(await bySocket`select 1 as one`)]).toEqual([{ one: 1 }]);
	await bySocket.end();
});

test('the server outlives a parent that was killed, and the next start finds it instead of another', async () => {
	const parent = Bun.spawn(
		[process.execPath, join(import.meta.dir, 'testing/start-postgres.ts'), folder, String(port)],
		{
			stdout: 'pipe',
		},
	);
	const reader = parent.stdout.getReader();
	await reader.read();
	parent.kill('SIGKILL');
	await parent.exited;
	const survivor = findEmbeddedPostgres(folder);
	expect(survivor?.port).toBe(port);
	const found = await start();
	expect(survivor?.process).toEqual(found.process);
	expect(await query(found, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a server that was killed comes back with what it had confirmed', async () => {
	const first = await start();
	await query(first, "create table claims as select 'CLM-1' as number");
	signal(first.process, 'SIGKILL');
	expect(await hasEnded(first.process, 5_000)).toBe(true);
	const second = await start();
	expect(second.process).not.toEqual(first.process);
	expect(await query(second, 'select number from claims')).toEqual([{ number: 'CLM-1' }]);
});

test('a killed server that nobody has buried yet is waited for', async () => {
	const killed = await start();
	await query(killed, "create table claims as select 'CLM-1' as number");
	signal(killed.process, 'SIGKILL');
	expect(await hasEnded(killed.process, 5_000)).toBe(true);
	const { socketDirectory } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8'));
	const lock = join(socketDirectory, `.s.PGSQL.${port}.lock`);
	const stillListed = Bun.spawn(['sleep', '60'], isRoot() ? { uid: NOBODY, gid: NOBODY } : {});
	writeFileSync(lock, `${stillListed.pid}\n`);
	const started = start();
	const log = join(folder, 'logs', 'postgres.log');
	while (!readFileSync(log, 'utf8').includes('lock file')) await Bun.sleep(20);
	stillListed.kill();
	expect(await query(await started, 'select number from claims')).toEqual([{ number: 'CLM-1' }]);
});

test('a stranger with the number of the old server is neither adopted nor stopped, nor in the way', async () => {
	const server = await start();
	const left = readFileSync(join(server.dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
	await stopEmbeddedPostgres(folder);
	const stranger = Bun.spawn(['sleep', '60'], isRoot() ? { uid: NOBODY, gid: NOBODY } : {});
	writeFileSync(join(server.dataDirectory, 'postmaster.pid'), [stranger.pid, ...left.slice(1)].join('\n'));
	expect(findEmbeddedPostgres(folder)).toBeNull();
	expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
	expect(stranger.exitCode).toBeNull();
	stranger.kill();
	await stranger.exited;
});

test('a port that another program holds is named, with the way out', async () => {
	const other = createServer().listen(port, '127.0.0.1');
	const failure = await start().catch((error: unknown) => error);
	other.close();
	expect(failure).toMatchObject({ code: 'PORT_TAKEN' });
	expect(String(failure)).toContain(String(port));
	expect(String(failure)).toContain('--port-offset');
});

test('a stack that was moved to another folder keeps its data', async () => {
	await query(await start(), "create table claims as select 'CLM-1' as number");
	await stopEmbeddedPostgres(folder);
	renameSync(folder, join(room, 'moved'));
	folder = join(room, 'moved');
	expect(await query(await start(), 'select number from claims')).toEqual([{ number: 'CLM-1' }]);
});

test('a database whose password was lost is not thrown away in silence', async () => {
	await start();
	await stopEmbeddedPostgres(folder);
	renameSync(join(folder, 'postgres.json'), join(room, 'kept.json'));
	expect(await start().catch((error: unknown) => error)).toMatchObject({ code: 'POSTGRES_PASSWORD_LOST' });
	renameSync(join(room, 'kept.json'), join(folder, 'postgres.json'));
	expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.if(isRoot())(
	'for root it runs as another account, also below a folder closed to all others',
	async () => {
		chmodSync(room, 0o700);
		const server = await start();
		expect(statSync(server.dataDirectory).uid).toBe(NOBODY);
		expect(server.dataDirectory).not.toStartWith(room);
		expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
		await removeEmbeddedPostgres(folder);
		expect(existsSync(server.dataDirectory)).toBe(false);
	},
);

test.if(isRoot())('binaries that its account cannot reach are copied to where it can', async () => {
	const { findPostgresBinaries } = await import('./postgres/binaries');
	const closed = join(room, 'closed');
	const shipped = findPostgresBinaries({});
	mkdirSync(closed, { mode: 0o700 });
	spawnSync('cp', ['-r', join(shipped.root, 'native'), closed]);
	const copy = findPostgresBinaries({ uid: NOBODY, gid: NOBODY }, { shipped: closed });
	expect(copy.root).not.toStartWith(room);
	expect(spawnSync(copy.postgres, ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status).toBe(0);
	rmSync(copy.root, { recursive: true });
});

/** A checkout that is closed to others, as below /root, has nothing that another account could run. */
const canOthersEnter = canEnter(import.meta.dir, { uid: NOBODY, gid: NOBODY });

test.if(isRoot() && canOthersEnter)(
	'an ordinary user in a closed folder of his own needs nothing outside of it',
	async () => {
		chownSync(room, NOBODY, NOBODY);
		chmodSync(room, 0o700);
		const script = join(import.meta.dir, 'testing/start-postgres.ts');
		const user = spawnSync(process.execPath, [script, folder, String(port), 'stop'], {
			uid: NOBODY,
			gid: NOBODY,
			env: { ...process.env, HOME: room },
			encoding: 'utf8',
		});
		expect(user.stderr).toBe('');
		expect(JSON.parse(user.stdout)).toMatchObject({ port, dataDirectory: join(folder, 'postgres') });
	},
);

const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ folder, port });

async function query(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
	const sql = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
	try {
		return [...(await sql.unsafe(statement))];
	} finally {
		await sql.end();
	}
}

async function refusal(server: EmbeddedPostgres): Promise<string> {
	return await query(server, 'select 1').then(
		() => 'let in',
		(error: { code: string }) => error.code,
	);
}

test.skipIf(!isRoot())("another account's database is left alone, and it is said whose it is", () => {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ password: 'x', socketDirectory: room }));
	mkdirSync(join(folder, 'postgres'));
	writeFileSync(join(folder, 'postgres/PG_VERSION'), '18');
	chownSync(join(folder, 'postgres'), 12_345, 12_345);
	expect(() => assertOwnData(folder)).toThrow(/uid 12345.*--data-dir/);
});
