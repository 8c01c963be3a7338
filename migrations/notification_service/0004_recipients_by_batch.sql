-- Why: who is to be told of a run was counted up row by row as its claims were heard of, which cost more than telling them.
-- Now each batch of claims only notes whose they are, in one row, and a run that is complete is counted once.
create table settled_batches (
	run_id uuid not null,
	-- Of each claim of the batch that somebody is known of.
	member_ids uuid[] not null,
	provider_ids uuid[] not null
);
create index settled_batches_of_run on settled_batches (run_id);
-- Ids have nothing to be compressed.
alter table settled_batches alter column member_ids set storage external, alter column provider_ids set storage external;

-- `digests` stays for what processes of the version before have counted, or still count, of runs under way.
