import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	MigrationError,
	migrate,
	migrationStatus,
	newMigration,
	verifyMigrations,
} from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { startTemporaryPostgres, type TemporaryPostgres } from './testing/temporary-postgres';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const SCHEMAS = ['ward_service', 'bed_service'];

let server: TemporaryPostgres;
let admin: postgres.Sql;
let adminUrl: string;
let directory: string;
let databases = 0;

beforeAll(async () => {
	server = await startTemporaryPostgres();
	admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
	await admin?.end();
	await server?.remove();
});

beforeEach(async () => {
	adminUrl = await freshDatabase();
	directory = mkdtempSync(join(tmpdir(), 'askes-migrations-'));
	write('chassis/0001_letters.sql', 'create table letters (id int primary key);');
	write(
		'ward_service/0001_wards.sql',
		'create table wards (id int primary key, letter int references letters);',
	);
	write('ward_service/0002_names.sql', 'alter table wards add column name text;');
	write('bed_service/0001_beds.sql', 'create table beds (id int primary key);');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('every schema gets the tables of the chassis and then its own, and a second run changes nothing', async () => {
	const first = await run();
	expect(first.applied.map((step) => `${step.schema} ${step.file}`)).toEqual([
		'ward_service chassis/0001_letters.sql',
		'ward_service ward_service/0001_wards.sql',
		'ward_service ward_service/0002_names.sql',
		'bed_service chassis/0001_letters.sql',
		'bed_service bed_service/0001_beds.sql',
	]);
	expect(await tables()).toEqual([
		'bed_service.beds askes_owner',
		'bed_service.letters askes_owner',
		'ward_service.letters askes_owner',
		'ward_service.wards askes_owner',
	]);
	expect((await run()).applied).toEqual([]);
});

test('a file that was edited after it ran is named, and nothing is built upon it', async () => {
	await run();
	write('ward_service/0001_wards.sql', 'create table wards (id bigint primary key);');
	write('ward_service/0003_more.sql', 'create table more (id int);');
	expect(await codeOf(run())).toBe('MIGRATION_EDITED');
	expect(await codeOf(verifyMigrations({ adminUrl, schemas: SCHEMAS, directory }))).toBe('MIGRATION_EDITED');
	expect(await statesOf('ward_service')).toEqual(['applied', 'edited', 'applied', 'pending']);
});

test('a file that ran and is gone is missed by verify, and does not stop an older checkout from going up', async () => {
	await run();
	rmSync(join(directory, 'bed_service/0001_beds.sql'));
	expect(await codeOf(verifyMigrations({ adminUrl, schemas: SCHEMAS, directory }))).toBe('MIGRATION_MISSING');
	expect((await run()).applied).toEqual([]);
});

test('a failing file leaves nothing behind, says where it failed, and the files before it stay', async () => {
	write('bed_service/0002_broken.sql', 'create table half (id int);\n\ncreate tabel rest (id int);');
	const failure = await run().catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(MigrationError);
	expect(String(failure)).toContain('bed_service/0002_broken.sql:3 in bed_service');
	expect(await tables()).not.toContain('bed_service.half askes_owner');
	write('bed_service/0002_broken.sql', 'create table whole (id int);');
	expect((await run()).applied).toEqual([{ schema: 'bed_service', file: 'bed_service/0002_broken.sql' }]);
});

test('ten runners at once apply each file once', async () => {
	const runs = await Promise.all(Array.from({ length: 10 }, () => run()));
	expect(runs.flatMap((result) => result.applied)).toHaveLength(5);
});

test('databases of one server can be prepared at the same time though they share the roles', async () => {
	const urls = await Promise.all(Array.from({ length: 6 }, freshDatabase));
	const runs = await Promise.all(urls.map((url) => migrate({ adminUrl: url, schemas: SCHEMAS, directory })));
	expect(runs.map((result) => result.applied.length)).toEqual(urls.map(() => 5));
});

test('with one server per service each has its own schema, reference data and audit trail', async () => {
	const [ward, bed] = [await freshDatabase(), await freshDatabase()];
	cpSync(join(import.meta.dir, '../../../migrations/audit'), join(directory, 'audit'), { recursive: true });
	await migrate({ adminUrl: { ward_service: ward, bed_service: bed }, schemas: SCHEMAS, directory });
	expect(await tables(ward)).toEqual([
		'audit.entries askes_owner',
		'audit.seals askes_owner',
		'ward_service.letters askes_owner',
		'ward_service.wards askes_owner',
	]);
	expect(await tables(bed)).toEqual([
		'audit.entries askes_owner',
		'audit.seals askes_owner',
		'bed_service.beds askes_owner',
		'bed_service.letters askes_owner',
	]);
});

test('looking at the status of an untouched server changes nothing', async () => {
	expect(await statesOf('bed_service')).toEqual(['pending', 'pending']);
	expect(await tables()).toEqual([]);
});

test('a server that lets the administrator create roles only, not everything, can be migrated too', async () => {
	const name = `limited_${databases}`;
	await admin.unsafe(`create role ${name} login createrole createdb password 'limited'`);
	const url = new URL(adminUrl);
	await admin.unsafe(`alter database ${url.pathname.slice(1)} owner to ${name}`);
	url.username = name;
	url.password = 'limited';
	const schemas = ['lobby_service'];
	await admin.unsafe(`grant askes_owner, askes_services, audit_sealer to ${name} with admin true`);
	const result = await migrate({ adminUrl: url.toString(), schemas, directory });
	expect(result.applied).toEqual([{ schema: 'lobby_service', file: 'chassis/0001_letters.sql' }]);
});

test('two files with one number, and names that do not sort, are refused', async () => {
	write('bed_service/0001_other.sql', 'select 1;');
	expect(await codeOf(run())).toBe('MIGRATION_NUMBER_TAKEN');
	rmSync(join(directory, 'bed_service/0001_other.sql'));
	write('bed_service/2_other.sql', 'select 1;');
	expect(await codeOf(run())).toBe('MIGRATION_NAME_INVALID');
});

test('a schema without a server is told from one with a wrong name', async () => {
	const one = { ward_service: adminUrl };
	expect(await codeOf(migrate({ adminUrl: one, schemas: SCHEMAS, directory }))).toBe('DATABASE_NOT_NAMED');
});

test('a new migration takes the next number and begins with the reason', () => {
	const path = newMigration('ward_service', 'Add pend reason', directory);
	expect(path).toBe(join(directory, 'ward_service/0003_add_pend_reason.sql'));
	expect(readFileSync(path, 'utf8')).toStartWith('-- Why: ');
	expect(newMigration('porch_service', 'first', directory)).toEndWith('porch_service/0001_first.sql');
	expect(() => newMigration('ward_service', '../../etc', directory)).toThrow(MigrationError);
	expect(() => newMigration('../x', 'first', directory)).toThrow(MigrationError);
});

const run = () => migrate({ adminUrl, schemas: SCHEMAS, directory });

function write(file: string, text: string): void {
	const path = join(directory, file);
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, text);
}

async function freshDatabase(): Promise<string> {
	const name = `migrated_${++databases}`;
	await admin.unsafe(`create database ${name}`);
	const url = new URL(server.adminUrl);
	url.pathname = `/${name}`;
	return url.toString();
}

async function statesOf(schema: string): Promise<string[]> {
	const states = await migrationStatus({ adminUrl, schemas: SCHEMAS, directory });
	return states.filter((state) => state.schema === schema).map((state) => state.state);
}

async function tables(url = adminUrl): Promise<string[]> {
	const sql = postgres(url, { max: 1 });
	const rows = await sql<{ name: string }[]>`
		select schemaname || '.' || tablename || ' ' || tableowner as name from pg_tables
		where schemaname not in ('pg_catalog', 'information_schema', 'migrations') order by 1`;
	await sql.end();
	return rows.map((row) => row.name);
}

async function codeOf(attempt: Promise<unknown>): Promise<string | null> {
	return await attempt.then(
		() => null,
		(error: unknown) => (error instanceof MigrationError ? error.code : String(error)),
	);
}
