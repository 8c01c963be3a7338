import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { OWNING_SERVICES, SERVICES } from '@claims-askes/contracts/services';
import { migrate, roleUrl } from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { startTemporaryPostgres, type TemporaryPostgres } from './testing/temporary-postgres';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const SCHEMAS: string[] = OWNING_SERVICES.flatMap((name) => SERVICES[name].schema ?? []);
const FORBIDDEN = '42501';

let server: TemporaryPostgres;
const clients = new Map<string, postgres.Sql>();

beforeAll(async () => {
	server = await startTemporaryPostgres();
	const roles = [...SCHEMAS, 'audit_sealer'];
	const passwords = Object.fromEntries(roles.map((role) => [role, `password of ${role}`]));
	await migrate({ adminUrl: server.adminUrl, schemas: SCHEMAS, passwords });
	// One table and one function per service, made the way a migration makes them.
	await asAdmin((sql) =>
		SCHEMAS.map((schema) =>
			sql.begin((tx) =>
				tx.unsafe(`
		set local role askes_owner;
		set local search_path to ${schema};
		create type ${schema}_mood as enum ('calm');
		create table secrets (id bigint generated always as identity primary key, word text);
		create sequence secret_numbers;
		create function secret() returns text language sql as 'select word from secrets limit 1'`),
			),
		),
	);
	for (const role of roles) {
		const url = roleUrl(server.adminUrl, role, passwords[role] ?? '');
		clients.set(role, postgres(url, { max: 1, onnotice: () => {} }));
	}
});

afterAll(async () => {
	await Promise.all([...clients.values()].map((sql) => sql.end()));
	await server?.remove();
});

test.each(SCHEMAS)('%s works freely in its own schema, without naming it', async (role) => {
	const sql = clientOf(role);
	await sql`insert into secrets (word) values ('first')`;
	expect([...(await sql`update secrets set word = 'second' returning word`)]).toEqual([{ word: 'second' }]);
	expect([...(await sql`select secret() as word, nextval('secret_numbers')::int as number`)]).toEqual([
		{ word: 'second', number: 1 },
	]);
	expect((await sql`delete from secrets`).count).toBe(1);
});

test.each(SCHEMAS)('%s can do nothing in the schema of any other service', async (role) => {
	const strangers = SCHEMAS.filter((schema) => schema !== role);
	expect(strangers).toHaveLength(SCHEMAS.length - 1);
	await expectForbidden(
		role,
		strangers.flatMap((schema) => [
			`select * from ${schema}.secrets`,
			`select count(*) from ${schema}.outbox`,
			`insert into ${schema}.secrets (word) values ('mine')`,
			`update ${schema}.secrets set word = 'mine'`,
			`delete from ${schema}.secrets`,
			`truncate ${schema}.secrets`,
			`lock table ${schema}.secrets`,
			`select ${schema}.secret()`,
			`select nextval('${schema}.secret_numbers')`,
			`select last_value from ${schema}.secret_numbers`,
			`create table ${schema}.mine (id int)`,
			`create view ${schema}.mine as select 1 as one`,
			`create function ${schema}.mine() returns int language sql as 'select 1'`,
			`alter table ${schema}.secrets add column mine int`,
			`drop table ${schema}.secrets`,
			`drop schema ${schema} cascade`,
			`grant all on ${schema}.secrets to ${role}`,
			`set role ${schema}`,
			`copy ${schema}.secrets to stdout`,
			`create table mine (like ${schema}.secrets)`,
		]),
	);
});

test.each(SCHEMAS)('%s cannot change the shape of anything, its own schema included', async (role) => {
	await expectForbidden(role, [
		'create table mine (id int)',
		'create view mine as select 1 as one',
		"create function mine() returns int language sql as 'select 1'",
		'create sequence mine',
		"create type mine as enum ('one')",
		'alter table secrets add column mine int',
		'create index on secrets (word)',
		'create trigger mine before insert on secrets for each row execute function suppress_redundant_updates_trigger()',
		'drop table secrets',
		'truncate secrets',
		`drop schema ${role}`,
		`alter schema ${role} rename to mine`,
		`alter table secrets owner to ${role}`,
		'create schema mine',
		'create table public.mine (id int)',
		'create temporary table mine (id int)',
		'create table pg_temp.mine (id int)',
		'create role mine',
		'set role askes_owner',
		'set role askes_services',
		'set role audit_sealer',
		"set session_replication_role to 'replica'",
		"copy secrets from program 'echo 1'",
		"select pg_read_file('postgresql.conf')",
		'select pg_reload_conf()',
		'select pg_read_file(setting) from pg_settings limit 1',
		"select lo_from_bytea(0, 'kept outside every schema')",
		'select rolpassword from pg_authid',
		'select * from migrations.applied',
		"insert into migrations.applied values ('a', 'b', 'c')",
	]);
});

test.each(SCHEMAS)('%s reads the reference data and cannot change it', async (role) => {
	expect([...(await clientOf(role)`select * from common.codes`)]).toEqual([]);
	await expectForbidden(role, [
		"insert into common.code_releases (code_set, kind, version, released_on, content_hash, rows, source) values ('mine', 'mue', '1', now(), '', 1, 'me')",
		"insert into common.code_entries (release_id, row, code) values (1, 1, '1')",
		"update common.code_entries set display = 'mine'",
		'delete from common.code_entries',
		'truncate common.code_entries',
		'create table common.mine (id int)',
		'drop table common.code_entries',
		'drop view common.codes',
	]);
});

test.each(SCHEMAS)(
	'%s adds to the audit trail but cannot read, change, forge or remove an entry',
	async (role) => {
		const sql = clientOf(role);
		const added = await sql`
		insert into audit.entries (service, actor, action, entity, entity_id, before, after, correlation_id)
		values (${role}, 'somebody', 'changed', 'thing', '1', null, '{}', 'c')`;
		expect(added.count).toBe(1);
		await expectForbidden(role, [
			'select * from audit.entries',
			'select id from audit.entries',
			"update audit.entries set actor = 'somebody else'",
			'delete from audit.entries',
			'truncate audit.entries',
			"insert into audit.entries (at, service, actor, action, entity, entity_id) values ('2020-01-01', 'a', 'b', 'c', 'd', 'e')",
			"insert into audit.entries (id, service, actor, action, entity, entity_id) overriding system value values (1, 'a', 'b', 'c', 'd', 'e')",
			"insert into audit.entries (service, actor, action, entity, entity_id) values ('a', 'b', 'c', 'd', 'e') returning id",
			"select nextval(pg_get_serial_sequence('audit.entries', 'id'))",
			"select setval('audit.entries_id_seq', 1)",
			'select * from audit.seals',
			"insert into audit.seals (first_id, last_id, entries, previous_hash, hash) values (1, 1, 1, 'a', 'b')",
			'delete from audit.seals',
			'create table audit.mine (id int)',
			'drop table audit.entries',
		]);
	},
);

test('the sealer reads the trail and adds seals, and can do nothing else', async () => {
	const sql = clientOf('audit_sealer');
	const [counted] = await sql<{ entries: number }[]>`select count(*)::int as entries from audit.entries`;
	expect(counted?.entries).toBe(SCHEMAS.length);
	await sql`
		insert into seals (first_id, last_id, entries, previous_hash, hash, rows_hash, marks, gaps)
		values (1, 2, 2, '', 'a', 'b', 'c', '{}')`;
	await expectForbidden('audit_sealer', [
		"update audit.seals set hash = 'b'",
		'delete from audit.seals',
		'update audit.entries set actor = null',
		'delete from audit.entries',
		"insert into audit.entries (service, actor, action, entity, entity_id) values ('a', 'b', 'c', 'd', 'e')",
		'select * from common.codes',
		'create temporary table mine (id int)',
		...SCHEMAS.map((schema) => `select * from ${schema}.secrets`),
	]);
});

test.each(['postgres', 'template1'])('no service can enter the database %s', async (database) => {
	const url = new URL(roleUrl(server.adminUrl, 'claims_service', 'password of claims_service'));
	url.pathname = `/${database}`;
	const sql = postgres(url.toString(), { max: 1 });
	expect(await codeOf(sql`select 1`)).toBe(FORBIDDEN);
	await sql.end();
});

test('no service can make a database', async () => {
	// Outside of a transaction, which PostgreSQL asks of this statement before it asks for rights.
	const codes = await Promise.all(
		SCHEMAS.map((role) => codeOf(clientOf(role).unsafe('create database mine'))),
	);
	expect(codes).toEqual(SCHEMAS.map(() => FORBIDDEN));
});

test('a right that a migration takes away stays away when roles and grants are set again', async () => {
	await asAdmin((sql) => [sql.unsafe('revoke delete on payment_service.secrets from payment_service')]);
	await migrate({ adminUrl: server.adminUrl, schemas: SCHEMAS });
	await expectForbidden('payment_service', ['delete from secrets']);
});

/** Tries each statement in a transaction that is undone, and names those that were not refused with 42501. */
async function expectForbidden(role: string, statements: readonly string[]): Promise<void> {
	const sql = clientOf(role);
	const outcomes: string[] = [];
	for (const statement of statements) {
		const code = await codeOf(
			sql.begin(async (tx) => {
				await tx.unsafe(statement);
				throw new Error('allowed, and undone');
			}),
		);
		if (code !== FORBIDDEN) outcomes.push(`${statement}: ${code ?? 'allowed'}`);
	}
	expect(outcomes).toEqual([]);
}

async function codeOf(attempt: Promise<unknown>): Promise<string | null> {
	try {
		await attempt;
		return null;
	} catch (error) {
		return error instanceof postgres.PostgresError ? error.code : null;
	}
}

async function asAdmin(task: (sql: postgres.Sql) => Promise<unknown>[]): Promise<void> {
	const sql = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
	await Promise.all(task(sql));
	await sql.end();
}

function clientOf(role: string): postgres.Sql {
	const sql = clients.get(role);
	if (sql === undefined) throw new Error(`no client for ${role}`);
	return sql;
}
