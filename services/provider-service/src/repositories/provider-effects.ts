import { bulkEffect, type NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { ContractFacts } from '@claims-askes/contracts/provider-facts';
import { isNew } from '@claims-askes/kernel/revision';
import { isChanged, type ProviderChange } from '../domain/provider';

export interface PublishedContract extends ContractFacts {
	readonly hash: string;
}

/** The writes that bring these changes about, for `commit`; `providers_changed` counts the rows that were still as read. */
export function providerEffects(
	sql: Sql,
	changes: readonly ProviderChange[],
	contracts: readonly PublishedContract[],
): NamedEffect[] {
	const created = changes.filter(isNew).map(({ after }) => after);
	const changed = changes
		.filter((change) => !isNew(change) && isChanged(change))
		.map(({ after, version }) => ({ ...after, version }));
	return [
		...bulkEffect('providers_created', created, (rows) => insertProviders(sql, rows)),
		...bulkEffect('providers_changed', changed, (rows) => updateProviders(sql, rows)),
		...bulkEffect('contracts_published', contracts, (rows) => insertContracts(sql, rows)),
	];
}

const PROVIDER_COLUMNS = `id uuid, kind text, name text, npi text, tax_id text, status text, licence_to date,
	specialties text[], channels text[], version integer`;

const insertProviders = (sql: Sql, json: string): Fragment => sql`
	insert into providers (id, kind, name, npi, tax_id, status, licence_to, specialties, channels)
	select id, kind, name, npi, tax_id, status, licence_to, specialties, channels
	from jsonb_to_recordset(${json}::text::jsonb) as row(${sql.unsafe(PROVIDER_COLUMNS)}), once`;

const updateProviders = (sql: Sql, json: string): Fragment => sql`
	update providers as provider set (name, npi, tax_id, status, licence_to, specialties, channels, version) =
		(row.name, row.npi, row.tax_id, row.status, row.licence_to, row.specialties, row.channels, row.version + 1)
	from jsonb_to_recordset(${json}::text::jsonb) as row(${sql.unsafe(PROVIDER_COLUMNS)}), once
	where provider.id = row.id and provider.version = row.version`;

export const insertContracts = (sql: Sql, json: string): Fragment => sql`
	insert into contracts (id, provider_id, currency, valid_from, valid_to, terms, terms_hash)
	select id, provider_id, terms ->> 'currency', (terms ->> 'from')::date, (terms ->> 'to')::date, terms, hash
	from jsonb_to_recordset(${json}::text::jsonb) as row(id uuid, provider_id uuid, terms jsonb, hash text), once`;
