-- Why: events came to be appended as one JSON text, which was taken apart twice, copied through four steps, and numbered by a
-- sort: 10 µs each. Whoever appends knows an event's partition and how many of its own come before it there, and sends columns:
-- 7 µs. `outbox_record(json)` stays for processes of the version before.

-- Appends events in the order given; an event's `home` is what `outbox_partition` says of its key, its `nth` the number of
-- those before it with the same home. Answers when they were recorded, and the first position taken in each partition:
-- `2026-11-27T02:50:00.123Z 5.101 17.3`. To be called once and last in a transaction, as `outbox_append`.
create function outbox_record(
	homes smallint[], nths integer[], event_ids uuid[], event_types text[], keys text[], data text[], metadata text[]
) returns text
	language plpgsql
	as $$
declare
	recorded timestamptz := clock_timestamp();
	firsts bigint[] := array_fill(null::bigint, array[64]);
	places text := '';
	wanted record;
begin
	-- In ascending order, or two writers could deadlock.
	for wanted in select home, count(*)::integer as events from unnest(homes) as home group by home order by home loop
		firsts[wanted.home + 1] := outbox_head(wanted.home, wanted.events);
		places := places || ' ' || wanted.home || '.' || firsts[wanted.home + 1];
	end loop;
	insert into outbox (partition, position, event_id, event_type, key, data, metadata, recorded_at)
	select event.home, firsts[event.home + 1] + event.nth, event.event_id, event.event_type, event.key, event.data::json,
		event.metadata::json, recorded
	from unnest(homes, nths, event_ids, event_types, keys, data, metadata)
		as event (home, nth, event_id, event_type, key, data, metadata);
	return to_char(recorded at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || places;
end
$$;
