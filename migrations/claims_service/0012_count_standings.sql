-- Why: an operations desk asks every few seconds how many claims stand where, and counting them takes longer the more there are. What
-- a statement changes of the counts is added as rows of their own, so that no writer ever waits for another to count, and now
-- and then whoever just wrote folds them together: what a reader adds up stays some thousand rows at most.

create table claim_counts (
	status text primary key,
	claims bigint not null
);
create table claim_count_changes (
	status text not null,
	claims bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- Nobody may take a claim in between its being counted here and its being counted by the triggers.
lock table claims in share row exclusive mode;
insert into claim_counts (status, claims) select status, count(*) from claim_standings group by status;

create function fold_claim_counts() returns void
	language plpgsql
	set search_path from current
	as $$
begin
	-- One at a time; nobody waits for the other.
	if not pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' folds counts', 0)) then
		return;
	end if;
	with taken as (delete from claim_count_changes returning status, claims)
	insert into claim_counts as counted (status, claims) select status, sum(claims) from taken group by status
	on conflict (status) do update set claims = counted.claims + excluded.claims;
end
$$;

-- As before, and counted.
create or replace function stand_first() returns trigger
	language plpgsql
	set search_path from current
	as $$
begin
	with counted as (
		insert into claim_count_changes (status, claims) select status, count(*) from fresh group by status
	), standing as (
		insert into claim_standings (status, claim_id) select status, id from fresh
	)
	insert into claim_parties (party_id, claim_id)
	select member_id, id from fresh where member_id is not null
	union select provider_id, id from fresh where provider_id is not null;
	if random() < 0.002 then
		perform fold_claim_counts();
	end if;
	return null;
end
$$;
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
	), counted as (
		insert into claim_count_changes (status, claims)
		select status, sum(claims) from (
			select before, -count(*) from moved where now <> before group by before
			union all
			select now, count(*) from moved where now <> before group by now
		) as change (status, claims)
		group by status having sum(claims) <> 0
	)
	insert into claim_standings (status, claim_id) select now, id from moved where now <> before;
	if random() < 0.002 then
		perform fold_claim_counts();
	end if;
	return null;
end
$$;
