-- Why: a what-if over history takes minutes, so that it is asked for, watched and read later, whichever process does it.

create table simulations (
	id uuid primary key,
	-- { from, to, change: { plan, contract, rules }, only }: what is changed, over which claims.
	request jsonb not null,
	requested_by text not null,
	requested_at timestamptz not null default now(),
	status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
	attempts integer not null default 0,
	done integer not null default 0,
	total integer,
	started_at timestamptz,
	-- Of the process that works on it; one that is silent has died, and another takes over.
	heartbeat_at timestamptz,
	finished_at timestamptz,
	error_code text,
	-- The totals and movers; nothing else that it finds is kept.
	result jsonb
);
create index simulations_waiting on simulations (requested_at) where status in ('queued', 'running');
