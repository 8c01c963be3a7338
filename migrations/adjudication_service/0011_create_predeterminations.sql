-- Why: what a claim for care to come would be decided to is found again when the care is given. Nothing else refers to it.

create table predeterminations (
	id uuid primary key,
	submitter_claim_id text not null,
	-- Null where the claim names nobody that was known.
	member_id uuid,
	group_id uuid,
	provider_id uuid,
	currency text not null,
	decided_at timestamptz not null,
	asked_by text not null,
	-- The claim as it came.
	content json not null,
	-- What was answered, as it is published.
	answer json not null,
	-- What it would have moved; nothing was.
	movements json not null,
	-- What it was made of, with its trace, packed as a decision's.
	record bytea not null
);
create index predeterminations_of_member on predeterminations (member_id, id);
create index predeterminations_of_group on predeterminations (group_id, id);
create index predeterminations_of_provider on predeterminations (provider_id, id);
create index predeterminations_of_submitter on predeterminations (submitter_claim_id, id);
create index predeterminations_by_age on predeterminations (decided_at);
