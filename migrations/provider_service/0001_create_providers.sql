-- Why: who treats members, what was agreed to be paid for it and on which days, and which networks they belong to.

create table providers (
	id uuid primary key,
	kind text not null check (kind in ('facility', 'practitioner')),
	name text not null,
	npi text collate "C",
	tax_id text collate "C",
	status text not null check (status in ('active', 'ended')),
	licence_to date,
	specialties text[] not null,
	channels text[] not null,
	version integer not null default 1,
	created_at timestamptz not null default now()
);
-- An NPI names one provider. A tax id may be shared by many who have an NPI, and names one who has none.
create unique index providers_npi on providers (npi) where npi is not null;
create unique index providers_tax_id_alone on providers (tax_id) where npi is null;
create index providers_of_tax_id on providers (tax_id);
create index providers_by_name on providers (lower(name) text_pattern_ops);

-- Days of one owner as a range of texts, `<owner><day>`: an exclusion constraint needs one value that overlaps, and an
-- index over (uuid, daterange) would need an extension that a schema cannot have for itself.
create type owned_days as range (subtype = text, collation = "C");
create function owned_days_of(owner text, valid_from date, valid_to date) returns owned_days
	language sql immutable parallel safe
	return case
		when valid_to < valid_from then 'empty'::owned_days
		else owned_days(
			owner || lpad((valid_from - date '0001-01-01')::text, 7, '0'),
			owner || coalesce(lpad((valid_to - date '0001-01-01')::text, 7, '0'), '9999999'),
			'[]'
		)
	end;

create table contracts (
	id uuid primary key,
	provider_id uuid not null references providers,
	currency text not null,
	valid_from date not null,
	-- The last day of the terms, or an earlier one on which it was ended; the day before it begins: it never held.
	valid_to date check (valid_to >= valid_from - 1),
	terms jsonb not null,
	terms_hash text not null,
	published_at timestamptz not null default now(),
	constraint contracts_apart
		exclude using gist (owned_days_of(provider_id::text || currency, valid_from, valid_to) with &&)
);
create index contracts_of_provider on contracts (provider_id, valid_from);

-- That a contract ends early is a fact of its own.
create table contract_ends (
	contract_id uuid not null references contracts,
	last_day date not null,
	reason text not null,
	recorded_at timestamptz not null default now(),
	primary key (contract_id, last_day)
);

-- What was agreed never changes: of a contract only its last day moves, and nothing is taken away.
revoke update, delete on contracts, contract_ends from provider_service;
grant update (valid_to) on contracts to provider_service;

create table networks (
	id uuid primary key,
	name text not null unique,
	created_at timestamptz not null default now()
);

create table network_providers (
	network_id uuid not null references networks,
	provider_id uuid not null references providers,
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	primary key (network_id, provider_id, valid_from),
	constraint memberships_apart
		exclude using gist (owned_days_of(network_id::text || provider_id::text, valid_from, valid_to) with &&)
);
create index networks_of_provider on network_providers (provider_id);
