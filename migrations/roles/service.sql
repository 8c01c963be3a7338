-- One service: its schema, and a role of the same name that can do nothing outside of it.
do $$
begin
	if not exists (select from pg_roles where rolname = :'schema') then
		create role :"schema" login;
	end if;
	execute format('grant connect on database %I to %I', current_database(), :'schema');
end
$$;

-- What all services may do (read common, write audit) comes by inheritance; nobody may become the group itself.
grant askes_services to :"schema" with inherit true, set false;

alter role :"schema" set search_path to :"schema";
alter role :"schema" set statement_timeout to :'statement_timeout';
alter role :"schema" set idle_in_transaction_session_timeout to :'idle_in_transaction_timeout';

create schema if not exists :"schema" authorization askes_owner;
grant usage on schema :"schema" to :"schema";
-- By default and not once for all tables: a migration may take a right away, and it stays away.
alter default privileges for role askes_owner in schema :"schema"
	grant select, insert, update, delete on tables to :"schema";
alter default privileges for role askes_owner in schema :"schema" grant usage, select on sequences to :"schema";
alter default privileges for role askes_owner in schema :"schema" grant execute on functions to :"schema";
