-- Why: what a product pays for is a document with versions, and a decision cites the version it used for ever.

create table plans (
	id text collate "C" primary key,
	-- As the latest version calls it, or the draft of a plan that was never published.
	name text not null,
	currency text not null,
	-- Being written: whole in shape, perhaps not yet in sense.
	draft jsonb,
	version integer not null default 1,
	created_at timestamptz not null default now()
);

-- A version holds from its first day until one with a higher number takes over.
create table plan_versions (
	id uuid primary key,
	plan_id text collate "C" not null references plans,
	number integer not null check (number > 0),
	effective_from date not null,
	document jsonb not null,
	content_hash text not null,
	published_at timestamptz not null default now(),
	unique (plan_id, number)
);

-- What was published never changes.
revoke update, delete on plan_versions from benefit_service;
