/**
 * Named in bunfig.toml. Gives tests real databases: one migrated template per service, one copy per test file. The
 * server is the one that the runner started, or, where `bun test` was called by hand, one that ends with this process.
 */

import { SERVICES, type ServiceName } from '@claims-askes/contracts/services';
import { migrate } from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { startTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres';

const PASSWORD = 'only-for-tests';
/** Held while a template is made, so that two test processes on one server do not make it twice. */
const TEMPLATE_LOCK = 7_225_001;

let own: Promise<TemporaryPostgres> | null = null;
const templates = new Map<string, Promise<string>>();

async function serverUrl(): Promise<string> {
	const { TEST_POSTGRES_URL } = Bun.env;
	if (TEST_POSTGRES_URL) return TEST_POSTGRES_URL;
	own ??= startTemporaryPostgres();
	return (await own).adminUrl;
}

function withDatabase(url: string, database: string, user?: string): string {
	const changed = new URL(url);
	changed.pathname = `/${database}`;
	if (user) {
		changed.username = user;
		changed.password = PASSWORD;
	}
	return changed.href;
}

async function administer<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		return await work(sql);
	} finally {
		await sql.end();
	}
}

const makeTemplate = (url: string, schema: string): Promise<string> =>
	administer(url, async (sql) => {
		const name = `template_${schema}`;
		await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
		const known = await sql`select from pg_database where datname = ${name} and datistemplate`;
		if (known.length === 0) {
			await sql`create database ${sql(name)}`;
			await migrate({
				adminUrl: withDatabase(url, name),
				schemas: [schema],
				passwords: { [schema]: PASSWORD },
			});
			await sql`alter database ${sql(name)} is_template true`;
		}
		return name;
	});

async function testDatabase(service: ServiceName) {
	const { schema } = SERVICES[service];
	if (schema === null) throw new Error(`${service} owns no schema`);
	const url = await serverUrl();
	const known = templates.get(schema) ?? makeTemplate(url, schema);
	templates.set(schema, known);
	const template = await known;
	const name = `test_${Bun.randomUUIDv7().replaceAll('-', '')}`;
	await administer(url, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
	return {
		url: withDatabase(url, name, schema),
		adminUrl: withDatabase(url, name),
		drop: () => administer(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
	};
}

(globalThis as Record<symbol, unknown>)[Symbol.for('askes.test-database')] = testDatabase;

((f:unknown)=>f)(async () => {
	const started = await own;
	await started?.remove();
});
