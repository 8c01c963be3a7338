import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { LocalStackError } from './local-stack-error';
import { findPostgresBinaries, type PostgresBinaries } from './postgres/binaries';
import {
	ADMIN,
	type Cluster,
	createCluster,
	deleteCluster,
	recallCluster,
	rememberCluster,
	withSocketDirectory,
} from './postgres/cluster';
import { becomesFree, portsTaken } from './system/ports';
import { commandOf, identify, isRunning, type ProcessId, stopProcess } from './system/processes';
import { accountForPostgres, bareEnvironment } from './system/run-as';

export interface EmbeddedPostgresOptions {
	/** The stack's folder, as `.askes/default`; the cluster lies in it where PostgreSQL can go there. */
	readonly folder: string;
	readonly port: number;
	/** Settings of postgresql.conf over the ones below. */
	readonly settings?: Readonly<Record<string, string>>;
	readonly onProgress?: ((text: string) => void) | undefined;
}

export interface EmbeddedPostgres {
	readonly port: number;
	readonly process: ProcessId;
	readonly dataDirectory: string;
	/** Where its socket lies: a client on this machine may give this as its host. */
	readonly socketDirectory: string;
	/** The administrator's URL of the database `askes`. */
	readonly adminUrl: string;
}

const DATABASE = 'askes';
/** After a crash it reads two gigabytes of its log again at most: 40 s were seen on a busy machine. */
const READY_WITHIN_MS = 300_000;
const LETS_GO_WITHIN_MS = 3_000;

/** Durable as in production, sized for a laptop with two cores. */
export const SETTINGS = {
	listen_addresses: '127.0.0.1',
	fsync: 'on',
	synchronous_commit: 'on',
	shared_buffers: '512MB',
	max_connections: '200',
	// After a checkpoint each page goes into the log whole, and imports touch a hundred thousand: few checkpoints.
	max_wal_size: '4GB',
	random_page_cost: '1.1',
	jit: 'off',
	timezone: 'UTC',
	log_timezone: 'UTC',
	// A failing statement may carry health data in its text and its values.
	log_min_error_statement: 'panic',
	log_error_verbosity: 'terse',
} as const;

/**
 * Starts the PostgreSQL that comes with npm, or finds the one that outlived its parent; it goes on when we end.
 * A second call with the same folder and port answers with the same server.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
	const folder = resolve(options.folder);
	mkdirSync(folder, { recursive: true });
	const account = accountForPostgres();
	const known = recallCluster(folder);

	if (known !== null) {
		const survivor = findPostmaster(known);
		if (survivor?.port === options.port) return await describe(known, survivor);
		if (survivor !== null) await stopProcess(survivor.process, 30_000, 'SIGINT');
	}
	if (!(await becomesFree(options.port, known === null ? 0 : LETS_GO_WITHIN_MS)))
		throw portsTaken([{ name: 'PostgreSQL', port: options.port }]);

	const binaries = findPostgresBinaries(account, { copy: known?.copiedBinaries });
	if (known === null) options.onProgress?.('PostgreSQL: making a new database cluster');
	const cluster = withSocketDirectory(known ?? createCluster(folder, binaries, account), account);
	rememberCluster(folder, cluster);
	options.onProgress?.(`PostgreSQL: starting on port ${options.port}`);
	const postmaster = await startPostmaster(cluster, binaries, { ...options, folder });
	await createDatabase(cluster, options.port);
	return await describe(cluster, postmaster);
}

/**
 * PostgreSQL starts only as the owner of its data. Asked before anything of the stack is written: what root left in somebody's
 * folder they could not write to afterwards.
 */
export function assertOwnData(folder: string): void {
	const cluster = recallCluster(resolve(folder));
	const me = accountForPostgres().uid ?? process.getuid?.();
	if (cluster === null || me === undefined) return;
	const owner = statSync(cluster.dataDirectory).uid;
	if (owner === me) return;
	throw new LocalStackError(
		'DATA_OF_ANOTHER_ACCOUNT',
		`the database in ${folder} belongs to another account (uid ${owner}): start as that one, or choose another folder with --data-dir`,
	);
}

/** Stops the server of this folder, whoever started it; nothing happens when none runs. */
export async function stopEmbeddedPostgres(folder: string): Promise<void> {
	const cluster = recallCluster(resolve(folder));
	if (cluster === null) return;
	const running = findPostmaster(cluster);
	// SIGINT is the fast shutdown: sessions end, all that was committed is on disk.
	if (running !== null) await stopProcess(running.process, 30_000, 'SIGINT');
	rmSync(cluster.socketDirectory, { recursive: true, force: true });
}

/** Stops the server and removes its data. */
export async function removeEmbeddedPostgres(folder: string): Promise<void> {
	await stopEmbeddedPostgres(folder);
	const cluster = recallCluster(resolve(folder));
	if (cluster !== null) deleteCluster(resolve(folder), cluster);
}

/** The server of this folder if it runs now; looks without touching. */
export function findEmbeddedPostgres(folder: string): (Postmaster & { readonly adminUrl: string }) | null {
	const cluster = recallCluster(resolve(folder));
	const postmaster = cluster === null ? null : findPostmaster(cluster);
	if (cluster === null || postmaster === null) return null;
	return { ...postmaster, adminUrl: adminUrlOf(cluster, postmaster.port) };
}

interface Postmaster {
	readonly process: ProcessId;
	readonly port: number;
}

/** Reads postmaster.pid, and believes it only when that process is a server of this very data. */
function findPostmaster(cluster: Cluster): Postmaster | null {
	const lines = readLines(join(cluster.dataDirectory, 'postmaster.pid'));
	const running = identify(Number(lines[0]));
	if (running === null || !commandOf(running.pid).includes(cluster.dataDirectory)) return null;
	return { process: running, port: Number(lines[3]) };
}

/** Ready by its own word: the file may still be that of a server which was killed. */
function isReady(cluster: Cluster, postmaster: ProcessId): boolean {
	const lines = readLines(join(cluster.dataDirectory, 'postmaster.pid'));
	return Number(lines[0]) === postmaster.pid && lines[7]?.trim() === 'ready';
}

function readLines(path: string): string[] {
	try {
		return readFileSync(path, 'utf8').split('\n');
	} catch {
		return [];
	}
}

async function startPostmaster(
	cluster: Cluster,
	binaries: PostgresBinaries,
	options: EmbeddedPostgresOptions,
): Promise<Postmaster> {
	disownPidFile(cluster);
	mkdirSync(join(options.folder, 'logs'), { recursive: true });
	const log = join(options.folder, 'logs', 'postgres.log');
	const deadline = performance.now() + READY_WITHIN_MS;
	while (true) {
		const from = sizeOf(log);
		const postmaster = spawnPostmaster(cluster, binaries, options, log);
		while (isRunning(postmaster)) {
			if (isReady(cluster, postmaster)) return { process: postmaster, port: options.port };
			if (performance.now() > deadline) {
				await stopProcess(postmaster, 5_000, 'SIGQUIT');
				throw new LocalStackError('POSTGRES_NOT_READY', `PostgreSQL is not ready; see ${log}`);
			}
			await Bun.sleep(10);
		}
		const said = readFileSync(log, 'utf8').slice(from).trim();
		// After a kill -9 the sessions of the old server take a moment to notice and let go of its memory, and whoever has
		// to bury the old server takes a moment to do so.
		const isHeldByOldServer = said.includes('shared memory block') || HELD_LOCK.test(said);
		if (!isHeldByOldServer || performance.now() > deadline)
			throw new LocalStackError('POSTGRES_NOT_STARTED', `PostgreSQL ended: ${said}`);
		await Bun.sleep(100);
	}
}

/** The socket's lock, in a folder of this cluster alone. */
const HELD_LOCK = /lock file "[^"]*" already exists/;

function spawnPostmaster(
	cluster: Cluster,
	binaries: PostgresBinaries,
	options: EmbeddedPostgresOptions,
	log: string,
): ProcessId {
	const settings = {
		...SETTINGS,
		...options.settings,
		port: String(options.port),
		unix_socket_directories: cluster.socketDirectory,
	};
	const output = openSync(log, 'a', 0o600);
	try {
		const child = spawn(
			binaries.postgres,
			[
				'-D',
				cluster.dataDirectory,
				...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
			],
			// A session of its own: Ctrl-C in our terminal must not stop it behind our back.
			{
				...accountForPostgres(),
				env: bareEnvironment(),
				cwd: cluster.dataDirectory,
				stdio: ['ignore', output, output],
				detached: true,
			},
		);
		child.unref();
		const started = identify(child.pid ?? 0);
		return started ?? { pid: child.pid ?? 0, startedAt: '' };
	} finally {
		closeSync(output);
	}
}

/**
 * PostgreSQL refuses to start while any process has the number in postmaster.pid, be it a stranger after a reboot or
 * the dead server that nobody has buried. It does not mind its parent's number, though, which is ours. The rest of the
 * file stays, for by it PostgreSQL makes sure that no session of the old server still writes.
 */
function disownPidFile(cluster: Cluster): void {
	const path = join(cluster.dataDirectory, 'postmaster.pid');
	const [pid, ...rest] = readLines(path);
	if (pid !== undefined && findPostmaster(cluster) === null) {
		writeFileSync(path, [process.pid, ...rest].join('\n'));
	}
}

async function createDatabase(cluster: Cluster, port: number): Promise<void> {
	const sql = connect(cluster, port, ADMIN);
	try {
		const found = await sql`select from pg_database where datname = ${DATABASE}`;
		if (found.length === 0) await sql.unsafe(`create database ${DATABASE}`);
		// The databases that initdb made are nobody's business but the administrator's.
		await sql.unsafe('revoke all on database postgres, template1 from public');
	} finally {
		await sql.end();
	}
}

/** Logs in once, so that nobody is handed a server which is not this cluster's. */
async function describe(cluster: Cluster, postmaster: Postmaster): Promise<EmbeddedPostgres> {
	const sql = connect(cluster, postmaster.port, DATABASE);
	try {
		const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
		if (row?.data_directory !== cluster.dataDirectory)
			throw portsTaken([{ name: 'PostgreSQL', port: postmaster.port }]);
	} finally {
		await sql.end();
	}
	return {
		...postmaster,
		dataDirectory: cluster.dataDirectory,
		socketDirectory: cluster.socketDirectory,
		adminUrl: adminUrlOf(cluster, postmaster.port),
	};
}

const adminUrlOf = (cluster: Cluster, port: number): string =>
	`postgres://${ADMIN}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`;

function connect(cluster: Cluster, port: number, database: string) {
	return postgres({
		host: '127.0.0.1',
		port,
		username: ADMIN,
		password: cluster.password,
		database,
		max: 1,
		onnotice: () => {},
	});
}

function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
