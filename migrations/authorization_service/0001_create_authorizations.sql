-- Why: approval asked before care, what the payer answered, and which claims have used it.

-- Numbers are printed on letters and typed into claims, so they are short and count up.
create sequence authorization_numbers;

create table authorizations (
	id uuid primary key,
	number text collate "C" not null unique,
	member_id uuid not null,
	provider_id uuid,
	status text not null check (status in ('requested', 'approved', 'denied', 'cancelled')),
	valid_from date not null,
	valid_to date not null check (valid_to >= valid_from),
	benefits text[] not null,
	-- What is planned, as [{ system, code }]; it says something of a member's health and stays in this table.
	codes jsonb not null,
	currency text not null check (currency ~ '^[A-Z]{3}$'),
	-- The most that claims may draw; null is without a limit.
	amount numeric(20, 4) check (amount > 0),
	reason text,
	version integer not null default 1,
	requested_at timestamptz not null,
	decided_at timestamptz
);
create index authorizations_of_member on authorizations (member_id, id);
create index authorizations_of_provider on authorizations (provider_id, id) where provider_id is not null;
create index authorizations_by_status on authorizations (status, id);

-- Guarantee letters as they went out: an extension is a further letter, and an old one stays as it was.
create table letters (
	authorization_id uuid not null references authorizations,
	revision integer not null check (revision > 0),
	issued_at timestamptz not null,
	valid_from date not null,
	valid_to date not null,
	benefits text[] not null,
	amount numeric(20, 4),
	primary key (authorization_id, revision)
);

-- What each claim uses now: a claim that is decided again replaces its own row, one that is undone uses nothing.
create table consumptions (
	authorization_id uuid not null references authorizations,
	claim_id uuid not null,
	amount numeric(20, 4) not null check (amount >= 0),
	recorded_at timestamptz not null,
	primary key (authorization_id, claim_id)
);
