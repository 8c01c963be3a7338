-- Why: a claim read six balances and moved five, each a row with two keys of its own, and that was a third of the database's
-- work for it. They are asked for owner by owner: now what an owner has used in a year is one row.

create table balance_sheets (
	-- Whose it is: member:<id>, family:<id>, group:<id>, policy:<id>, or auth:<id>.
	owner text collate "C" not null,
	currency text collate "C" not null,
	-- The year in which the periods began that its balances are for; empty for what belongs to no year.
	year text collate "C" not null,
	-- [[key, whole minor units or a count], …]
	used json not null,
	-- Counts the writes: who writes a sheet has read the one before it.
	version integer not null,
	primary key (owner, currency, year)
) with (fillfactor = 70);

insert into balance_sheets (owner, currency, year, used, version)
select owner, currency, coalesce(substring(key from '\|(\d{4})(?:-[^|]*)?$'), ''),
	json_agg(json_build_array(key, used) order by key), 1
from accumulators group by 1, 2, 3;

drop table accumulators;
-- One by one, for those who look up a few; to be asked by owner.
create view accumulators as
select entry ->> 0 as key, currency, owner, (entry ->> 1)::bigint as used
from balance_sheets, json_array_elements(balance_sheets.used) as entry;
