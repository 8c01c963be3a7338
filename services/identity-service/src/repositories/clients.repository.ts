import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import { LOWEST_AUTHORITY } from '@claims-askes/contracts/authority';
import type { Client, Party } from '../domain/client';

/** An integrator's client as it was registered; its secrets are nowhere but with it. */
export interface Registration {
	readonly id: string;
	readonly name: string;
	readonly party: Party;
	readonly scopes: readonly string[];
	readonly created_at: string;
	readonly withdrawn_at: string | null;
}

interface Row {
	readonly id: string;
	readonly name: string;
	readonly role: 'client' | 'member' | 'provider' | 'group';
	readonly member_id: string | null;
	readonly provider_id: string | null;
	readonly group_id: string | null;
	readonly authority: number;
	readonly scopes: string[];
	readonly created_at: string;
	readonly withdrawn_at: string | null;
}

const isoTime = (time: string) => new Date(time).toISOString();

const fromRow = (row: Row): Registration => ({
	id: row.id,
	name: row.name,
	party: partyOf(row),
	scopes: row.scopes,
	created_at: isoTime(row.created_at),
	withdrawn_at: row.withdrawn_at && isoTime(row.withdrawn_at),
});

/** The table's own check keeps each id beside its role. */
function partyOf({ role, member_id, provider_id, group_id, authority }: Row): Party {
	switch (role) {
		case 'member':
			return { role, member_id: member_id ?? '' };
		case 'provider':
			return { role, provider_id: provider_id ?? '' };
		case 'group':
			return { role, group_id: group_id ?? '' };
		case 'client':
			return { role, authority };
	}
}

export type ClientsRepository = ReturnType<typeof clientsRepository>;

export function clientsRepository(sql: Sql) {
	return {
		/** A client that may ask for tokens now, with the hashes of the secrets that are good. */
		async findActive(id: string): Promise<Client | null> {
			const [row] = await sql<(Row & { hashes: string[] })[]>`
				select client.*, array(
					select hash from client_secrets as secret
					where secret.client_id = client.id and (expires_at is null or expires_at > now()) order by hash
				) as hashes
				from clients as client where client.id = ${id} and withdrawn_at is null`;
			return row ? { id, party: partyOf(row), scopes: row.scopes, secretHashes: row.hashes } : null;
		},

		async find(id: string): Promise<Registration | null> {
			const [row] = await sql<Row[]>`select * from clients where id = ${id}`;
			return row ? fromRow(row) : null;
		},

		/** One row more than asked for, newest first. */
		async list(page: { readonly before: string | null; readonly limit: number }): Promise<Registration[]> {
			const rows = await sql<Row[]>`
				select * from clients where true ${page.before === null ? sql`` : sql`and id < ${page.before}`}
				order by id desc limit ${page.limit + 1}`;
			return rows.map(fromRow);
		},
	};
}

/** The write that stores a new client. */
export function insertClient(sql: Sql, { id, name, party, scopes, created_at }: Registration): Fragment {
	const member_id = 'member_id' in party ? party.member_id : null;
	const provider_id = 'provider_id' in party ? party.provider_id : null;
	const group_id = 'group_id' in party ? party.group_id : null;
	const authority = 'authority' in party ? party.authority : LOWEST_AUTHORITY;
	return sql`insert into clients (id, name, role, member_id, provider_id, group_id, authority, scopes, created_at)
		select ${id}::uuid, ${name}, ${party.role}, ${member_id}::uuid, ${provider_id}::uuid, ${group_id}::uuid,
			${authority}, ${[...scopes]}::text[], ${created_at}::timestamptz
		from once`;
}

/** The write that adds a secret's hash. */
export const insertSecret = (sql: Sql, clientId: string, hash: string): Fragment =>
	sql`insert into client_secrets (client_id, hash) select ${clientId}::uuid, ${hash} from once`;

/** The write that ends the secrets given out so far at a time; those that end earlier stay as they are. */
export const endSecrets = (sql: Sql, clientId: string, at: Date): Fragment =>
	sql`update client_secrets set expires_at = ${at.toISOString()}::timestamptz from once
		where client_id = ${clientId}::uuid and (expires_at is null or expires_at > ${at.toISOString()}::timestamptz)`;

export const withdrawClient = (sql: Sql, id: string, at: Date): Fragment =>
	sql`update clients set withdrawn_at = ${at.toISOString()}::timestamptz from once
		where id = ${id}::uuid and withdrawn_at is null`;
