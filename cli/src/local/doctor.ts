import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { databaseFromEnvironment } from './database';
import { statusOfMigrations } from './migrations';
import { findEmbeddedPostgres } from './postgres';
import { PROJECT_ROOT } from './project';
import { layoutOf, type PartStatus, type StackLayout, type StackOptions, status } from './stack';
import { isPortFree } from './system/ports';

export interface Finding {
	readonly check: string;
	readonly state: 'ok' | 'warning' | 'failed';
	readonly detail: string;
}

type Verdict = Omit<Finding, 'check'>;
type Place = Pick<StackOptions, 'dataDir' | 'portOffset'>;

const ok = (detail: string): Verdict => ({ state: 'ok', detail });
const warning = (detail: string): Verdict => ({ state: 'warning', detail });
const failed = (detail: string): Verdict => ({ state: 'failed', detail });

const OLDEST_NODE = 20;
const DISK_WANTED_BYTES = 2 * 1_024 ** 3;
const CLOCK_TOLERANCE_MS = 2_000;

/** Looks at everything the local stack needs, one finding after the other; nothing is changed. */
export async function* examine(place: Place): AsyncGenerator<Finding> {
	const layout = layoutOf(place);
	const parts = await status(place);
	const checks: [string, () => Verdict | Promise<Verdict>][] = [
		['node', examineNode],
		['bun', examineBun],
		['disk', () => examineDisk(layout)],
		['ports', () => examinePorts(parts)],
		['database', () => examineDatabase(layout)],
		['migrations', () => examineMigrations(place)],
		...parts
			.filter(({ name }) => name !== 'postgres')
			.map((part) => [part.name, () => examinePart(part)] as [string, () => Verdict]),
		['clock', () => examineClock(layout)],
	];
	for (const [check, look] of checks) {
		const verdict = await Promise.resolve()
			.then(look)
			.catch((error: Error) => failed(error.message));
		yield { check, ...verdict };
	}
}

function examineNode(): Verdict {
	const version = spawnSync('node', ['--version'], { encoding: 'utf8' }).stdout?.trim();
	if (!version) return failed(`node is not on the path; ${OLDEST_NODE} or newer is needed`);
	return Number(version.slice(1).split('.')[0]) >= OLDEST_NODE
		? ok(version)
		: failed(`${version} is too old`);
}

function examineBun(): Verdict {
	const wanted = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')).devDependencies
		.bun as string;
	return Bun.version === wanted ? ok(Bun.version) : warning(`${Bun.version} runs, ${wanted} is wanted`);
}

async function examineDisk({ folder }: StackLayout): Promise<Verdict> {
	let place = folder;
	while (!existsSync(place)) place = dirname(place);
	const { bavail, bsize } = await statfs(place);
	const free = bavail * bsize;
	const detail = `${(free / 1_024 ** 3).toFixed(1)} GB free at ${place}`;
	return free >= DISK_WANTED_BYTES ? ok(detail) : warning(detail);
}

/** A port is right when it is free, or held by the part that it is meant for. */
async function examinePorts(parts: readonly PartStatus[]): Promise<Verdict> {
	const idle = parts.filter((part) => part.pid === null);
	const free = await Promise.all(idle.map((part) => isPortFree(part.port)));
	const taken = idle.filter((_, at) => free[at] === false).map((part) => `${part.port} (${part.name})`);
	if (taken.length === 0) return ok(`${parts.length} are ours or free`);
	return failed(`held by another program: ${taken.join(', ')}; choose others with --port-offset`);
}

async function examineDatabase({ folder }: StackLayout): Promise<Verdict> {
	const url = databaseUrl(folder);
	if (url === null) return warning('does not run; askes up starts it');
	const sql = postgres(url, { max: 1, connect_timeout: 5 });
	try {
		const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
		return ok(`PostgreSQL ${row?.version} answers`);
	} finally {
		await sql.end();
	}
}

async function examineMigrations(place: Place): Promise<Verdict> {
	if (databaseUrl(layoutOf(place).folder) === null) return warning('unknown while the database does not run');
	const states = await statusOfMigrations(place, process.env);
	const bad = states.filter((state) => state.state === 'edited' || state.state === 'missing');
	const files = new Set(bad.map(({ file }) => file));
	if (files.size > 0)
		return failed(`do not fit the files: ${[...files].join(', ')}; see askes migrate verify`);
	const pending = states.filter((state) => state.state === 'pending').length;
	return pending === 0
		? ok(`${states.length} applied`)
		: warning(`${pending} pending; askes migrate up applies them`);
}

function examinePart({ state, port }: PartStatus): Verdict {
	switch (state) {
		case 'ready':
			return ok(`ready on port ${port}`);
		case 'stopped':
			return warning('does not run; askes up starts it');
		case 'not built':
			return warning('is not built yet');
		case 'not ready':
			return failed(`runs, but is not ready; see askes logs, and http://127.0.0.1:${port}/ready`);
	}
}

/** Tokens and filing limits go by the clock: the database's must agree with ours. */
async function examineClock({ folder }: StackLayout): Promise<Verdict> {
	const url = databaseUrl(folder);
	if (url === null) return warning('unknown while the database does not run');
	const sql = postgres(url, { max: 1, connect_timeout: 5 });
	try {
		await sql`select 1`;
		const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
		const skew = Math.abs(Date.now() - (row?.now.getTime() ?? 0));
		const detail = `${skew} ms between the database and here`;
		return skew <= CLOCK_TOLERANCE_MS ? ok(detail) : failed(detail);
	} finally {
		await sql.end();
	}
}

/** The server that is looked at; where each service has its own, the first. */
function databaseUrl(folder: string): string | null {
	const named = databaseFromEnvironment(process.env);
	if (named === undefined) return findEmbeddedPostgres(folder)?.adminUrl ?? null;
	return typeof named === 'string' ? named : (Object.values(named)[0] ?? null);
}
