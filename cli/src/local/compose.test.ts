import { afterAll, beforeAll, expect, test } from 'bun:test';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE_NAMES, SERVICES, urlSettingOf } from '@claims-askes/contracts/services';
import { SETTINGS } from './postgres';
import { PROJECT_ROOT } from './project';

interface Container {
	readonly image?: string;
	readonly command?: readonly string[];
	readonly build?: { readonly context: string; readonly dockerfile: string };
	readonly environment?: Readonly<Record<string, string>>;
	readonly ports?: readonly string[];
	readonly volumes?: readonly string[];
	readonly depends_on?: Readonly<Record<string, unknown>>;
}

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const text = read('docker-compose.yml');
const compose = Bun.YAML.parse(text) as {
	services: Record<string, Container>;
	volumes: Record<string, null>;
};

let room: string;
let secrets: string;

beforeAll(() => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
	secrets = join(room, '.env');
	spawnSync('node', [join(PROJECT_ROOT, 'deploy/compose/make-env.mjs'), secrets]);
});

afterAll(() => rmSync(room, { recursive: true, force: true }));

test('every service of the catalogue is a container with its port, its own database role and its peers', () => {
	for (const name of SERVICE_NAMES) {
		const { port, schema } = SERVICES[name];
		const container = compose.services[name];
		const environment = container?.environment ?? {};
		expect({ name, ports: container?.ports }).toEqual({ name, ports: [`127.0.0.1:${port}:${port}`] });
		const role = /^postgres:\/\/(\w+):/.exec(environment.DATABASE_URL ?? '')?.[1] ?? null;
		expect({ name, role }).toEqual({ name, role: schema });
		for (const peer of SERVICE_NAMES) {
			const url = environment[urlSettingOf(peer)];
			expect({ name, peer, url }).toEqual({ name, peer, url: `http://${peer}:${SERVICES[peer].port}` });
		}
	}
});

test('the audit trail is sealed by a role that can do nothing else, with its key outside of the database', () => {
	const sealer = compose.services['audit-sealer'];
	const role = /^postgres:\/\/(\w+):(.+?)@/.exec(sealer?.environment?.DATABASE_URL ?? '');
	expect(role?.slice(1)).toEqual(['audit_sealer', `\${AUDIT_SEALER_PASSWORD:?}`]);
	expect(compose.services.migrate?.environment?.AUDIT_SEALER_PASSWORD).toBe(`\${AUDIT_SEALER_PASSWORD}`);
	expect(sealer?.volumes).toEqual([`audit:${sealer?.environment?.AUDIT_DIR}`]);
	expect(compose.services.postgres?.volumes?.join()).not.toContain('audit');
});

test('PostgreSQL is set as the local one is, also in what it keeps out of its log', () => {
	// The image listens to its network, and is durable and in UTC by itself.
	const { listen_addresses, fsync, synchronous_commit, timezone, log_timezone, ...settings } = SETTINGS;
	const set = (compose.services.postgres?.command ?? [])
		.filter((word) => word.includes('='))
		.map((word) => word.split('='));
	expect(Object.fromEntries(set)).toEqual(settings);
});

test('every container that is built has its Dockerfile, and runs the Bun that the project wants', () => {
	const { bun } = JSON.parse(read('package.json')).devDependencies as { bun: string };
	const built = Object.values(compose.services).flatMap(({ build }) => build?.dockerfile ?? []);
	expect(built.length).toBeGreaterThan(SERVICE_NAMES.length);
	for (const dockerfile of built) {
		const bases = [...read(dockerfile).matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
		expect({ dockerfile, bases: [...new Set(bases)] }).toEqual({
			dockerfile,
			bases: [`oven/bun:${bun}-alpine`],
		});
	}
	for (const name of SERVICE_NAMES) {
		const room = name.endsWith('-bff') ? `bff/${name}` : `services/${name}`;
		const dockerfile = read(`${room}/Dockerfile`);
		expect(dockerfile).toContain(`CMD ["bun", "${room}/src/main.ts"]`);
		expect(dockerfile).toContain(`--filter '@claims-askes/${name}'`);
		expect(dockerfile).toContain(`PORT=${SERVICES[name].port}`);
	}
});

test('every secret that is asked for is made, for its owner alone', () => {
	const asked = new Set([...text.matchAll(/\$\{([A-Z_]+)(?::\?[^}]*)?\}/g)].map((match) => match[1]));
	const made = readFileSync(secrets, 'utf8')
		.split('\n')
		.map((line) => line.split('=')[0]);
	expect(asked.size).toBeGreaterThan(20);
	expect([...asked].filter((name) => !made.includes(name ?? ''))).toEqual([]);
	expect(made.filter((name) => name !== '' && !asked.has(name ?? ''))).toEqual([]);
	expect(statSync(secrets).mode & 0o777).toBe(0o600);
});

test('each service gets the client secret that the issuer knows it by', () => {
	const values = Object.fromEntries(
		readFileSync(secrets, 'utf8')
			.split('\n')
			.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
	);
	const clients = JSON.parse((values.SERVICE_CLIENTS ?? '').slice(1, -1)) as Record<string, string>;
	expect(Object.keys(clients).sort()).toEqual([...SERVICE_NAMES].sort());
	for (const [name, secret] of Object.entries(clients)) {
		const variable = `${name.toUpperCase().replaceAll('-', '_')}_CLIENT_SECRET`;
		expect(compose.services[name]?.environment?.SERVICE_CLIENT_SECRET).toBe(`\${${variable}:?}`);
		expect(values[variable]).toBe(secret);
	}
});

test('what is mounted, depended on or measured exists', () => {
	for (const [name, container] of Object.entries(compose.services)) {
		for (const volume of container.volumes ?? []) {
			const [source = ''] = volume.split(':');
			const exists = source.startsWith('./')
				? existsSync(join(PROJECT_ROOT, source))
				: source in compose.volumes;
			expect({ name, source, exists }).toEqual({ name, source, exists: true });
		}
		for (const needed of Object.keys(container.depends_on ?? {}))
			expect(compose.services).toHaveProperty([needed]);
	}
	const prometheus = Bun.YAML.parse(read('deploy/compose/prometheus.yml')) as {
		scrape_configs: { static_configs: { targets: string[] }[] }[];
	};
	expect(prometheus.scrape_configs[0]?.static_configs[0]?.targets).toEqual(
		SERVICE_NAMES.map((name) => `${name}:${SERVICES[name].port}`),
	);
});
