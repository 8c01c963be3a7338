-- Why: PostgreSQL looked for the places that claims leave by reading all places there are, and hashing them, until it thought
-- better of it at some ten thousand claims: 500 moves took 26 ms where they take 9. A look-up for each claim leaves it no such
-- choice, and what moved is worked out once for both writes.

create or replace function stand_elsewhere() returns trigger
	language plpgsql
	set search_path from current
	as $$
begin
	with moved as materialized (
		select fresh.id, former.status as before, fresh.status as now
		from fresh join former using (id) where fresh.status <> former.status
	), left_behind as (
		delete from claim_standings where ctid = any (array(
			select (
				select standing.ctid from claim_standings as standing
				where standing.status = moved.before and standing.claim_id = moved.id
			)
			from moved
		))
	)
	insert into claim_standings (status, claim_id) select now, id from moved;

	insert into claim_parties (party_id, claim_id)
	select party.id, fresh.id
	from fresh join former using (id) cross join lateral (
		values (former.member_id, fresh.member_id), (former.provider_id, fresh.provider_id)
	) as party (before, id)
	where (fresh.member_id, fresh.provider_id) is distinct from (former.member_id, former.provider_id)
		and party.id is distinct from party.before and party.id is not null
	on conflict do nothing;
	return null;
end
$$;
