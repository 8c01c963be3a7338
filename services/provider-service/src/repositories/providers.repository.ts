import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import { likePrefix } from '@claims-askes/chassis/db/like-prefix';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';
import type { Provider } from '../domain/provider';

/** A provider with the version of the row that it was read from. */
export interface StoredProvider {
	readonly provider: Provider;
	readonly version: number;
}

export interface ProviderFilter {
	readonly npi?: string | undefined;
	readonly tax_id?: string | undefined;
	readonly kind?: string | undefined;
	readonly status?: string | undefined;
	/** How the name begins. */
	readonly name?: string | undefined;
}

export interface ProviderNumbers {
	readonly ids?: readonly string[] | undefined;
	readonly npis?: readonly string[] | undefined;
	readonly tax_ids?: readonly string[] | undefined;
}

type ProviderRow = Provider & { readonly version: number };

export type ProvidersRepository = ReturnType<typeof providersRepository>;

export function providersRepository(sql: Sql) {
	const select = async (where: Fragment, rest: Fragment = sql``): Promise<StoredProvider[]> => {
		const rows = await sql<ProviderRow[]>`
			select ${columnsOf(sql)} from providers as provider where ${where} ${rest}`;
		return rows.map(({ version, ...provider }) => ({ provider, version }));
	};

	return {
		async find(id: string, only: RowRule | null): Promise<StoredProvider | null> {
			const [found] = await select(sql`provider.id = ${id} and ${visibleTo(sql, only)}`);
			return found ?? null;
		},

		/** Those with any of these ids, NPIs and tax ids. */
		findByNumbers(numbers: ProviderNumbers, only: RowRule | null): Promise<StoredProvider[]> {
			const { ids = [], npis = [], tax_ids = [] } = numbers;
			return select(sql`(provider.id = any(${ids}::uuid[]) or provider.npi = any(${npis}::text[])
				or provider.tax_id = any(${tax_ids}::text[])) and ${visibleTo(sql, only)}`);
		},

		/** One more than asked for, newest first. */
		list(filter: ProviderFilter, page: PageBefore, only: RowRule | null): Promise<StoredProvider[]> {
			return select(
				sql`${visibleTo(sql, only)} ${matching(sql, filter)}
					${page.before === null ? sql`` : sql`and provider.id < ${page.before}`}`,
				sql`order by provider.id desc limit ${page.limit + 1}`,
			);
		},
	};
}

/** A provider's token sees that provider; no other restricted token sees any. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	return 'provider_id' in only ? sql`provider.id = ${only.provider_id}` : sql`false`;
}

function matching(sql: Sql, { npi, tax_id, kind, status, name }: ProviderFilter): Fragment {
	return sql`
		${npi ? sql`and provider.npi = ${npi}` : sql``}
		${tax_id ? sql`and provider.tax_id = ${tax_id}` : sql``}
		${kind ? sql`and provider.kind = ${kind}` : sql``}
		${status ? sql`and provider.status = ${status}` : sql``}
		${name ? sql`and lower(provider.name) like ${likePrefix(name)}` : sql``}`;
}

/** A contract that never held, because it was ended before it began, is none of a provider's contracts. */
const columnsOf = (sql: Sql): Fragment => sql`
	provider.id, provider.kind, provider.name, provider.npi, provider.tax_id, provider.status, provider.licence_to,
	provider.specialties, provider.channels, provider.version,
	(select coalesce(jsonb_agg(jsonb_build_object('id', contract.id, 'currency', contract.currency,
			'from', contract.valid_from, 'to', contract.valid_to, 'hash', contract.terms_hash)
			order by contract.valid_from, contract.currency), '[]')
		from contracts as contract
		where contract.provider_id = provider.id
			and (contract.valid_to is null or contract.valid_to >= contract.valid_from)) as contracts`;
