-- Why: a hash over a range says that an entry of it was edited or removed, and not which one. A seal keeps a mark of each entry, and
-- the ids that never came (of transactions that were undone), so that those can be told from entries that were taken out later.
-- Nobody has sealed before this, so there is no seal to be filled in.
alter table seals
	-- Hash of the hashes of the range's entries, in the order of their ids.
	add column rows_hash bytea not null,
	-- The first four bytes of each of those hashes.
	add column marks bytea not null,
	add column gaps int8multirange not null;

-- Hashes do not get smaller.
alter table seals alter column marks set storage external;

grant insert (rows_hash, marks, gaps) on seals to audit_sealer;
