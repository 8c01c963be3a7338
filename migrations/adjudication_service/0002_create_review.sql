-- Why: a pended claim waits for a person with enough authority, and what a person decided outlives every recalculation.

create table review_items (
	id uuid primary key,
	claim_id uuid not null,
	claim_number text not null,
	decision_id uuid not null references decisions (id),
	member_id uuid,
	group_id uuid,
	provider_id uuid,
	currency text not null,
	billed numeric(20, 4) not null,
	-- Every reason, with its fingerprint and the authority that may release it.
	reasons jsonb not null,
	-- The highest authority (1 to 5) that any of the reasons asks for; null where nobody may release it.
	authority smallint,
	status text not null check (status in ('open', 'released', 'denied', 'closed')),
	assigned_to text,
	opened_at timestamptz not null,
	closed_at timestamptz,
	closed_by text,
	note text,
	version integer not null default 1
);
create unique index review_items_open on review_items (claim_id) where status = 'open';
create index review_items_queue on review_items (status, id);

-- Findings that a person let pass: while the same one comes back unchanged, the release still counts.
create table releases (
	claim_id uuid not null,
	fingerprint text not null,
	review_item_id uuid not null references review_items (id),
	released_by text not null,
	reason text not null,
	released_at timestamptz not null default now(),
	primary key (claim_id, fingerprint)
);

-- Claims to be decided again, in the order asked for: by the rules, or as a person has said.
create table readjudications (
	id uuid primary key,
	claim_id uuid not null,
	-- { carc, group, reason } where a person denied the claim; null where the rules decide.
	denial jsonb,
	requested_by text not null,
	correlation_id text not null,
	requested_at timestamptz not null default now(),
	-- Set where it could not be done yet.
	retry_at timestamptz,
	done_at timestamptz,
	-- The decision that came of it; null where there was no longer anything to decide.
	decision_id uuid references decisions (id)
);
create index readjudications_waiting on readjudications (id) where done_at is null;
create index readjudications_by_claim on readjudications (claim_id);
