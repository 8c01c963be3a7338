-- Why: what a move changes was worked out twice, once for where claims stand and once for whose they are: half of what a move costs
-- is this trigger, and a third of that was to join the claims of before and after once more.

create or replace function stand_elsewhere() returns trigger
	language plpgsql
	set search_path from current
	as $$
begin
	with moved as materialized (
		select fresh.id, former.status as before, fresh.status as now, former.member_id as former_member, fresh.member_id as member,
			former.provider_id as former_provider, fresh.provider_id as provider
		from fresh join former using (id)
	), left_behind as (
		delete from claim_standings where ctid = any (array(
			select (
				select standing.ctid from claim_standings as standing
				where standing.status = moved.before and standing.claim_id = moved.id
			)
			from moved where now <> before
		))
	), known as (
		insert into claim_parties (party_id, claim_id)
		select member, id from moved where member is distinct from former_member and member is not null
		union all
		select provider, id from moved where provider is distinct from former_provider and provider is not null
		on conflict do nothing
	)
	insert into claim_standings (status, claim_id) select now, id from moved where now <> before;
	return null;
end
$$;
