-- Why: while claims come by the hundred thousand PostgreSQL measures these tables every minute, a sample of 30,000 rows each. What is
-- asked of them is asked by key; a tenth of the sample says as much.
do $$
declare
	measured record;
begin
	for measured in
		select attrelid::regclass as relation, attname from pg_attribute
		where attrelid = any (array['payables', 'owed', 'eobs', 'ledger_entries']::regclass[]) and attnum > 0 and not attisdropped and attstattarget is null
	loop
		execute format('alter table %s alter column %I set statistics 10', measured.relation, measured.attname);
	end loop;
end
$$;
