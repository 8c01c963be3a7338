-- Why: integrators call with client credentials of their own; what each may do and see is registered here.
create table clients (
	id uuid primary key,
	name text not null,
	role text not null check (role in ('client', 'member', 'provider', 'group')),
	member_id uuid,
	provider_id uuid,
	group_id uuid,
	scopes text[] not null,
	created_at timestamptz not null default now(),
	withdrawn_at timestamptz,
	-- A restricted role names the one party whose rows it sees, and no other.
	check (
		(member_id is not null) = (role = 'member')
		and (provider_id is not null) = (role = 'provider')
		and (group_id is not null) = (role = 'group')
	)
);

-- Only hashes: a secret is shown once and known to its client alone. Two are good at a time while one takes over.
create table client_secrets (
	client_id uuid not null references clients (id),
	hash text not null,
	created_at timestamptz not null default now(),
	expires_at timestamptz,
	primary key (client_id, hash)
);
