import {
	type AdminUrl,
	type MigrationState,
	migrate,
	migrationStatus,
	PLATFORM_SCHEMAS,
	verifyMigrations,
	newMigration as writeMigration,
} from '@claims-askes/migrations/run';
import { databaseFromEnvironment, OWNING_SCHEMAS } from './database';
import { LocalStackError } from './local-stack-error';
import { findEmbeddedPostgres } from './postgres';
import { layoutOf, readSecrets, type StackOptions } from './stack';

export type { MigrationState } from '@claims-askes/migrations/run';

type Place = Pick<StackOptions, 'dataDir' | 'portOffset'>;
type Env = Readonly<Record<string, string | undefined>>;

/** Applies what is pending, on the server that DATABASE_URL names or on that of the local stack. */
export async function applyMigrations(place: Place, env: Env, onProgress: (text: string) => void) {
	const adminUrl = administratorOf(place, env);
	return await migrate({
		adminUrl,
		schemas: OWNING_SCHEMAS,
		passwords: passwordsFrom(place, env),
		onProgress,
	});
}

export async function statusOfMigrations(place: Place, env: Env): Promise<MigrationState[]> {
	return await migrationStatus({ adminUrl: administratorOf(place, env), schemas: OWNING_SCHEMAS });
}

export async function verifyAllMigrations(place: Place, env: Env): Promise<MigrationState[]> {
	return await verifyMigrations({ adminUrl: administratorOf(place, env), schemas: OWNING_SCHEMAS });
}

/** Writes the next file of a schema: a service's, `common`, `audit`, or `chassis` for all services. */
export function newMigration(schema: string, name: string): string {
	const known = [...OWNING_SCHEMAS, ...PLATFORM_SCHEMAS, 'chassis'];
	if (known.includes(schema)) return writeMigration(schema, name);
	throw new LocalStackError('SCHEMA_UNKNOWN', `there is no schema ${schema}; there are ${known.join(', ')}`);
}

/** Who may change roles, schemas and reference data: of DATABASE_URL, or of the local stack. */
export function administratorOf({ dataDir, portOffset }: Place, env: Env): AdminUrl {
	const adminUrl =
		databaseFromEnvironment(env) ?? findEmbeddedPostgres(layoutOf({ dataDir, portOffset }).folder)?.adminUrl;
	if (adminUrl !== undefined) return adminUrl;
	throw new LocalStackError(
		'NO_DATABASE',
		'no database runs here: askes up starts one, DATABASE_URL names another',
	);
}

/**
 * `CLAIMS_SERVICE_PASSWORD` and the like, where an administrator sets them; else those of the local stack. A role that
 * is named nowhere keeps the password it has.
 */
function passwordsFrom({ dataDir, portOffset }: Place, env: Env): Record<string, string> {
	const named = [...OWNING_SCHEMAS, 'audit_sealer'].flatMap((role) => {
		const password = env[`${role.toUpperCase()}_PASSWORD`];
		return password ? [[role, password] as const] : [];
	});
	if (databaseFromEnvironment(env) !== undefined || named.length > 0) return Object.fromEntries(named);
	return { ...readSecrets(layoutOf({ dataDir, portOffset }).folder)?.databasePasswords };
}
