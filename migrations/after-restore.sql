-- To be run by the administrator after a database was set back to an earlier moment, before anybody reads from it. Every log in
-- it is given a new identity: whoever outside read what is lost is told so (FEED_RESET), and does not pass over what is
-- recorded in its place. Services that were set back together go on where they were.
do $$
declare
	producer text;
	reader text;
	renewed uuid;
begin
	for producer in select table_schema from information_schema.tables where table_name = 'outbox_log' loop
		perform set_config('search_path', producer, true);
		execute 'select outbox_renew_log()' into renewed;
		for reader in select table_schema from information_schema.tables where table_name = 'event_cursors' loop
			execute format('update %I.event_cursors set log_id = $1 where producer = $2', reader)
				using renewed, replace(producer, '_', '-');
		end loop;
	end loop;
end
$$;
