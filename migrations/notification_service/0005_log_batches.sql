-- Why: what goes to the log was written as queued and moments later again as delivered, with five indexes each time and a row
-- of its own for the one attempt: more than half of what a notification cost. Now who is to be told by the log waits in
-- batches, and each notification is written once, when it is delivered. Its row says all there is of its only attempt.
create table log_batches (
	id bigint generated always as identity primary key,
	run_id uuid not null,
	topic text not null,
	recipient_kind text not null check (recipient_kind in ('member', 'provider')),
	-- Each with the number of its claims.
	recipient_ids uuid[] not null,
	claims integer[] not null check (cardinality(claims) = cardinality(recipient_ids)),
	queued_at timestamptz not null default now()
);
-- Ids have nothing to be compressed.
alter table log_batches alter column recipient_ids set storage external;

-- What a process of the version before has queued for the log, or still does, is found as all else is.
create index notifications_due on notifications (next_attempt_at) where status = 'queued';
drop index notifications_to_log;
drop index notifications_to_send;
