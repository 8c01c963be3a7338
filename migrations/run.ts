import postgres from 'postgres';
import { filesOf, type MigrationFile, PLATFORM_SCHEMAS } from './files';
import { MigrationError } from './migration-error';
import {
	type AdminUrl,
	groupByServer,
	prepareServer,
	ROLE_SETTINGS,
	type RoleSettings,
	withMigrationLock,
	withServer,
} from './server';

export { filesOf, newMigration, PLATFORM_SCHEMAS } from './files';
export { MigrationError } from './migration-error';
export { type AdminUrl, type RoleSettings, roleUrl } from './server';

export interface MigrateOptions {
	readonly adminUrl: AdminUrl;
	/** The service schemas; `common` and `audit` come with every server. */
	readonly schemas: readonly string[];
	/** Passwords by role, as `{ claims_service: '…' }`; a role without one keeps what it has. */
	readonly passwords?: Readonly<Record<string, string>>;
	readonly settings?: Partial<RoleSettings>;
	readonly directory?: string;
	readonly onProgress?: ((text: string) => void) | undefined;
}

export type StatusOptions = Pick<MigrateOptions, 'adminUrl' | 'schemas' | 'directory'>;

export interface MigrationState {
	readonly schema: string;
	readonly file: string;
	/** `edited`: it differs from what ran. `missing`: it ran, but this checkout does not have it. */
	readonly state: 'applied' | 'pending' | 'edited' | 'missing';
	readonly appliedAt: Date | null;
}

/** Brings every server to the state of the files: roles and grants first, then each pending file in its transaction. */
export async function migrate(
	options: MigrateOptions,
): Promise<{ applied: { schema: string; file: string }[] }> {
	const applied: { schema: string; file: string }[] = [];
	for (const [url, schemas] of groupByServer(options.adminUrl, options.schemas)) {
		const passwords = passwordsFor(options, schemas);
		await withServer(url, (sql) =>
			withMigrationLock(sql, async () => {
				await prepareServer(sql, schemas, passwords, { ...ROLE_SETTINGS, ...options.settings });
				await createRecord(sql);
				const plan = await planOf(sql, schemas, options.directory);
				// A changed past is never built upon.
				refuseEdited(plan.map((step) => step.state));
				for (const { state, file } of plan) {
					if (state.state !== 'pending' || file === null) continue;
					options.onProgress?.(`${state.schema}: ${state.file}`);
					await applyFile(sql, state.schema, file);
					applied.push({ schema: state.schema, file: state.file });
				}
			}),
		);
	}
	return { applied };
}

/** What ran, what waits and what does not fit, without changing anything. */
export async function migrationStatus(options: StatusOptions): Promise<MigrationState[]> {
	const states: MigrationState[] = [];
	for (const [url, schemas] of groupByServer(options.adminUrl, options.schemas)) {
		const plan = await withServer(url, (sql) => planOf(sql, schemas, options.directory));
		states.push(...plan.map((step) => step.state));
	}
	return states;
}

/** Fails when a file was edited after it landed, or when one that ran is gone. */
export async function verifyMigrations(options: StatusOptions): Promise<MigrationState[]> {
	const states = await migrationStatus(options);
	refuseEdited(states);
	const missing = states.filter((state) => state.state === 'missing');
	if (missing.length > 0) {
		throw new MigrationError('MIGRATION_MISSING', `ran here, but is not among the files: ${listOf(missing)}`);
	}
	return states;
}

interface Step {
	readonly state: MigrationState;
	readonly file: MigrationFile | null;
}

interface Recorded {
	readonly schema: string;
	readonly file: string;
	readonly checksum: string;
	readonly applied_at: Date;
}

async function planOf(sql: postgres.Sql, schemas: readonly string[], directory?: string): Promise<Step[]> {
	const recorded = await readRecord(sql);
	return [...PLATFORM_SCHEMAS, ...schemas].flatMap((schema) => {
		const files = filesOf(schema, directory);
		const ran = new Map(recorded.filter((row) => row.schema === schema).map((row) => [row.file, row]));
		const known = files.map((file) => stepOf(schema, file, ran.get(file.file)));
		const gone = [...ran.values()].filter((row) => !files.some((file) => file.file === row.file));
		return [...known, ...gone.map((row) => missingStep(row))];
	});
}

function stepOf(schema: string, file: MigrationFile, row: Recorded | undefined): Step {
	const state = row === undefined ? 'pending' : row.checksum === file.checksum ? 'applied' : 'edited';
	return { state: { schema, file: file.file, state, appliedAt: row?.applied_at ?? null }, file };
}

const missingStep = (row: Recorded): Step => ({
	state: { schema: row.schema, file: row.file, state: 'missing', appliedAt: row.applied_at },
	file: null,
});

async function createRecord(sql: postgres.Sql): Promise<void> {
	await sql.begin((tx) =>
		tx.unsafe(`
			set local role askes_owner;
			create table if not exists migrations.applied (
				schema text not null,
				file text not null,
				checksum text not null,
				applied_at timestamptz not null default clock_timestamp(),
				primary key (schema, file)
			)`),
	);
}

async function readRecord(sql: postgres.Sql): Promise<Recorded[]> {
	const [found] = await sql<
		{ exists: boolean }[]
	>`select to_regclass('migrations.applied') is not null as exists`;
	if (!found?.exists) return [];
	return await sql<Recorded[]>`select schema, file, checksum, applied_at from migrations.applied`;
}

async function applyFile(
	sql: postgres.Sql,
	schema: string,
	{ file, text, checksum }: MigrationFile,
): Promise<void> {
	try {
		await sql.begin(async (tx) => {
			// A migration that waits for a lock holds up everybody behind it: better to fail and be run again.
			await tx.unsafe(`
				set local role askes_owner;
				set local search_path to "${schema}";
				set local lock_timeout to '10s';
				set local statement_timeout to 0`);
			await tx`insert into migrations.applied (schema, file, checksum) values (${schema}, ${file}, ${checksum})`;
			await tx.unsafe(text);
		});
	} catch (error) {
		if (!(error instanceof postgres.PostgresError)) throw error;
		const line = text.slice(0, Number(error.position ?? 1) - 1).split('\n').length;
		throw new MigrationError(
			'MIGRATION_FAILED',
			`${file}:${line} in ${schema}: ${error.message} (${error.code})`,
			{
				cause: error,
			},
		);
	}
}

function refuseEdited(states: readonly MigrationState[]): void {
	const edited = states.filter((state) => state.state === 'edited');
	if (edited.length === 0) return;
	throw new MigrationError(
		'MIGRATION_EDITED',
		`edited after it ran: ${listOf(edited)}; put it back and write a new migration`,
	);
}

const listOf = (states: readonly MigrationState[]): string =>
	[...new Set(states.map((state) => state.file))].join(', ');

/** Only the roles of this server: with one server per service, each has its own. */
function passwordsFor(options: MigrateOptions, schemas: readonly string[]): Record<string, string> {
	const roles = [...schemas, 'audit_sealer'];
	return Object.fromEntries(Object.entries(options.passwords ?? {}).filter(([role]) => roles.includes(role)));
}
