import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
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
function partyOf({ role, member_id, provider_id, group_id }: Row): Party {
	switch (role) {
		case 'member':
			return { role, member_id: member_id ?? '' };
		case 'provider':
			return { role, provider_id: provider_id ?? '' };
		case 'group':
			return { role, group_id: group_id ?? '' };
		case 'client':
			return { role };
	}
}

/** Registered clients and the hashes of their secrets. Writes are effects for `commit`. */
export class ClientsRepository {
	constructor(private readonly sql: Sql) {}

	/** A client that may ask for tokens now, with the hashes of the secrets that are good. */
	async findActive(id: string): Promise<Client | null> {
		const [row] = await this.sql<(Row & { hashes: string[] })[]>`
			select client.*, array(
				select hash from client_secrets as secret
				where secret.client_id = client.id and (expires_at is null or expires_at > now()) order by hash
			) as hashes
			from clients as client where client.id = ${id} and withdrawn_at is null`;
		return row ? { id, party: partyOf(row), scopes: row.scopes, secretHashes: row.hashes } : null;
	}

	async find(id: string): Promise<Registration | null> {
		const [row] = await this.sql<Row[]>`select * from clients where id = ${id}`;
		return row ? fromRow(row) : null;
	}

	/** Newest first, from below `before` on. */
	async list(before: string | null, limit: number): Promise<Registration[]> {
		const rows = await this.sql<Row[]>`
			select * from clients where ${before}::uuid is null or id < ${before}::uuid order by id desc limit ${limit}`;
		return rows.map(fromRow);
	}

	add({ id, name, party, scopes, created_at }: Registration): Fragment {
		const { sql } = this;
		const of = (key: 'member_id' | 'provider_id' | 'group_id') =>
			key in party ? (party as Record<string, unknown>)[key] : null;
		return sql`insert into clients (id, name, role, member_id, provider_id, group_id, scopes, created_at)
			select ${id}::uuid, ${name}, ${party.role}, ${of('member_id') as string}::uuid,
				${of('provider_id') as string}::uuid, ${of('group_id') as string}::uuid, ${[...scopes]}::text[],
				${created_at}::timestamptz from once`;
	}

	/** A secret of a client that is added in the same statement, or that is there already. */
	addSecret(clientId: string, hash: string): Fragment {
		return this.sql`insert into client_secrets (client_id, hash) select ${clientId}::uuid, ${hash} from once`;
	}

	/** Ends the secrets given out so far at a time; those that end earlier stay as they are. */
	endSecrets(clientId: string, at: Date): Fragment {
		return this.sql`update client_secrets set expires_at = ${at.toISOString()}::timestamptz from once
			where client_id = ${clientId}::uuid and (expires_at is null or expires_at > ${at.toISOString()}::timestamptz)`;
	}

	withdraw(id: string, at: Date): Fragment {
		return this.sql`update clients set withdrawn_at = ${at.toISOString()}::timestamptz from once
			where id = ${id}::uuid and withdrawn_at is null`;
	}
}
