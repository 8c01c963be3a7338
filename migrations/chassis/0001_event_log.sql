-- Why: a service tells the others what happened through a log of its own, written in the transaction that caused it.

-- The log's identity. A reader whose cursor speaks of another one must stop: its positions mean something else here.
create table outbox_log (
	is_only boolean primary key default true check (is_only),
	log_id uuid not null default gen_random_uuid(),
	started_at timestamptz not null default now()
);
insert into outbox_log default values;

create table outbox (
	partition smallint not null,
	position bigint not null,
	event_id uuid not null,
	event_type text not null,
	key text not null,
	data jsonb not null,
	metadata jsonb not null,
	recorded_at timestamptz not null default clock_timestamp(),
	primary key (partition, position)
);

-- The last position given out in each partition. Whoever takes one holds the row until the end of the transaction, which
-- makes positions gapless and their order the order of commits. The room in each page keeps the updates HOT.
create table outbox_heads (
	partition smallint primary key check (partition between 0 and 63),
	position bigint not null default 0
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
insert into outbox_heads (partition) select generate_series(0, 63);

-- Which partition a key belongs to, for ever: keys that moved would lose their order. SHA-256, as MD5 is barred under FIPS;
-- by a cast instead of convert_to(), which is only STABLE and would keep the planner from inlining the function.
create function outbox_partition(key text) returns smallint
	language sql immutable strict parallel safe
	return (get_byte(sha256(replace(key, '\', '\\')::bytea), 0) & 63)::smallint;

-- Takes `count` positions and answers the first. Partitions must be taken in ascending order, or two writers may deadlock.
create function outbox_head(of_partition smallint, count integer) returns bigint
	language sql
	as $$ update outbox_heads set position = position + count where partition = of_partition returning position - count + 1 $$;

-- Appends events, [{ event_id, event_type, key, data, metadata }], in the order given. To be called once and last in a
-- transaction: from here to its end nobody else can append to the partitions it touched.
create function outbox_append(events jsonb) returns integer
	language plpgsql
	as $$
declare
	given integer := jsonb_array_length(events);
	event jsonb := events -> 0;
	home smallint;
	firsts bigint[] := array_fill(null::bigint, array[64]);
	wanted record;
begin
	if given = 1 then
		-- The same as below for the commonest case, at less than half of its cost.
		home := outbox_partition(event ->> 'key');
		insert into outbox (partition, position, event_id, event_type, key, data, metadata)
		values (home, outbox_head(home, 1), (event ->> 'event_id')::uuid, event ->> 'event_type', event ->> 'key',
			event -> 'data', event -> 'metadata');
		return given;
	end if;

	for wanted in
		select outbox_partition(item ->> 'key') as partition, count(*)::integer as events
		from jsonb_array_elements(events) as item group by 1 order by 1
	loop
		firsts[wanted.partition + 1] := outbox_head(wanted.partition, wanted.events);
	end loop;

	insert into outbox (partition, position, event_id, event_type, key, data, metadata)
	select item.home, firsts[item.home + 1] + row_number() over (partition by item.home order by item.nth) - 1,
		item.event_id, item.event_type, item.key, item.data, item.metadata
	from (
		select outbox_partition(entry.key) as home, entry.*
		from rows from (
			jsonb_to_recordset(events) as (event_id uuid, event_type text, key text, data jsonb, metadata jsonb)
		) with ordinality as entry(event_id, event_type, key, data, metadata, nth)
	) as item;
	return given;
end
$$;

-- How far this service has read the log of each producer; `relay` reads the service's own log.
create table event_cursors (
	producer text not null,
	partition smallint not null,
	log_id uuid not null,
	position bigint not null,
	primary key (producer, partition)
) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Gives the log a new identity: to be called by hand after this schema was restored or moved without its log.
-- The relay reads the very same database, so its cursors can be carried over.
create function outbox_renew_log() returns uuid
	language plpgsql
	as $$
declare
	renewed uuid := gen_random_uuid();
begin
	update outbox_log set log_id = renewed, started_at = now();
	update event_cursors as cursor set log_id = renewed, position = least(cursor.position, head.position)
	from outbox_heads as head where cursor.producer = 'relay' and head.partition = cursor.partition;
	return renewed;
end
$$;

-- Events that could not be handled, and behind them, in order, the later events of the same key.
create table parked_events (
	parked_id uuid primary key,
	producer text not null,
	partition smallint not null,
	position bigint not null,
	event_id uuid not null,
	event_type text not null,
	key text not null,
	envelope jsonb not null,
	-- Set on the event that failed, null on those that only wait behind it.
	error_code text,
	attempts integer not null default 0,
	-- Set where waiting may cure it; null where a person has to look first.
	retry_at timestamptz,
	parked_at timestamptz not null default now(),
	unique (producer, key, position)
);
create index parked_events_due on parked_events (producer, retry_at) where retry_at is not null;
