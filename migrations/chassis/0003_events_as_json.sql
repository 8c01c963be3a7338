-- Why: an event is handed on as it was written and never searched. As json its text is kept; as jsonb it was taken apart
-- when it was recorded and put together again for each of its readers, which cost more than all else about it.
alter table outbox
	alter column data type json using data::text::json,
	alter column metadata type json using metadata::text::json;

-- Appends events, [{ event_id, event_type, key, data, metadata }], in the order given. To be called once and last in a
-- transaction: from here to its end nobody else can append to the partitions it touched. Its namesake that takes jsonb
-- stays for processes of the version before.
create function outbox_append(events json) returns integer
	language plpgsql
	as $$
declare
	appended integer;
begin
	with item as materialized (
		select outbox_partition(entry.key) as home, entry.*
		from rows from (
			json_to_recordset(events) as (event_id uuid, event_type text, key text, data json, metadata json)
		) with ordinality as entry(event_id, event_type, key, data, metadata, nth)
	),
	wanted as materialized (select home, count(*)::integer as events from item group by home order by home),
	-- Row by row from what is sorted already: partitions are taken in ascending order, or two writers could deadlock.
	taken as materialized (select home, outbox_head(home, wanted.events) as first from wanted)
	insert into outbox (partition, position, event_id, event_type, key, data, metadata)
	select home, first + row_number() over (partition by home order by nth) - 1, event_id, event_type, key, data, metadata
	from item join taken using (home);
	get diagnostics appended = row_count;
	return appended;
end
$$;
