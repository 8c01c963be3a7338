import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { assertSchemaName } from './files';
import { MigrationError } from './migration-error';

/** One URL for a server that holds every schema, or one per schema; the role must be able to create roles. */
export type AdminUrl = string | Readonly<Record<string, string>>;

export interface RoleSettings {
	readonly statementTimeout: string;
	readonly idleInTransactionTimeout: string;
}

export const ROLE_SETTINGS: RoleSettings = { statementTimeout: '30s', idleInTransactionTimeout: '15s' };

const OLDEST_SERVER = 160_000;

/** The schemas of each server, in the order asked for. */
export function groupByServer(adminUrl: AdminUrl, schemas: readonly string[]): Map<string, string[]> {
	const servers = new Map<string, string[]>();
	for (const schema of schemas) {
		const url = typeof adminUrl === 'string' ? adminUrl : adminUrl[schema];
		if (url === undefined)
			throw new MigrationError('DATABASE_NOT_NAMED', `no server was named for ${schema}`);
		servers.set(url, [...(servers.get(url) ?? []), schema]);
	}
	return servers;
}

/** The same server and database, seen by another role. */
export function roleUrl(adminUrl: string, role: string, password: string): string {
	const url = new URL(adminUrl);
	url.username = encodeURIComponent(role);
	url.password = encodeURIComponent(password);
	return url.toString();
}

/** Runs the task with the only connection of one server, and closes it. */
export async function withServer<T>(url: string, task: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(url, {
		max: 1,
		// The advisory lock belongs to the session, which therefore must not be renewed under way.
		max_lifetime: null,
		onnotice: () => {},
		connection: { application_name: 'askes migrations' },
	});
	try {
		return await task(sql);
	} finally {
		await sql.end();
	}
}

/** One runner per database at a time; the others wait and then find nothing left to do. */
export async function withMigrationLock<T>(sql: postgres.Sql, task: () => Promise<T>): Promise<T> {
	await sql`select pg_advisory_lock(hashtextextended('claims-askes migrations', 0))`;
	try {
		return await task();
	} finally {
		await sql`select pg_advisory_unlock(hashtextextended('claims-askes migrations', 0))`;
	}
}

/** Roles, schemas and grants; passwords are set for the roles that are given one. */
export async function prepareServer(
	sql: postgres.Sql,
	schemas: readonly string[],
	passwords: Readonly<Record<string, string>>,
	settings: RoleSettings,
): Promise<void> {
	await assertServerVersion(sql);
	schemas.forEach(assertSchemaName);
	const statements = [
		// A backslash in a password is a backslash.
		'set local standard_conforming_strings to on;',
		template('server.sql', {}),
		...schemas.map((schema) =>
			template('service.sql', {
				schema,
				statement_timeout: settings.statementTimeout,
				idle_in_transaction_timeout: settings.idleInTransactionTimeout,
			}),
		),
		...Object.entries(passwords).map(
			([role, password]) => `alter role ${identifier(role)} login password ${literal(password)};`,
		),
	].join('\n');
	await retryWhenRacing(() => sql.begin((tx) => tx.unsafe(statements)));
}

async function assertServerVersion(sql: postgres.Sql): Promise<void> {
	const [row] = await sql<{ number: number; version: string }[]>`
		select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
	if (row !== undefined && row.number >= OLDEST_SERVER) return;
	throw new MigrationError(
		'SERVER_TOO_OLD',
		`PostgreSQL 16 or newer is needed; the server has ${row?.version}`,
	);
}

/** Fills in the variables as psql would: `:"name"` as an identifier, `:'name'` as a text. */
function template(file: string, variables: Readonly<Record<string, string>>): string {
	let text = readFileSync(join(import.meta.dir, 'roles', file), 'utf8');
	for (const [name, value] of Object.entries(variables)) {
		text = text.replaceAll(`:"${name}"`, identifier(value)).replaceAll(`:'${name}'`, literal(value));
	}
	return text;
}

/**
 * Roles belong to the whole server while the advisory lock belongs to one database: two databases prepared at the
 * same moment may meet at a role, and the slower one simply tries again.
 */
async function retryWhenRacing(task: () => Promise<unknown>): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await task();
			return;
		} catch (error) {
			if (attempt === 20 || !isRace(error)) throw error;
			await Bun.sleep(10 + Math.random() * 40 * attempt);
		}
	}
}

function isRace(error: unknown): boolean {
	if (!(error instanceof postgres.PostgresError)) return false;
	// XX000 "tuple concurrently updated", or the role, schema or grant appeared between looking and making.
	return error.code === 'XX000' || error.code === '23505' || error.code === '42710';
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
