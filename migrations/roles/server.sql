-- Who may do what on a server (DESIGN 4.4). Run before every migration; what is right already stays as it is.
do $$
declare
	name text;
begin
	foreach name in array array['askes_owner', 'askes_services', 'audit_sealer'] loop
		if not exists (select from pg_roles where rolname = name) then
			execute format('create role %I nologin', name);
		end if;
	end loop;
	if (select rolsuper from pg_roles where rolname = current_user) then
		-- A large object lies in no schema, so no grant on a schema would keep a service from leaving one.
		revoke execute on function lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) from public;
	else
		-- A superuser may act as the owner anyway; another administrator has to be let in.
		grant askes_owner to current_user with inherit true, set true;
	end if;
	-- The database's own name is known only here.
	execute format('revoke all on database %I from public', current_database());
	execute format('grant connect on database %I to audit_sealer', current_database());
end
$$;

revoke all on schema public from public;
alter default privileges for role askes_owner revoke execute on functions from public;

-- What has been migrated is the owner's own business.
create schema if not exists migrations authorization askes_owner;

-- Reference data: read by every service, changed by none.
create schema if not exists common authorization askes_owner;
grant usage on schema common to askes_services;
alter default privileges for role askes_owner in schema common grant select on tables to askes_services;

-- The audit trail: written by every service, read by the sealer. Its columns are granted where its tables are made.
create schema if not exists audit authorization askes_owner;
grant usage on schema audit to askes_services, audit_sealer;
alter role audit_sealer set search_path to audit;
