#!/usr/bin/env node
// Writes deploy/compose/.env (or the file named) with a secret for everybody in docker-compose.yml, once. Plain Node,
// nothing to install.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Each has a folder of its own. */
const SERVICES = [...foldersIn('services', '-service'), ...foldersIn('bff', '-bff')];

const path = process.argv[2] ?? fileURLToPath(new URL('.env', import.meta.url));
if (existsSync(path)) {
	console.error(`${path} is there already; remove it to make new secrets (the databases keep the old ones)`);
	process.exit(1);
}

const secret = () => randomBytes(24).toString('base64url');
const nameOf = (service) => service.toUpperCase().replaceAll('-', '_');
const clients = Object.fromEntries(SERVICES.map((service) => [service, secret()]));
const lines = [
	...['POSTGRES_PASSWORD', 'VALKEY_PASSWORD', 'MINIO_PASSWORD', 'GRAFANA_PASSWORD'].map(
		(name) => `${name}=${secret()}`,
	),
	...SERVICES.filter((service) => service.endsWith('-service')).map(
		(service) => `${nameOf(service)}_PASSWORD=${secret()}`,
	),
	`AUDIT_SEALER_PASSWORD=${secret()}`,
	...SERVICES.map((service) => `${nameOf(service)}_CLIENT_SECRET=${clients[service]}`),
	`SERVICE_CLIENTS='${JSON.stringify(clients)}'`,
	`OPERATOR_CLIENT_SECRET=${secret()}`,
];
writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
console.error(`wrote ${path}`);

function foldersIn(room, ending) {
	const path = fileURLToPath(new URL(`../../${room}`, import.meta.url));
	return readdirSync(path).filter((name) => name.endsWith(ending));
}
