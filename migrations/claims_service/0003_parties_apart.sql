-- Why: a decision says whose a claim is, and as long as that was indexed in the claim itself, the move that wrote it wrote
-- the claim's place into all eight indexes again. Which claims are whose is kept in a table of its own, as where they stand is.

create table claim_parties (
	-- A member or a provider.
	party_id uuid not null,
	claim_id uuid not null,
	primary key (party_id, claim_id)
);
insert into claim_parties (party_id, claim_id)
select member_id, id from claims where member_id is not null
union select provider_id, id from claims where provider_id is not null;
drop index claims_by_member;
drop index claims_by_provider;
-- Claims that came together move together: there must be room for all of a page at once.
alter table claims set (fillfactor = 45);

create or replace function stand_first() returns trigger
	language plpgsql
	set search_path from current
	as $$
begin
	insert into claim_standings (status, claim_id) select status, id from fresh;
	insert into claim_parties (party_id, claim_id)
	select member_id, id from fresh where member_id is not null
	union select provider_id, id from fresh where provider_id is not null;
	return null;
end
$$;
-- Whose a claim was before stays noted: whoever looks for the claims of somebody asks the claim as well.
create or replace function stand_elsewhere() returns trigger
	language plpgsql
	set search_path from current
	as $$
begin
	delete from claim_standings as left_behind using former join fresh using (id)
	where left_behind.status = former.status and left_behind.claim_id = former.id and fresh.status <> former.status;
	insert into claim_standings (status, claim_id)
	select fresh.status, fresh.id from fresh join former using (id) where fresh.status <> former.status;
	insert into claim_parties (party_id, claim_id)
	select party.id, fresh.id
	from fresh join former using (id) cross join lateral (
		values (former.member_id, fresh.member_id), (former.provider_id, fresh.provider_id)
	) as party (before, id)
	where party.id is distinct from party.before and party.id is not null
	on conflict do nothing;
	return null;
end
$$;

revoke update, delete on claim_parties from claims_service;
