import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, roleUrl } from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { startTemporaryPostgres } from './temporary-postgres';

const ROLES = { audit_sealer: 'only-for-tests', claims_service: 'only-for-tests' };
const TEMPLATE = 'audited';

/** A database with an audit trail, seen by those who have to do with it, and a folder for keys and heads. */
export interface AuditedDatabase {
	/** Who may do everything, as somebody would who tampers. */
	readonly admin: postgres.Sql;
	/** Who writes entries. */
	readonly service: postgres.Sql;
	readonly sealerUrl: string;
	readonly folder: string;
}

export interface AuditedDatabases {
	fresh(): Promise<AuditedDatabase>;
	remove(): Promise<void>;
}

/** Makes databases with an audit trail on a server of their own. */
export async function auditedDatabases(): Promise<AuditedDatabases> {
	const server = await startTemporaryPostgres();
	const master = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
	await master.unsafe(`create database ${TEMPLATE}`);
	await migrate({
		adminUrl: databaseUrl(server.adminUrl, TEMPLATE),
		schemas: ['claims_service'],
		passwords: ROLES,
	});
	const clients: postgres.Sql[] = [master];
	const rooms: string[] = [];
	const open = (url: string) => {
		const sql = postgres(url, { max: 5, onnotice: () => {} });
		clients.push(sql);
		return sql;
	};
	return {
		async fresh() {
			const name = `audited_${rooms.length}`;
			const folder = mkdtempSync(join(tmpdir(), 'askes-audit-'));
			rooms.push(folder);
			await master.unsafe(`create database ${name} template ${TEMPLATE}`);
			for (const role of Object.keys(ROLES))
				await master.unsafe(`grant connect on database ${name} to ${role}`);
			const url = databaseUrl(server.adminUrl, name);
			const urlOf = (role: keyof typeof ROLES) => roleUrl(url, role, ROLES[role]);
			return {
				admin: open(url),
				service: open(urlOf('claims_service')),
				sealerUrl: urlOf('audit_sealer'),
				folder,
			};
		},
		async remove() {
			await Promise.all(clients.map((sql) => sql.end()));
			await server.remove();
			for (const room of rooms) rmSync(room, { recursive: true, force: true });
		},
	};
}

/** Entries as a service writes them, in one transaction. */
export async function writeEntries(
	sql: postgres.ISql | postgres.Sql,
	count: number,
	entity = 'claim',
): Promise<void> {
	await (sql as postgres.Sql)`
		insert into audit.entries (service, actor, action, entity, entity_id, before, after, correlation_id)
		select 'claims-service', 'ada', ${`${entity}.received`}, ${entity}, number::text, null,
			jsonb_build_object('status', 'received', 'number', number), 'story'
		from generate_series(1, ${count}::int) as number`;
}

function databaseUrl(adminUrl: string, database: string): string {
	const url = new URL(adminUrl);
	url.pathname = `/${database}`;
	return url.toString();
}
