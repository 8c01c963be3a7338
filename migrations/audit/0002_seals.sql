-- Ranges of entries chained by hash: an edited or a missing entry breaks the chain from its range on.
create table seals (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	first_id bigint not null unique,
	last_id bigint not null unique,
	entries bigint not null,
	previous_hash bytea not null unique,
	hash bytea not null unique,
	check (first_id <= last_id)
);

-- No seal follows two others, and none is ever taken off: the sealer adds and reads.
grant select on seals to audit_sealer;
grant insert (first_id, last_id, entries, previous_hash, hash) on seals to audit_sealer;
