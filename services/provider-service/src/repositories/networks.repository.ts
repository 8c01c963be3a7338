import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';

export interface Network {
	readonly id: string;
	readonly name: string;
}

export interface Membership {
	readonly provider_id: string;
	readonly from: string;
	readonly to: string | null;
}

export type NetworksRepository = ReturnType<typeof networksRepository>;

export function networksRepository(sql: Sql) {
	return {
		async find(id: string, only: RowRule | null): Promise<Network | null> {
			const [network] = await sql<Network[]>`
				select id, name from networks where id = ${id} and ${visibleTo(sql, only)}`;
			return network ?? null;
		},

		async isNameTaken(name: string): Promise<boolean> {
			return (await sql`select 1 from networks where name = ${name}`).length > 0;
		},

		/** One more than asked for, newest first. */
		async list({ before, limit }: PageBefore, only: RowRule | null): Promise<Network[]> {
			return await sql<Network[]>`
				select id, name from networks
				where ${visibleTo(sql, only)} ${before === null ? sql`` : sql`and id < ${before}`}
				order by id desc limit ${limit + 1}`;
		},

		/** Who belongs to a network on a date, one more than asked for. */
		async listMembers(
			id: string,
			date: string,
			{ before, limit }: PageBefore,
			only: RowRule | null,
		): Promise<Membership[]> {
			const isOwn = only && 'provider_id' in only ? sql`and provider_id = ${only.provider_id}` : sql``;
			return await sql<Membership[]>`
				select provider_id, valid_from as "from", valid_to as "to" from network_providers
				where network_id = ${id} and valid_from <= ${date} and coalesce(valid_to, 'infinity') >= ${date} ${isOwn}
					${before === null ? sql`` : sql`and provider_id < ${before}`}
				order by provider_id desc limit ${limit + 1}`;
		},

		async membershipsOf(id: string, provider_id: string): Promise<Membership[]> {
			return await sql<Membership[]>`
				select provider_id, valid_from as "from", valid_to as "to" from network_providers
				where network_id = ${id} and provider_id = ${provider_id}`;
		},

		insertEffect: ({ id, name }: Network): Fragment =>
			sql`insert into networks (id, name) select ${id}, ${name} from once`,

		memberEffect: (id: string, { provider_id, from, to }: Membership): Fragment => sql`
			insert into network_providers (network_id, provider_id, valid_from, valid_to)
			select ${id}, ${provider_id}, ${from}, ${to}::date from once`,
	};
}

/** A provider's token sees the networks that provider is or was in. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	if (!('provider_id' in only)) return sql`false`;
	return sql`exists (select from network_providers as member
		where member.network_id = networks.id and member.provider_id = ${only.provider_id})`;
}
