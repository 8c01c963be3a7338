-- Who changed what, from what, to what: written in the transaction of the change, and never touched again.
create table entries (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	service text not null,
	actor text not null,
	action text not null,
	entity text not null,
	entity_id text not null,
	before jsonb,
	after jsonb,
	correlation_id text
);

create index entries_by_entity on entries (entity, entity_id);

-- Without id and time, so that nobody can forge them; without reading, changing or removing.
grant insert (service, actor, action, entity, entity_id, before, after, correlation_id) on entries to askes_services;
grant select on entries to audit_sealer;
