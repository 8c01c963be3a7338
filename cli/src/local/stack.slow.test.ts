import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@claims-askes/contracts/services';
import postgres from 'postgres';
import { folderBeside } from './audit/place';
import { trailsOf } from './audit/trail';
import { verifyTrails } from './audit/verify';
import { removeEmbeddedPostgres } from './postgres';
import { down, layoutOf, logOf, portOf, status, type UpOptions, up } from './stack';
import { readState } from './stack/state';
import { leaveSupervisor, supervise } from './supervise';
import { isPortFree } from './system/ports';
import { isRunning } from './system/processes';
import { unusedOffset } from './testing/unused-offset';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const FAKE = join(import.meta.dir, 'testing/fake-service.ts');
const NEEDY = join(import.meta.dir, 'testing/needy-service.ts');
const BROKEN = join(import.meta.dir, 'testing/broken-service.ts');
const NAMES: ServiceName[] = ['claims-service', 'identity-service', 'document-service', 'web-bff'];

let options: UpOptions & { portOffset: number };
let said: string[];

beforeEach(() => {
	said = [];
	options = {
		dataDir: mkdtempSync(join(tmpdir(), 'askes-test-')),
		portOffset: unusedOffset(),
		services: NAMES.map((name) => ({ name, entry: FAKE })),
		onProgress: (text) => said.push(text),
	};
	// The folder is closed to others by mkdtemp: PostgreSQL finds its place all the same.
});

afterEach(async () => {
	await down(options);
	await removeEmbeddedPostgres(layoutOf(options).folder);
	rmSync(options.dataDir ?? '', { recursive: true, force: true });
});

test('up brings every part up, a second time finds them all, and down leaves nothing', async () => {
	const stack = await up(options);
	expect(Object.keys(stack.readyAfterMs).sort()).toEqual(['broker', 'postgres', ...NAMES].sort());
	const first = await status(options);
	expect(first.map((part) => part.state)).toEqual(Array.from({ length: 6 }, () => 'ready'));

	await up(options);
	expect((await status(options)).map((part) => part.pid)).toEqual(first.map((part) => part.pid));

	await down(options);
	expect((await status(options)).map((part) => part.state)).toEqual(
		Array.from({ length: 6 }, () => 'stopped'),
	);
	const ports = first.map((part) => part.port);
	expect(await Promise.all(ports.map(isPortFree))).toEqual(ports.map(() => true));
	expect(readFileSync(logOf(stack.layout.folder, 'claims-service'), 'utf8')).toContain(
		'claims-service drained',
	);
});

test('each service is told its own database, its peers and its secret, and nobody the secrets of others', async () => {
	const { layout, adminUrl } = await up(options);
	const claims = await envOf('claims-service');
	const sql = postgres(claims.DATABASE_URL ?? '', { max: 1 });
	expect([...(await sql`select current_user as role, current_schema() as schema`)]).toEqual([
		{ role: 'claims_service', schema: 'claims_service' },
	]);
	await sql.end();
	expect(claims).toMatchObject({
		SERVICE_NAME: 'claims-service',
		MEMBER_SERVICE_URL: `http://127.0.0.1:${portOf('member-service', options.portOffset)}`,
		WEB_BFF_URL: `http://127.0.0.1:${portOf('web-bff', options.portOffset)}`,
		MQTT_URL: `mqtt://127.0.0.1:${layout.brokerPort}`,
		OIDC_ISSUER: `http://127.0.0.1:${portOf('identity-service', options.portOffset)}`,
	});

	const identity = await envOf('identity-service');
	const clients = JSON.parse(identity.SERVICE_CLIENTS ?? '{}') as Record<string, string>;
	expect(clients['claims-service']).toBe(claims.SERVICE_CLIENT_SECRET ?? '');
	expect(identity.OPERATOR_CLIENT_SECRET).toMatch(/^[\w-]{32}$/);
	const bff = await envOf('web-bff');
	expect(bff.DATABASE_URL).toBeUndefined();
	for (const secret of [
		clients['claims-service'],
		identity.OPERATOR_CLIENT_SECRET,
		new URL(adminUrl as string).password,
	]) {
		expect(JSON.stringify(bff)).not.toContain(secret ?? '?');
	}
	expect((await envOf('document-service')).DOCUMENT_DIR).toStartWith(layout.folder);
	for (const file of ['secrets.json', 'stack.json', 'postgres.json']) {
		expect(statSync(join(layout.folder, file)).mode & 0o777).toBe(0o600);
	}
});

test('a killed service, broker and database come back with the next up; the others are left alone', async () => {
	const { layout } = await up(options);
	const secrets = readFileSync(join(layout.folder, 'secrets.json'), 'utf8');
	const before = await pids();
	for (const name of ['claims-service', 'broker', 'postgres']) process.kill(before[name] ?? 0, 'SIGKILL');
	await up(options);
	const after = await pids();
	const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
	expect(changed.sort()).toEqual(['broker', 'claims-service', 'postgres']);
	expect(readFileSync(join(layout.folder, 'secrets.json'), 'utf8')).toBe(secrets);
});

test('while it is supervised what dies comes back by itself', async () => {
	const stack = await up(options);
	const stop = new AbortController();
	const supervising = supervise(stack, { ...options, signal: stop.signal });
	const before = await pids();
	process.kill(before['claims-service'] ?? 0, 'SIGKILL');
	await until(async () => {
		const after = await pids();
		return after['claims-service'] !== before['claims-service'] && (await allReady());
	});
	stop.abort();
	await supervising;
	expect(said).toContain('claims-service ended; starting again in 0.5 s');
});

test('while it is supervised the audit trail is sealed, by a role that may do no more', async () => {
	const stack = await up(options);
	const sql = postgres(String(stack.adminUrl), { max: 1 });
	await sql`
		insert into audit.entries (service, actor, action, entity, entity_id)
		values ('claims-service', 'ada', 'claim.received', 'claim', '1')`;
	const stop = new AbortController();
	const supervising = supervise(stack, { ...options, signal: stop.signal });
	await until(async () => (await sql`select from audit.seals`).length === 1);
	await sql.end();
	stop.abort();
	await supervising;
	const findings: unknown[] = [];
	const verified = await verifyTrails(trailsOf(stack.layout.folder), folderBeside(stack.layout.folder), {
		patienceSeconds: 0,
		onFinding: (finding) => findings.push(finding),
	});
	expect({ ...verified, findings }).toEqual({ findings: [], seals: 1, entries: 1, unsealed: 0, heads: 1 });
	expect(said).not.toContainEqual(expect.stringContaining('audit'));
});

test('what dies while another is started again is not waited for by it', async () => {
	const services = NAMES.map((name) => ({ name, entry: name === 'claims-service' ? NEEDY : FAKE }));
	const stack = await up({ ...options, services });
	const stop = new AbortController();
	const supervising = supervise(stack, { ...options, services, signal: stop.signal });
	const before = await pids();
	process.kill(before['claims-service'] ?? 0, 'SIGKILL');
	await until(async () => ![before['claims-service'], null].includes((await pids())['claims-service']));
	process.kill(before['document-service'] ?? 0, 'SIGKILL');
	await until(allReady);
	stop.abort();
	await supervising;
});

test('what up leaves behind starts again what dies, says so, and ends with the stack', async () => {
	const { layout } = await up(options);
	const supervisor = await leaveSupervisor(options);
	expect(await leaveSupervisor(options)).toEqual(supervisor);
	const before = await pids();
	process.kill(before['claims-service'] ?? 0, 'SIGKILL');
	await until(
		async () => (await pids())['claims-service'] !== before['claims-service'] && (await allReady()),
	);
	expect((await status(options)).filter(({ restarts }) => restarts !== null)).toMatchObject([
		{ name: 'claims-service', restarts: { times: 1 } },
	]);
	expect(readFileSync(logOf(layout.folder, 'supervisor'), 'utf8')).toContain('claims-service ended');
	await down(options);
	expect(isRunning(supervisor)).toBe(false);
	expect((await status(options)).map(({ state }) => state)).toEqual(
		Array.from({ length: 6 }, () => 'stopped'),
	);
});

test('the stack of a parent that was killed is adopted, not started twice', async () => {
	const parent = Bun.spawn(
		[process.execPath, join(import.meta.dir, 'testing/start-stack.ts'), JSON.stringify(options)],
		{
			stdout: 'pipe',
		},
	);
	await parent.stdout.getReader().read();
	parent.kill('SIGKILL');
	await parent.exited;
	const before = await pids();
	expect(Object.values(before)).not.toContain(null);
	await up(options);
	expect(await pids()).toEqual(before);
});

test('two ups at the same moment make one stack', async () => {
	const script = join(import.meta.dir, 'testing/start-stack.ts');
	const twins = [1, 2].map(() =>
		Bun.spawn([process.execPath, script, JSON.stringify(options), 'end'], { stderr: 'pipe' }),
	);
	expect(await Promise.all(twins.map((twin) => twin.exited))).toEqual([0, 0]);
	expect(await allReady()).toBe(true);
});

test('every taken port is named, before anything was started', async () => {
	const ports = [portOf('claims-service', options.portOffset), portOf('web-bff', options.portOffset)];
	const holders = ports.map((port) => createServer().listen(port, '127.0.0.1'));
	const failure = String(await up(options).catch((error: unknown) => error));
	for (const holder of holders) holder.close();
	for (const port of ports) expect(failure).toContain(String(port));
	expect(failure).toContain('--port-offset');
	expect(readState(layoutOf(options).folder).processes).toEqual({});
});

test('a service that cannot start is named with its last words, and the others stay up', async () => {
	const [claims, ...others] = options.services ?? [];
	const broken = {
		...options,
		services: [{ name: claims?.name ?? 'claims-service', entry: BROKEN }, ...others],
	};
	const failure = await up(broken).catch((error: unknown) => error);
	expect(failure).toMatchObject({ code: 'SERVICE_ENDED' });
	expect(String(failure)).toContain('PORT: not to my liking');
	const states = (await status(broken)).map((part) => `${part.name} ${part.state}`);
	expect(states).toContain('claims-service stopped');
	expect(states).toContain('web-bff ready');
});

test('a service that is not built yet is said to be so, and not waited for', async () => {
	const partly = {
		...options,
		services: [
			{ name: 'web-bff' as const, entry: FAKE },
			{ name: 'mobile-bff' as const, entry: '/none' },
		],
	};
	await up(partly);
	const states = (await status(partly)).map((part) => `${part.name} ${part.state}`);
	expect(states).toContain('mobile-bff not built');
	expect(states).toContain('web-bff ready');
});

test('a stranger with the number of an old service is neither adopted nor stopped', async () => {
	const { layout } = await up(options);
	const stranger = Bun.spawn(['sleep', '60']);
	const path = join(layout.folder, 'stack.json');
	const state = readState(layout.folder);
	const claims = state.processes['claims-service'];
	await Promise.resolve(process.kill(claims?.pid ?? 0, 'SIGKILL'));
	await until(async () => claims !== undefined && !isRunning(claims));
	const forged = {
		...state,
		processes: { ...state.processes, 'claims-service': { ...claims, pid: stranger.pid } },
	};
	writeFileSync(path, JSON.stringify(forged));
	await up(options);
	expect((await pids())['claims-service']).not.toBe(stranger.pid);
	await down(options);
	expect(stranger.exitCode).toBeNull();
	stranger.kill();
	await stranger.exited;
});

async function envOf(name: ServiceName): Promise<Record<string, string | undefined>> {
	const response = await fetch(`http://127.0.0.1:${portOf(name, options.portOffset)}/env`);
	return ((await response.json()) as { env: Record<string, string> }).env;
}

async function pids(): Promise<Record<string, number | null>> {
	return Object.fromEntries((await status(options)).map((part) => [part.name, part.pid]));
}

const allReady = async (): Promise<boolean> =>
	(await status(options)).every((part) => part.state === 'ready');

async function until(condition: () => Promise<boolean>): Promise<void> {
	const deadline = performance.now() + 20_000;
	while (!(await condition())) {
		if (performance.now() > deadline) throw new Error('waited in vain');
		await Bun.sleep(50);
	}
}
