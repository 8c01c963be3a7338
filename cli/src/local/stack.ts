import { rmSync } from 'node:fs';
import { SERVICE_NAMES, type ServiceName } from '@claims-askes/contracts/services';
import { type AdminUrl, migrate } from '@claims-askes/migrations/run';
import { OWNING_SCHEMAS } from './database';
import {
	assertOwnData,
	findEmbeddedPostgres,
	removeEmbeddedPostgres,
	startEmbeddedPostgres,
	stopEmbeddedPostgres,
} from './postgres';
import { layoutOf, type StackLayout, type StackOptions } from './stack/layout';
import { BROKER, bringUp, brokerPart, serviceParts } from './stack/parts';
import { acceptsConnections, answersReady } from './stack/process';
import { ensureSecrets } from './stack/secrets';
import {
	forgetState,
	keepState,
	type Restarts,
	readState,
	type StateKeeper,
	supervisorOf,
} from './stack/state';
import { withFolderLock } from './system/folder-lock';
import { becomesFree, portsTaken } from './system/ports';
import { hasEnded, isRunning, memoryOf, type ProcessId, signal, stopProcess } from './system/processes';

export { layoutOf, portOf, type StackLayout, type StackOptions, urlOf } from './stack/layout';
export { logOf } from './stack/process';
export { OPERATOR_CLIENT_ID, OPERATOR_USER, readSecrets, type StackSecrets } from './stack/secrets';
export { supervisorOf } from './stack/state';

export interface UpOptions extends StackOptions {
	/** A server of one's own in place of the embedded one; the role must be able to create roles. */
	readonly adminUrl?: AdminUrl | undefined;
	/** The process that restarts what dies, when there is one. */
	readonly supervisor?: ProcessId | null | undefined;
	/** Gives up waiting; what was started stays until `down`. */
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((text: string) => void) | undefined;
}

export interface Stack {
	readonly layout: StackLayout;
	readonly adminUrl: AdminUrl;
	/** How long each part took until it was ready. */
	readonly readyAfterMs: Readonly<Record<string, number>>;
}

export interface PartStatus {
	readonly name: string;
	readonly port: number;
	readonly state: 'ready' | 'not ready' | 'stopped' | 'not built';
	readonly pid: number | null;
	readonly memoryBytes: number | null;
	/** How often it ended without being stopped and was started again since the stack came up; null: never. */
	readonly restarts: Restarts | null;
}

const POSTGRES = 'postgres';
/** A service may take this long to finish what it has begun. */
const DRAIN_MS = 15_000;
const SUPERVISOR_STOPS_WITHIN_MS = 60_000;
const LETS_GO_WITHIN_MS = 3_000;

/**
 * Brings the stack up and returns when every part is ready. What runs already is kept, what died is started again,
 * and all of it goes on when this process ends.
 */
export async function up(options: UpOptions = {}): Promise<Stack> {
	const layout = layoutOf(options);
	return await withFolderLock(layout.folder, async () => {
		if (options.adminUrl === undefined) assertOwnData(layout.folder);
		const state = keepState(layout.folder, options.supervisor ?? supervisorOf(layout.folder));
		await assertPortsFree(layout, state, options.adminUrl === undefined);
		const secrets = ensureSecrets(layout.folder);

		const began = performance.now();
		const broker = bringUp(brokerPart(layout), layout, state, options);
		// Awaited below with the services; until then its failure must not end the process.
		broker.catch(() => {});
		const adminUrl = options.adminUrl ?? (await startDatabase(layout, options.onProgress));
		const { applied } = await migrate({
			adminUrl,
			schemas: OWNING_SCHEMAS,
			passwords: secrets.databasePasswords,
		});
		if (applied.length > 0) options.onProgress?.(`migrations: ${applied.length} applied`);
		const databaseReadyMs = performance.now() - began;

		const parts = serviceParts(layout, secrets, adminUrl);
		const services = parts.map((part) => bringUp(part, layout, state, options));
		const names = [BROKER, ...parts.map((part) => part.name)];
		const times = await allOrFirstFailure([broker, ...services]);
		const readyAfterMs = Object.fromEntries(names.map((name, at) => [name, times[at] ?? 0]));
		return { layout, adminUrl, readyAfterMs: { [POSTGRES]: databaseReadyMs, ...readyAfterMs } };
	});
}

/** Stops the stack in order: callers before those they call, the database last. */
export async function down(
	options: Pick<UpOptions, 'dataDir' | 'portOffset' | 'services' | 'onProgress'> = {},
) {
	const { folder } = layoutOf(options);
	const supervisor = supervisorOf(folder);
	if (supervisor !== null && supervisor.pid !== process.pid) {
		// It would start again what we stop; asked to end, it stops the stack itself.
		signal(supervisor, 'SIGTERM');
		await hasEnded(supervisor, SUPERVISOR_STOPS_WITHIN_MS);
	}
	await withFolderLock(folder, async () => {
		const running = Object.entries(readState(folder).processes).filter(([, id]) => isRunning(id));
		for (const names of [isBff, isService, isIssuer, isBroker]) {
			const group = running.filter(([name]) => names(name));
			if (group.length > 0) options.onProgress?.(`stopping ${group.map(([name]) => name).join(', ')}`);
			await Promise.all(group.map(([, id]) => stopProcess(id, DRAIN_MS)));
		}
		options.onProgress?.('stopping PostgreSQL');
		await stopEmbeddedPostgres(folder);
		forgetState(folder);
	});
}

/** Deletes all that a stopped stack left: database, documents, secrets and logs. */
export async function deleteData(options: StackOptions = {}): Promise<void> {
	const { folder } = layoutOf(options);
	await removeEmbeddedPostgres(folder);
	rmSync(folder, { recursive: true, force: true });
}

/** How each part stands, by asking it. */
export async function status(options: StackOptions = {}): Promise<PartStatus[]> {
	const layout = layoutOf(options);
	const { processes, restarts: again = {} } = readState(layout.folder);
	const postmaster = findEmbeddedPostgres(layout.folder);
	const describe = async (
		name: string,
		port: number,
		id: ProcessId | null,
		isReady: (port: number) => Promise<boolean>,
	): Promise<PartStatus> => {
		const restarts = again[name] ?? null;
		if (id === null || !isRunning(id))
			return { name, port, state: 'stopped', pid: null, memoryBytes: null, restarts };
		const state = (await isReady(port)) ? 'ready' : 'not ready';
		return { name, port, state, pid: id.pid, memoryBytes: memoryOf(id.pid), restarts };
	};
	const inOrder = [...layout.services, ...layout.missing].sort((a, b) => placeOf(a.name) - placeOf(b.name));
	const isBuilt = (name: string) => layout.services.some((service) => service.name === name);
	return await Promise.all([
		// Its memory is spread over many processes that share most of it: the first one's share would mislead.
		describe(POSTGRES, layout.postgresPort, postmaster?.process ?? null, acceptsConnections).then((part) => ({
			...part,
			memoryBytes: null,
		})),
		describe(BROKER, layout.brokerPort, processes[BROKER] ?? null, acceptsConnections),
		...inOrder.map(async ({ name, port }): Promise<PartStatus> => {
			if (isBuilt(name)) return await describe(name, port, processes[name] ?? null, answersReady);
			return { name, port, state: 'not built', pid: null, memoryBytes: null, restarts: null };
		}),
	]);
}

const placeOf = (name: ServiceName): number => SERVICE_NAMES.indexOf(name);

/** The parts that were started and are not there any more. */
export function findDead(layout: StackLayout, usesEmbeddedPostgres: boolean): string[] {
	const ended = Object.entries(readState(layout.folder).processes)
		.filter(([, id]) => !isRunning(id))
		.map(([name]) => name);
	const isDatabaseGone = usesEmbeddedPostgres && findEmbeddedPostgres(layout.folder) === null;
	return isDatabaseGone ? [POSTGRES, ...ended] : ended;
}

/** The parts that are there, by name and process: what is here once and not later has died. */
export function findLiving(layout: StackLayout): ReadonlySet<string> {
	const running = Object.entries(readState(layout.folder).processes).filter(([, id]) => isRunning(id));
	const postmaster = findEmbeddedPostgres(layout.folder)?.process;
	const all: [string, ProcessId][] = postmaster ? [...running, [POSTGRES, postmaster]] : running;
	return new Set(all.map(([name, { pid }]) => `${name} ${pid}`));
}

const isBff = (name: string) => name.endsWith('-bff');
const isIssuer = (name: string) => name === 'identity-service';
const isBroker = (name: string) => name === BROKER;
const isService = (name: string) => !isBff(name) && !isIssuer(name) && !isBroker(name);

async function startDatabase(layout: StackLayout, onProgress?: (text: string) => void): Promise<string> {
	const server = await startEmbeddedPostgres({
		folder: layout.folder,
		port: layout.postgresPort,
		onProgress,
	});
	return server.adminUrl;
}

/** Asks for every port before anything starts, and names all that are taken at once. */
async function assertPortsFree(
	layout: StackLayout,
	state: StateKeeper,
	usesEmbeddedPostgres: boolean,
): Promise<void> {
	const runs = (name: string) => {
		const id = state.processOf(name);
		return id !== null && isRunning(id);
	};
	const wanted = [
		...(usesEmbeddedPostgres && findEmbeddedPostgres(layout.folder) === null
			? [{ name: 'PostgreSQL', port: layout.postgresPort }]
			: []),
		...[{ name: BROKER, port: layout.brokerPort }, ...layout.services].filter(({ name }) => !runs(name)),
	];
	const patience = state.isFirstStart ? 0 : LETS_GO_WITHIN_MS;
	const free = await Promise.all(wanted.map(({ port }) => becomesFree(port, patience)));
	const taken = wanted.filter((_, at) => free[at] === false);
	if (taken.length > 0) throw portsTaken(taken);
}

/** Lets every one finish before the first failure is told, so that nothing goes on behind the caller's back. */
async function allOrFirstFailure<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
	const settled = await Promise.allSettled(tasks);
	return settled.map((result) => {
		if (result.status === 'rejected') throw result.reason;
		return result.value;
	});
}
