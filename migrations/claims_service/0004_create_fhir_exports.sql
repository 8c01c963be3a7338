-- Why: an export of everything takes longer than a caller waits: it is asked for, prepared in the background, fetched file by
-- file, and forgotten. And what has moved since an instant is found by the moves themselves: an index on the claims would be
-- written with each move, which then no longer stayed within its page.

create table fhir_exports (
	id uuid primary key,
	requested_by text not null,
	-- Of whose rows it is, where the token was limited to some.
	row_rule json,
	request text not null,
	types text[] not null,
	since timestamptz,
	requested_at timestamptz not null default now(),
	status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
	attempts integer not null default 0,
	-- All that was written up to here is in it.
	transaction_time timestamptz,
	-- The type that is being written, and how far it is; whoever takes over goes on there.
	type_at integer not null default 0,
	position text,
	claims bigint not null default 0,
	-- { type, document_id, count }, in order; the bytes are document-service's.
	files json not null default '[]',
	-- Of the process that works on it; one that is silent has died, and another takes over.
	heartbeat_at timestamptz,
	finished_at timestamptz,
	error_code text
);
create index fhir_exports_waiting on fhir_exports (requested_at) where status in ('queued', 'running');

-- Moves are appended in the order of their times, so that an index of block ranges finds them and costs a move nothing.
create index claim_history_by_time on claim_history using brin (at) with (pages_per_range = 32, autosummarize = on);
