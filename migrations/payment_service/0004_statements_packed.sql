-- Why: statements are written for each claim and read for few of them. One by one as JSON they were more than a third of what a
-- payment run cost the database; many together and compressed by the service they are a twentieth of that, in time and room.
-- What was issued before stays as it was written.

-- The statements of some claims: a JSON array, compressed with zstd.
create table eob_packs (
	id uuid primary key,
	documents bytea not null
);
-- Compressed already.
alter table eob_packs alter column documents set storage external;
revoke update, delete on eob_packs from payment_service;

alter table eobs
	alter column document drop not null,
	-- Where the statement lies, if not here: in which pack, and at which place of it.
	add column pack_id uuid,
	add column place smallint,
	add check ((document is null) = (pack_id is not null and place is not null)) not valid;

alter table remittances
	alter column document drop not null,
	-- The remittance as JSON, compressed with zstd.
	add column packed bytea,
	add check ((document is null) = (packed is not null)) not valid;
alter table remittances alter column packed set storage external;
