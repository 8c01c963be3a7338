import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { LocalStackError } from '../local-stack-error';
import { readPrivateJson, writePrivateJson } from '../system/private-file';
import { type Account, bareEnvironment, canEnter } from '../system/run-as';
import type { PostgresBinaries } from './binaries';

/** What is remembered between two starts; it holds the administrator's password. */
interface Remembered {
	readonly password: string;
	readonly socketDirectory: string;
	/** Where the data lies when PostgreSQL cannot go into the stack's folder. */
	readonly outside?: string;
	/** Where the binaries were copied to, when the shipped ones were out of reach. */
	readonly copiedBinaries?: string;
}

/** A cluster in its place. The folder may be moved with its data, so the place is worked out anew each time. */
export interface Cluster extends Remembered {
	readonly dataDirectory: string;
}

export const ADMIN = 'postgres';

const rememberedIn = (folder: string) => join(folder, 'postgres.json');

/** The cluster of this folder, or null when there is none yet (or its data was removed by hand). */
export function recallCluster(folder: string): Cluster | null {
	const remembered = readPrivateJson<Remembered>(rememberedIn(folder));
	if (remembered === null) return null;
	const dataDirectory = join(remembered.outside ?? folder, 'postgres');
	return existsSync(join(dataDirectory, 'PG_VERSION')) ? { ...remembered, dataDirectory } : null;
}

export function rememberCluster(folder: string, { dataDirectory: _, ...remembered }: Cluster): void {
	writePrivateJson(rememberedIn(folder), remembered);
}

/** Makes a new cluster with initdb, in the folder or, where PostgreSQL cannot go there, in a place of its own. */
export function createCluster(folder: string, binaries: PostgresBinaries, account: Account): Cluster {
	const home = homeOfData(folder, account);
	const dataDirectory = join(home, 'postgres');
	if (existsSync(join(dataDirectory, 'PG_VERSION'))) {
		throw new LocalStackError(
			'POSTGRES_PASSWORD_LOST',
			`${dataDirectory} holds a database but ${rememberedIn(folder)} is gone; remove the folder to begin anew`,
		);
	}
	const password = randomBytes(24).toString('base64url');
	// Made under another name first, so that an interrupted initdb is never taken for a database.
	const draft = `${dataDirectory}.new`;
	rmSync(draft, { recursive: true, force: true });
	mkdirSync(draft, { mode: 0o700 });
	give(draft, account);
	const passwordFile = join(home, `postgres-password-${process.pid}`);
	writeFileSync(passwordFile, '', { mode: 0o600 });
	give(passwordFile, account);
	try {
		writeFileSync(passwordFile, `${password}\n`);
		runInitdb(binaries, account, draft, passwordFile);
	} finally {
		rmSync(passwordFile, { force: true });
	}
	const cluster = {
		...withSocketDirectory({ password, dataDirectory, socketDirectory: '' }, account),
		...(home === folder ? {} : { outside: home }),
		...(binaries.copied ? { copiedBinaries: binaries.root } : {}),
	};
	// Before the data gets its name: a cluster whose password nobody knows is worth nothing.
	rememberCluster(folder, cluster);
	rmSync(dataDirectory, { recursive: true, force: true });
	renameSync(draft, dataDirectory);
	return cluster;
}

/** The cluster with a socket folder that exists: temporary folders are emptied now and then. */
export function withSocketDirectory(cluster: Cluster, account: Account): Cluster {
	if (existsSync(cluster.socketDirectory)) return cluster;
	// A socket's path has room for 107 bytes, so it cannot lie below the project.
	const base = [tmpdir(), '/tmp'].find(
		(path) => path.length < 60 && existsSync(path) && canEnter(path, account),
	);
	const socketDirectory = mkdtempSync(join(base ?? tmpdir(), 'askes-pg-'));
	chmodSync(socketDirectory, 0o755);
	give(socketDirectory, account);
	return { ...cluster, socketDirectory };
}

/** Removes a stopped cluster with all it holds, also where it lies outside the stack's folder. */
export function deleteCluster(folder: string, cluster: Cluster): void {
	rmSync(cluster.dataDirectory, { recursive: true, force: true });
	if (cluster.outside !== undefined) rmSync(cluster.outside, { recursive: true, force: true });
	rmSync(cluster.socketDirectory, { recursive: true, force: true });
	if (cluster.copiedBinaries !== undefined) rmSync(cluster.copiedBinaries, { recursive: true, force: true });
	rmSync(rememberedIn(folder), { force: true });
}

function homeOfData(folder: string, account: Account): string {
	if (canEnter(folder, account)) return folder;
	// Only root changes accounts, so /var/lib is open to us. What lies in a temporary folder anyway stays in one.
	const lasting = folder.startsWith(`${tmpdir()}${sep}`) ? [] : ['/var/lib', '/var/tmp'];
	const base = [...lasting, tmpdir(), '/tmp'].find((path) => existsSync(path) && canEnter(path, account));
	if (base === undefined) {
		throw new LocalStackError(
			'POSTGRES_NOT_REACHABLE',
			`PostgreSQL runs as another account and cannot reach ${folder}`,
		);
	}
	const home = mkdtempSync(join(base, 'claims-askes-'));
	chmodSync(home, 0o711);
	return home;
}

function runInitdb(
	binaries: PostgresBinaries,
	account: Account,
	dataDirectory: string,
	passwordFile: string,
): void {
	const initdb = spawnSync(
		binaries.initdb,
		[
			`--pgdata=${dataDirectory}`,
			`--username=${ADMIN}`,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			// The built-in locale sorts alike on every machine and needs nothing installed.
			'--locale-provider=builtin',
			'--locale=C',
			'--builtin-locale=C.UTF-8',
			'--no-instructions',
		],
		{ ...account, cwd: '/', env: bareEnvironment(), encoding: 'utf8' },
	);
	if (initdb.status === 0) return;
	const said = initdb.stderr?.trim() || String(initdb.error ?? `exit ${initdb.status}`);
	throw new LocalStackError('POSTGRES_INITDB_FAILED', `initdb failed: ${said}`);
}

function give(path: string, account: Account): void {
	if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}
