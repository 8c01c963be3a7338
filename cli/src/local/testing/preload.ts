/**
 * Named in bunfig.toml. Gives tests real databases: one PostgreSQL per test process, started with the first database
 * that is asked for and gone when the process ends; one migrated template per service; one copy per test file.
 */
import { afterAll } from 'bun:test';
import { SERVICES, type ServiceName } from '@claims-askes/contracts/services';
import { migrate } from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { startTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres';

const PASSWORD = 'only-for-tests';
let server: Promise<TemporaryPostgres> | null = null;
const templates = new Map<string, Promise<string>>();
let made = 0;

function withDatabase(url: string, database: string, user?: string): string {
	const changed = new URL(url);
	changed.pathname = `/${database}`;
	if (user) {
		changed.username = user;
		changed.password = PASSWORD;
	}
	return changed.href;
}

async function administer(url: string, statement: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await sql.unsafe(statement);
	} finally {
		await sql.end();
	}
}

async function makeTemplate(adminUrl: string, schema: string): Promise<string> {
	const name = `template_${schema}`;
	await administer(adminUrl, `create database ${name}`);
	await migrate({
		adminUrl: withDatabase(adminUrl, name),
		schemas: [schema],
		passwords: { [schema]: PASSWORD },
	});
	return name;
}

async function testDatabase(service: ServiceName) {
	const { schema } = SERVICES[service];
	if (schema === null) throw new Error(`${service} owns no schema`);
	server ??= startTemporaryPostgres();
	const { adminUrl } = await server;
	const known = templates.get(schema) ?? makeTemplate(adminUrl, schema);
	templates.set(schema, known);
	const template = await known;
	const name = `test_${process.pid}_${++made}`;
	await administer(adminUrl, `create database ${name} template ${template}`);
	return {
		url: withDatabase(adminUrl, name, schema),
		adminUrl: withDatabase(adminUrl, name),
		drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`),
	};
}

(globalThis as Record<symbol, unknown>)[Symbol.for('askes.test-database')] = testDatabase;

afterAll(async () => {
	const started = await server;
	await started?.remove();
});
