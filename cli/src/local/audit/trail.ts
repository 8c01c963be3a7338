import { type AdminUrl, groupByServer, roleUrl } from '@claims-askes/migrations/server';
import postgres from 'postgres';
import { databaseFromEnvironment, OWNING_SCHEMAS } from '../database';
import { LocalStackError } from '../local-stack-error';
import { findEmbeddedPostgres } from '../postgres';
import { layoutOf, readSecrets, type StackOptions } from '../stack';

export type Place = Pick<StackOptions, 'dataDir' | 'portOffset'>;
export type Env = Readonly<Record<string, string | undefined>>;

/** The role that reads entries and adds seals, and may do nothing else. */
const SEALER = 'audit_sealer';

/** The audit trail of one server, seen through one connection. */
export interface Trail {
	readonly sql: postgres.Sql;
	/** Server and database, to be told; never who connects. */
	readonly name: string;
}

/** Where the trails are, one per server: as DATABASE_URL and the like name them, or of the local stack as its sealer. */
export function trailUrls(place: Place, env: Env): string[] {
	const named = databaseFromEnvironment(env);
	return named === undefined
		? trailsOf(layoutOf(place).folder)
		: [...groupByServer(named, OWNING_SCHEMAS).keys()];
}

/** The trails of the stack in a folder as its sealer reaches them, on the servers given or on its own. */
export function trailsOf(folder: string, adminUrl?: AdminUrl): string[] {
	const servers = adminUrl ?? findEmbeddedPostgres(folder)?.adminUrl;
	if (servers === undefined)
		throw new LocalStackError(
			'NO_DATABASE',
			'no database runs here: askes up starts one, DATABASE_URL names another',
		);
	const password = readSecrets(folder)?.databasePasswords[SEALER] ?? '';
	return [...groupByServer(servers, OWNING_SCHEMAS).keys()].map((url) => roleUrl(url, SEALER, password));
}

/** Runs the task with a connection to each trail, and closes them. */
export async function withTrails<T>(
	urls: readonly string[],
	task: (trails: readonly Trail[]) => Promise<T>,
): Promise<T> {
	const trails = urls.map(openTrail);
	try {
		return await task(trails);
	} finally {
		await Promise.all(trails.map(({ sql }) => sql.end({ timeout: 5 })));
	}
}

function openTrail(url: string): Trail {
	const { host, pathname } = new URL(url);
	const sql = postgres(url, {
		max: 1,
		// Asked of every new connection, for arrays; nothing here sends one.
		fetch_types: false,
		onnotice: () => {},
		connection: { application_name: 'askes audit' },
	});
	return { sql, name: `${host}${pathname}` };
}
