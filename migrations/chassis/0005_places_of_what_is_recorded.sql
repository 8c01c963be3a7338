-- Why: a process that has just recorded events knows what they say, and read them again only to learn where they stand: for
-- its relay and for each reader, at 7 µs an event each time. Now the append says so.

-- Appends events as `outbox_append` does, and answers when they were recorded and where each stands, in the order given:
-- `2026-11-27T02:50:00.123Z 5.101 17.3 5.102`. `outbox_append` stays for processes of the version before.
create function outbox_record(events json) returns text
	language plpgsql
	as $$
declare
	recorded timestamptz := clock_timestamp();
	places text;
begin
	with item as materialized (
		select outbox_partition(entry.key) as home, entry.*
		from rows from (
			json_to_recordset(events) as (event_id uuid, event_type text, key text, data json, metadata json)
		) with ordinality as entry(event_id, event_type, key, data, metadata, nth)
	),
	wanted as materialized (select home, count(*)::integer as events from item group by home order by home),
	-- Row by row from what is sorted already: partitions are taken in ascending order, or two writers could deadlock.
	taken as materialized (select home, outbox_head(home, wanted.events) as first from wanted),
	placed as materialized (
		select item.*, first + row_number() over (partition by home order by nth) - 1 as position from item join taken using (home)
	),
	stored as (
		insert into outbox (partition, position, event_id, event_type, key, data, metadata, recorded_at)
		select home, position, event_id, event_type, key, data, metadata, recorded from placed
	)
	select string_agg(home || '.' || position, ' ' order by nth) into places from placed;
	return to_char(recorded at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || places;
end
$$;
